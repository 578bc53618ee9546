"""The words that sort problems, in both languages, and the desk where the secretariat edits them.

Knows no problem. Actions: `add_term`, `change_term`, `move_term`, `retire_term`, `restore_term`.
"""
