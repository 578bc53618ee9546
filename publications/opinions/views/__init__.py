"""The lasting addresses of opinions, and the desk where evidence is gathered."""
