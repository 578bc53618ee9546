"""Somebody without an account asks to come in; whoever manages the organisation's members invites them, or declines.

Actions: `ask_to_join`, `invite_who_asked`, `decline_request`.
"""
