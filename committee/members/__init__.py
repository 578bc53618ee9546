"""The people of the committee: a directory, a page for each, and what changes when they move or leave.

Actions: `change_functions`, `change_role`, `move_member`, `let_go`. What higher features hold in a person's name is
listed and passed on through `extension_points`.
"""
