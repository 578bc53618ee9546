"""What is done with opinions, their evidence and the answers; and what follows a problem that is merged."""
