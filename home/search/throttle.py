"""How often a person may search: questions cost more than pages, and a script must not slow everybody down."""

import time

from django.core.cache import cache

A_MINUTE = 60


def searched_too_often(person_id: int) -> bool:
    """Count a search; whether the person has made more than 60 in this minute."""
    key = f"search:{person_id}:{int(time.time()) // 60}"
    cache.add(key, 0, timeout=120)
    try:
        return cache.incr(key) > A_MINUTE
    except ValueError:  # forgotten between the two lines
        return False
