"""The front door, the gallery, the pages that say what went wrong, and the door of the admin."""
