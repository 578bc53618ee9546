"""An answer to a mail becomes a post: signed addresses, what was quoted cut off, everything else checked as on the page.

Knows mails as bytes and nothing of how they arrive: `home/server` listens. Actions: `receive_mail`, `forget_mails`.
"""
