"""The envelope's sender of a mail to a person: where it comes back to, signed, and good for a month."""

from __future__ import annotations

import hmac
import struct
from base64 import b32decode, b32encode
from datetime import date
from typing import NamedTuple
from zlib import crc32

from django.conf import settings
from django.utils.crypto import salted_hmac

from committee.people.models import Person

PREFIX = "b+"
SALT = "committee.bounces.address"
FACTS = struct.Struct(">IIH")
SIGNED = 12
LASTS = 31
"""Days after which nothing that comes back to it counts: servers give up after five."""
FIRST_DAY = date(2025, 1, 1).toordinal()


class BounceAddress(NamedTuple):
    """What an address says: who was mailed, at which address (its sum), on which day."""

    person_id: int
    mailbox: int
    day: int

    def __str__(self) -> str:
        facts = FACTS.pack(*self)
        token = b32encode(facts + signature(facts)).decode().rstrip("=").lower()
        return f"{PREFIX}{token}@{settings.MAIL_REPLY_DOMAIN}"


def bounce_address(person: Person, today: date) -> str:
    """Where a mail that leaves today for a person comes back to; empty where no mail is received."""
    if not settings.MAIL_REPLY_DOMAIN:
        return ""
    return str(BounceAddress(person.pk, crc32(person.email.encode()), today.toordinal() - FIRST_DAY))


def signature(facts: bytes, secret: str | bytes | None = None) -> bytes:
    """The first 96 bits of an HMAC-SHA256 of what an address says."""
    return salted_hmac(SALT, facts, secret=secret, algorithm="sha256").digest()[:SIGNED]


def read_bounce_address(address: str) -> BounceAddress | None:
    """What an address says, whatever its case; None for one that was not made here. Asks no database."""
    local, _at, domain = address.strip().strip("<>").lower().rpartition("@")
    if not settings.MAIL_REPLY_DOMAIN or domain != settings.MAIL_REPLY_DOMAIN.lower() or not local.startswith(PREFIX):
        return None
    token = local.removeprefix(PREFIX).upper()
    try:
        held = b32decode(token + "=" * (-len(token) % 8))
    except ValueError:
        return None
    facts, signed = held[: FACTS.size], held[FACTS.size :]
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    good = len(signed) == SIGNED and any(hmac.compare_digest(signature(facts, one), signed) for one in secrets)
    return BounceAddress(*FACTS.unpack(facts)) if good else None


def is_current(address: BounceAddress, person: Person, today: date) -> bool:
    """Whether an address speaks of where the person still is, and of a mail that can still come back."""
    age = today.toordinal() - FIRST_DAY - address.day
    return address.mailbox == crc32(person.email.encode()) and 0 <= age <= LASTS
