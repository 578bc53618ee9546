"""What the public reads of the solutions that the committee opened to it. Only reads; nothing of a lane, and no CPAS's figures."""
