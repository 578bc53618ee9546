"""Mails that come back: to whom, whether for good, and when an address gets mail again.

Each letter leaves under an address of its own person, signed, to which the servers on its way report; such a report alone
counts. Knows people and the journal, and nothing of how mails arrive. Actions: `record_bounce`, `confirm_address`.
"""
