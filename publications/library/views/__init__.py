"""The feed of publications, and the report on the two languages."""
