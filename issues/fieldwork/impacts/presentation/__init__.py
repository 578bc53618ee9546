"""What the pages of an impact say."""
