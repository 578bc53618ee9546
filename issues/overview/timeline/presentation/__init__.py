"""A timeline in words."""
