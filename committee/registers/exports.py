"""Both registers as tables for a spreadsheet, in the active language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from committee.organisations.models import Kind, Official, Organisation, Region
from committee.seats.models import Bench, Capacity, Seat, Voice


def organisations_table(rows: Iterable[Organisation]) -> Iterator[list[str]]:
    """The organisations with a header."""
    yield [
        _("Code"), _("Kind"), _("Name in French"), _("Name in Dutch"), _("Name in German"), _("Region"), _("Languages"),
        _("Software supplier"), pgettext("software", "Version"), _("Pilot centre"), pgettext("mandate", "From"), _("Until"), pgettext("organisation", "Merged into"),
    ]  # fmt: skip
    for one in rows:
        yield [
            one.key,
            str(Kind(one.kind).label),
            one.name_fr,
            one.name_nl,
            one.name_de,
            str(Region(one.region).label) if one.region else "",
            str(Official(one.language).label) if one.language else "",
            one.supplier,
            one.software_version,
            _("yes") if one.pilot else "",
            day(one.began_on),
            day(one.ended_on),
            one.merged_into.name if one.merged_into else "",
        ]


def seats_table(seats: Iterable[Seat]) -> Iterator[list[str]]:
    """A line for each mandate there ever was, and one for a seat that never had any; with `past`."""
    yield [
        _("Seat"), _("Committee"), _("Bench"), _("Organisation"), _("Voice"), _("Function"), _("As"), pgettext("mandate", "From"), _("Until"),
        _("Decision"), _("Date of the decision"), _("Closed on"), _("Reason of the closing"),
    ]  # fmt: skip
    for seat in seats:
        head = [str(seat.pk), str(seat.committee), str(Bench(seat.bench).label), seat.organisation.name]
        head.append(str(Voice(seat.voice).label))
        tail = [day(seat.closed_on), seat.closing_reason]
        for one in seat.past:  # type: ignore[attr-defined]
            capacity = str(Capacity(one.capacity).label)
            days = [day(one.began_on), day(one.last_day)]
            yield [*head, one.person.function, capacity, *days, one.decision, day(one.decided_on), *tail]
        if not seat.past:  # type: ignore[attr-defined]
            yield [*head, "" if seat.is_closed else _("vacant"), "", "", "", "", "", *tail]


def day(value) -> str:
    """A day as spreadsheets read it; empty for none."""
    return value.isoformat() if value else ""
