"""Pieces of a discussion as HTML: its posts, the composer, and what stands around them."""
