"""The rows of the list, and how many there are."""
