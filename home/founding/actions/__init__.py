"""What makes a site whole; see the feature."""
