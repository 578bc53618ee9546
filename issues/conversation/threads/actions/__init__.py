"""What can be done in a thread. The owner's feature says what a post is about."""
