"""What: the problems met in the field, what they cost, what is said and done about them."""
