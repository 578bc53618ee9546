"""Who could see a thing, in words, for the page and for the file."""
