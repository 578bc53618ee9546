"""Where the page of a thing is: filled once, in `home/wiring.py`."""

from django.urls import NoReverseMatch, reverse

ADDRESSES: dict[str, str] = {}


def register_addresses(table: dict[str, str]) -> None:
    """Say which URL name, with the key as its one argument, shows each kind of thing."""
    ADDRESSES.update(table)


def address_of(kind: str, key: str) -> str:
    """Return the page of a thing in the active language, or an empty string."""
    try:
        return reverse(ADDRESSES[kind], args=[key])
    except (KeyError, NoReverseMatch):
        return ""
