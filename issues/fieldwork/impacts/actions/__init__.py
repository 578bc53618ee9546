"""What a CPAS declares, and the totals that are kept with it."""
