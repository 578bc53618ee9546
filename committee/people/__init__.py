"""People who sign in: their address, function and language. Knows nothing of what they may do.

Actions: `choose_preferences`, `renew_addresses`, `forget_ended_sessions`.
"""
