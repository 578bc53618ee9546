"""The pages of a discussion: reading, writing, sending, and what a script asks while one types."""
