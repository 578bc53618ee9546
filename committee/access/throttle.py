"""How often a person may ask for what costs more than a page: a script must not slow everybody down."""

import time

from django.core.cache import cache


def is_throttled(what: str, person_id: int, most: int) -> bool:
    """Count that a person asks for something; whether that is more than `most` times in this minute."""
    key = f"{what}:{person_id}:{int(time.time()) // 60}"
    cache.add(key, 0, timeout=120)
    try:
        return cache.incr(key) > most
    except ValueError:  # forgotten between the two lines
        return False
