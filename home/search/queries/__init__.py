"""What is found: by words, by likeness, and in the filter of the list."""
