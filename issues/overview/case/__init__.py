"""The pages that show a problem whole: the list, the case, its timeline. Only reads; each form's action lives below."""
