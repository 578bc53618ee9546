"""The readings of a thing in words, for the page and for the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from committee.access.lanes import SHORT, Lane
from committee.access.roles import BY_CODE
from committee.journal.moments import format_moment
from committee.organisations.queries import names_of_organisations
from committee.seats.models import Bench
from issues.overview.access_audit.queries import Audited, Reading


@dataclass(frozen=True)
class Row:
    """One right, as the table shows it."""

    organisation: str
    function: str
    by: str
    lane: str
    lane_label: str
    since: str
    until: str
    closed: bool


def on_day(thing: Audited, on: date | None) -> list[Reading]:
    """Those who could read the thing on a day, or ever."""
    return [reading for reading in thing.readings if on is None or reading.covers(on)]


def rows_of(readings: list[Reading]) -> Iterator[Row]:
    """The rows of the table, by organisation in their order."""
    order = {pk: place for place, pk in enumerate(names_of_organisations())}
    for reading in sorted(readings, key=lambda r: (order.get(r.right.organisation_id, 0), r.since, r.right.person_id)):
        yield row_of(reading)


def row_of(reading: Reading) -> Row:
    """A reading in words."""
    right = reading.right
    by = Bench(right.by).label if right.mandate else BY_CODE[right.by].label
    return Row(
        organisation_name(right.organisation_id),
        right.function,
        str(_("Mandate: %(seat)s") % {"seat": by} if right.mandate else _("Role: %(role)s") % {"role": by}),
        reading.space.lane,
        str(SHORT[Lane(reading.space.lane)]),
        format_moment(reading.since),
        format_moment(reading.until) if reading.until else "",
        right.closed,
    )


def organisation_name(pk: int) -> str:
    """An organisation in the reader's language."""
    return names_of_organisations()[pk][int(get_language() == "nl")]
