"""Erasure on request (GDPR, article 17): after ERASURE_DAYS an account says nothing any more of whose it was.

What was said and decided stays, signed “former member of …”. Actions: `ask_erasure`, `withdraw_request`,
`erase_person`, `erase_due`. What higher features hold of a person alone goes through `extension_points`.
"""
