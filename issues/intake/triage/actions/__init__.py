"""What the secretariat does with cases: sorting, merging and what follows a merge, questions to the reporter."""
