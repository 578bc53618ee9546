"""An invented site of any size, to measure on: 100,000 problems, 1,000,000 posts, 300,000 declarations from 564 CPAS.

`seeding.seed_scale` fills an empty database by bulk paths; nothing of it is real, and production refuses it.
"""
