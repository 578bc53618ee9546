"""Who comes in through an identity provider (OpenID Connect), such as CSAM: by an account or an invitation, and never else.

Knows invitations; nothing of cases. Off unless the settings name a provider (`IDENTITY_PROVIDER`). Actions:
`connect_identity`, `accept_with_identity`. Of what a provider tells, only its own number of a person is kept.
"""
