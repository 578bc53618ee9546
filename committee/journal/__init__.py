"""The one record: every action writes one entry, and everything that tells a story reads entries.

Knows people, organisations and access. Offers `record` to actions, `entry_recorded` to the wiring, `timeline` to pages.
"""
