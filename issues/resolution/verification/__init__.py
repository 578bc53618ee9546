"""Whether a delivered solution works in the field: the verdicts of the CPAS concerned.

Knows solutions, and which CPAS declared impact. “Verified” is said here, by verdicts alone. Actions: `give_verdict`.
"""
