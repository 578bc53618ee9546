"""What has been brought in and taken out, and everything that a dossier holds."""
