"""How often a person may ask for what costs more than a page: a script must not slow everybody down."""

from django.core.cache import cache


def is_throttled(what: str, who: int | str, most: int) -> bool:
    """Count that a person, or an address, asks for something; whether that is more than `most` times in the minute that the first began."""
    key = f"{what}:{who}"
    cache.add(key, 0, timeout=60)
    try:
        return cache.incr(key) > most
    except ValueError:  # the minute ended between the two lines
        return False
