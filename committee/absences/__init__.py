"""Who is away, from when until when, and which colleague stands in: what awaits the one reaches the other.

Actions: `announce_absence`, `end_absence`.
"""
