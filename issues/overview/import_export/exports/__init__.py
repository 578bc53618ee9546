"""Files that leave: lists, templates to fill in, and the portable dossier."""
