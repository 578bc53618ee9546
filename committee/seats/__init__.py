"""The committee: benches, seats and mandates over time, and the memberships from which rights follow.

Actions: `found_committee`, `add_seat`, `close_seat`, `begin_membership`, `end_membership`, `begin_mandate`, `end_mandate`,
`close_account`.
"""
