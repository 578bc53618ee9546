"""Filing a problem in about a minute: one form, drafts that save themselves, and similar problems while one types.

Knows problems, impacts and solutions. Actions: `save_draft`, `discard_draft`, `file_draft`.
A draft that was changed in another window is not written over: its author chooses between both texts.
"""
