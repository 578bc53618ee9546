"""Filing a problem in about a minute: one form, drafts that save themselves, and similar problems while one types.

Knows problems, impacts and solutions. Actions: `save_draft`, `discard_draft`.
"""
