"""The story of a problem or a solution: what was recorded and what was said, merged, filtered, and taken along as a file.

Only reads what lower features hold. Actions: `record_story_taken`.
"""
