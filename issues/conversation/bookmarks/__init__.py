"""What a person keeps of a conversation: bookmarks for oneself, tasks for a seat or a person.

Actions: `keep_bookmark`, `drop_bookmark`, `give_task`, `finish_task`, `take_task_back`.
"""
