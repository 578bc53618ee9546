"""Lists of problems: filters that live in the address, counts, sorts, saved views, the board, and moves of many at once.

Knows everything about a problem but its conversation. Actions: `save_view`, `delete_view`.
"""
