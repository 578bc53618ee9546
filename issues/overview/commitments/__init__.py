"""What seats and organisations have promised, by whom and by when, in one place and in their calendars. Only reads.

What counts as a commitment is told by `extension_points.SOURCES`: solutions today.
"""
