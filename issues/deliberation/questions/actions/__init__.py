"""What can be done with questions between benches."""
