"""What awaits each role, the inbox, and one's own preferences."""
