"""Whether somebody came from an address or a network that a setting names."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import ip_address, ip_network


def is_among(address: str, allowed: Iterable[str]) -> bool:
    """Whether an address is one of those, or in one of those networks; `unix` stands for a socket of the machine."""
    words = list(allowed)
    try:
        known = ip_address(address)
    except ValueError:
        return not address and "unix" in words
    known = getattr(known, "ipv4_mapped", None) or known
    return any(known in ip_network(word) for word in words if word != "unix")
