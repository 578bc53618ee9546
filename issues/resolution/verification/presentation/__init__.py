"""What CPAS say of solutions, in words: on the page of one, and in the matrix of all."""
