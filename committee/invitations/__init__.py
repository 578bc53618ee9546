"""How people come in: invited by mail, by whoever may give them a place; nobody opens an account alone.

Knows seats and rights; nothing of cases. Actions: `invite_person`, `resend_invitation`, `withdraw_invitation`,
`accept_invitation`; `invite_administrator` for whoever runs the site. `links.link_to` is the address that an invitation's mail carries.
"""
