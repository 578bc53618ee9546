"""What happened at the doors: who signed in, what was refused, which right changed, what was taken out.

Kept for the secretariat, for as long as SECURITY_LOG_DAYS says. Actions: `note_event`, `forget_old_events`.
"""
