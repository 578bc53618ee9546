"""Whether the site runs: is it alive and ready, what it counts, what it logs, and the tasks that nobody waits for.

Knows of requests only how long they took and by which view; nothing here keeps or tells who asked for what.
"""
