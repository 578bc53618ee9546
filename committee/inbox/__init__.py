"""How people hear: notices for a person, duties for an organisation, letters. Knows the journal; knows no problem or page.

From an entry to a mail: `delivery` tells an entry, `timing` says when it may be mailed, `letters` gathers what is due,
`sections` and `mail` write it when it leaves, `sending` hands it over. `stopping` and `private` hold signed addresses.
Actions: `notify`, `read_notices`, `keep_unread`, `owe_duty`, `discharge_duties`, `queue_letter`, `retry_letter`, `stop_mail`.
"""
