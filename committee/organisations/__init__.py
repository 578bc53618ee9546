"""Organisations and who belongs to them. Knows people; knows nothing of rights.

Actions: `register_organisation`. Memberships begin and end in `committee.access`, because they carry rights.
"""
