"""Who may read and write what. Roles are classes, lanes are words, rights stand on spaces.

A *space* is a container: a lane of the committee, or one organisation's own. Everything confidential belongs to
exactly one space, so one list of readable spaces answers every question of visibility. Rights on spaces are derived
from memberships and mandates, stored through django-guardian by `grants`, and read once per person as a `Standing`.

Actions live in `committee.seats`, because giving a right is recorded in the journal.
"""
