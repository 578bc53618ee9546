"""What can be done with instructions, and how they follow a problem into another."""
