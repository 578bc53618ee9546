"""How people hear: notices for a person, duties for an organisation, letters. Knows the journal; knows no problem or page.

From an entry to a mail: `mails.fan_out` tells an entry, `timing` says when it may be mailed, `actions.letters` gathers what
is due, `presentation` and `mails.news` write it when it leaves, `mails.sending` hands it over. `stop_links` and
`private_addresses` make signed addresses.
Actions: `notify`, `read_notices`, `keep_unread`, `owe_duty`, `discharge_duties`, `queue_letter`, `retry_letter`, `stop_mail`.
"""
