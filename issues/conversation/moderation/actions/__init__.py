"""What keeps order in threads: what stands, what is moved, what was reported."""
