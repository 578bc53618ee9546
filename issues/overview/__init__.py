"""Pages and files across everything; only reads."""
