"""News, the latest publications in one list, and the feeds. Knows opinions and events. Pages only: no actions."""
