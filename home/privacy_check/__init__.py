"""What keeps personal data out, as members meet it: the check while one types, and the page that says why and how often.

Knows `committee.privacy`, which finds, refuses and counts. Nothing that is checked is kept, and none of it is logged.
"""
