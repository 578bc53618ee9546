"""Keeping a conversation fit to work in: reports, hiding, locking, moving, decisions and answers marked, summaries.

Who moderates a lane is said by roles. Actions: `report_post`, `keep_post`, `hide_post`, `show_post`, `mark_post`,
`lock_thread`, `unlock_thread`, `move_posts`, `summarise_strand`.
"""
