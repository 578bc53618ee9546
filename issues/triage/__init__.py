"""What becomes of a problem once it is filed: the queue, its owner, questions to the reporter, merge, split, relations.

Knows problems, impacts and solutions. Each action that changes what is counted keeps the totals right.
"""
