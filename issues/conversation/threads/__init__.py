"""Conversations. A thread knows no owner: the owner holds its thread and says what a post is about.

A thread has one *strand* per lane; posts are numbered within their strand, so that a reader of one lane learns nothing
of another; only one that was moved leaves its number empty. Actions: `open_thread`, `add_post`, `edit_post`, `withdraw_post`,
`react`, `follow_thread`, `choose_following`, `mark_read`. What a post names is found by `mentions`.
"""
