"""What can be done to notices, duties and letters."""
