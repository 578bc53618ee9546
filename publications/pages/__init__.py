"""The abstract page that every public page of the portal is made from, and the blocks that its text consists of.

Knows people, the privacy guard and nothing of opinions or news. Actions: `open_editing`, `follow_role`.
"""
