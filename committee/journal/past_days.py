"""Days on which something was seen or happened: they have come, in Brussels, at the moment of the action under way."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from committee.access.refusals import Refused
from committee.journal import clock

STILL_TO_COME = _("This day is still to come.")


def has_come(day: date | None) -> bool:
    """Whether a day has begun; one that is not given is never in the future."""
    return day is None or day <= clock.today()


def require_past_days(facts: Mapping[str, Any], names: Iterable[str]) -> None:
    """Raise Refused for the first of some days that is still to come."""
    for name in names:
        if not has_come(facts.get(name)):
            raise Refused(STILL_TO_COME, field=name)
