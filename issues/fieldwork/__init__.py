"""What the CPAS say of problems: their volumes, and week by week whether they go on."""
