"""When a page begins, and who asks for it where a web server in front passes requests on."""

from __future__ import annotations

from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings

from committee.keeping.nearby import begin_page
from home.server.deferred import start_deferring

FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO")


class PageBegins:
    """Let a page ask the cache once which of what its process keeps is good, and be answered before what follows it."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        begin_page()
        start_deferring()
        return self.get_response(request)


class ClientAddress:
    """Put in `REMOTE_ADDR` the address from which a reader came to the servers that TRUSTED_PROXIES names.

    Each of those adds to `X-Forwarded-For` whom it heard; the last that is none of them is the reader, and whatever
    stands before is a reader's own word. Of anybody else, nothing that is said of addresses and scheme is believed.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        told, proxies = request.META, tuple(settings.TRUSTED_PROXIES)
        came_from = told.get("REMOTE_ADDR", "")
        if is_proxy(came_from, proxies):
            told["REMOTE_ADDR"] = reader_behind(came_from, told.get("HTTP_X_FORWARDED_FOR", ""), proxies)
        else:
            for name in FORWARDED:
                told.pop(name, None)
        return self.get_response(request)


def reader_behind(came_from: str, forwarded: str, proxies: tuple[str, ...]) -> str:
    """The nearest address that is no proxy's; where all are, or one cannot be read, the last that could be."""
    for word in reversed(forwarded.split(",")):
        if (address := parse_address(word)) is None:
            break
        came_from = str(address)
        if not is_proxy(came_from, proxies):
            break
    return came_from


@lru_cache(maxsize=4096)
def is_proxy(address: str, proxies: tuple[str, ...]) -> bool:
    """Whether an address is one of the trusted servers in front; without any, a socket of this machine is meant."""
    known = parse_address(address)
    if known is None:
        return not address and "unix" in proxies
    return any(known in ip_network(one) for one in proxies if one != "unix")


def parse_address(word: str) -> IPv4Address | IPv6Address | None:
    """An address, in its own version where it was written as one of the other; None for what is none."""
    try:
        address = ip_address(word.strip())
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
