"""What happens in the field: the taxonomies that sort it, the numbers that are kept, the records themselves."""
