"""What the benches ask of each other, think and decide: knows problems and solutions; nothing lower knows it."""
