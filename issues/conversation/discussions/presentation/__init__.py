"""What the pages of a discussion say."""
