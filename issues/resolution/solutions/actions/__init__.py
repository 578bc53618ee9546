"""What is done with solutions: proposed, moved, judged; and what follows a problem that is merged."""
