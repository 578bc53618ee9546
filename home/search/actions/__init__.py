"""The index and its vocabulary, kept in step."""
