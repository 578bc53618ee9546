"""The two registers: organisations and seats, each with its page, and the public page of the committee's composition.

Reads what organisations and seats hold; knows nothing of cases: what they show there is an extension point. Actions:
`take_part`, `add_organisation`, `rename_organisation`, `describe_software`, `merge_organisations`, `close_organisation`.
"""
