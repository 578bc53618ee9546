"""How people hear: notices for a person, duties for an organisation. Knows the journal; knows no problem or page.

Actions: `notify`, `read_notices`, `owe_duty`, `discharge_duties`.
"""
