"""The demonstration: accounts, problems with their threads and solutions, and the opinion, all through the actions.

Everything here is invented but for names of organisations and public facts; it is refused on a production site.
"""
