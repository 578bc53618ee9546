"""Events: colloquia and other meetings in public, with the objectives that they were held for.

Knows pages. Lower than opinions, because an opinion names the event that it came from. Pages only: no actions.
"""
