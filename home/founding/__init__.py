"""How a site begins: its pages in both languages, its organisations, its committee, and the first people who sign in.

Knows pages and people; nothing of cases but their taxonomies. Each action may be done again: what is there is left alone.
Actions: `found_site`, `lay_pages`, `register_region`, `seat_committee`, `admit_administrator`, `admit_secretariat`; both people
come in by an invitation, like everybody else.
"""
