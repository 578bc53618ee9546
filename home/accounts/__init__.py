"""Accounts: where one is signed in; and in Wagtail's admin, asked for what the portal knows of a person, and no names."""
