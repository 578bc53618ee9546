"""Links of the weekly letter that choose an answer beforehand; following one changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core import signing
from django.urls import reverse

from issues.fieldwork.barometer.weeks import code_of, this_week, weeks_until

SALT = "issues.fieldwork.barometer"
WEEKS = 4
"""A link is good for three weeks from the Monday on which it is sent, the week after the one that it is about."""


@dataclass(frozen=True)
class Chosen:
    """An answer that was clicked in a letter: about which declaration, whether still. A number is never chosen for anybody."""

    declaration: int
    still: bool


def link_to(person_id: int, week: date, chosen: Chosen) -> str:
    """The address of the pulse's page with an answer chosen, for one person and one week."""
    words = [person_id, code_of(week), chosen.declaration, int(chosen.still)]
    token = signing.dumps(words, salt=SALT)
    return f"{reverse('issues:pulse_week', args=[week])}?chosen={token}"


def chosen_by(person_id: int, week: date, token: str) -> Chosen | None:
    """What a link chose, or None where it was altered, is too old, or was another person's."""
    try:
        person, code, declaration, still = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    good = (person, code) == (person_id, code_of(week)) and week in weeks_until(this_week(), WEEKS)
    return Chosen(declaration, bool(still)) if good else None
