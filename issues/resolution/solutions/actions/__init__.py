"""What can be done with a solution, and how solutions follow a problem that is merged."""
