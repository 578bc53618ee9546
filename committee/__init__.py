"""Who: people, organisations, their seats and rights, the record of what they did, and how they hear of it."""
