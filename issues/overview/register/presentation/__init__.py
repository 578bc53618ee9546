"""What the pages of the list say."""
