"""A file that is brought in or taken out, and each row of it as a form of its own."""
