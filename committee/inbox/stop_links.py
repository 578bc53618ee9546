"""One click in a mail that ends mails like it, without signing in (RFC 8058).

A token names a person and what stops: one thing, such as a discussion, or all mail. It never expires and opens nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core import signing

from committee.inbox.extension_points import STOPS
from committee.people.models import Person

SALT = "committee.inbox.stop"
EVERYTHING = ""


@dataclass(frozen=True)
class Stopping:
    """What a token stops: `thing` of a sort that stands in STOPS, or all mail where it is empty."""

    person: Person
    sort: str = EVERYTHING
    thing: str = ""

    @property
    def name(self) -> str:
        """What stops, in words; empty for all mail and for what the person no longer reads."""
        return STOPS[self.sort].name(self.person, self.thing) if self.sort in STOPS else ""


def stop_token(person: Person, sort: str = EVERYTHING, thing: str = "") -> str:
    """The token of a link in a mail."""
    return signing.dumps([person.pk, sort, thing], salt=SALT)


def stop_address(token: str) -> str:
    """The web address that stops mails."""
    return f"{settings.SITE_URL}/mail/stop/{token}/"


def stopping_from_token(token: str) -> Stopping | None:
    """What a token stops, or None where it was altered or the account is gone."""
    try:
        pk, sort, thing = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    person = Person.objects.filter(pk=pk).first()
    return Stopping(person, sort, thing) if person else None


def silenceable_thing(cases: list[tuple[str, str]]) -> tuple[str, str]:
    """The sort and the thing that a mail about some cases offers to silence: one thing, or else all mail."""
    if len(cases) == 1:
        for sort, stop in STOPS.items():
            if thing := stop.find(*cases[0]):
                return sort, thing
    return EVERYTHING, ""
