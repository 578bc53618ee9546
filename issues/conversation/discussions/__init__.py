"""Conversations as they are read and written, whatever they are about: pages of posts, the composer, drafts of posts.

Knows threads and, through `threads.slots`, what they are about. Actions: `keep_post_draft`, `forget_post_draft`.
"""
