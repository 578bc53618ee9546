"""What can be done with a problem, and the counts that are kept with it."""
