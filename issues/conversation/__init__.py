"""What is said, about whatever: threads, order in them, what one keeps, answers by mail, the pages of a discussion."""
