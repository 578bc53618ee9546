"""What is done about problems, until the field confirms it."""
