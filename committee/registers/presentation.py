"""What the pages of the registers say: plain data in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from committee.access.lanes import SHORT
from committee.access.roles import role_of
from committee.journal.moments import format_day
from committee.journal.punctuation import fill_in
from committee.organisations.models import Kind, Membership, Official, Organisation, Region
from committee.registers.queries import Asked
from committee.seats.models import Bench, Capacity, Committee, Mandate, Seat, Voice

REPLACING = (Capacity.SUBSTITUTE,)


@dataclass(frozen=True)
class SeatRow:
    """A seat as a line of the register: who holds it, who stands in, and since when."""

    seat: Seat
    holders: list[dict[str, str]]
    substitutes: list[dict[str, str]]
    coming: list[dict[str, str]]

    @property
    def is_vacant(self) -> bool:
        """Whether it waits for somebody: nobody holds it today, and it is not closed."""
        return not self.holders and not self.seat.is_closed

    @property
    def closed(self) -> str:
        """From when on it is no more, or is to be, and why; empty where no end is set."""
        if self.seat.closed_on is None:
            return ""
        words = {"day": format_day(self.seat.closed_on), "reason": self.seat.closing_reason}
        said = _("Closed from %(day)s on: %(reason)s") if words["reason"] else _("Closed from %(day)s on")
        return fill_in(said, words)

    @property
    def voice(self) -> str:
        """Whether it votes."""
        return str(Voice(self.seat.voice).label)


def seat_row(seat: Seat) -> SeatRow:
    """A line of the register, of a seat with `held`."""
    held: list[Mandate] = seat.held  # type: ignore[attr-defined]
    current = [one for one in held if one.is_current]
    return SeatRow(
        seat,
        [held_by(one) for one in current if one.capacity not in REPLACING],
        [held_by(one) for one in current if one.capacity in REPLACING],
        [held_by(one) for one in held if one.is_coming],
    )


def held_by(mandate: Mandate) -> dict[str, str]:
    """A mandate in words."""
    return {
        "function": mandate.person.function,
        "capacity": str(Capacity(mandate.capacity).label),
        "since": format_day(mandate.began_on),
        "until": format_day(mandate.last_day),
    }


def lanes_of(seat: Seat) -> list[dict[str, Any]]:
    """The lanes that a seat opens, in a word each."""
    return [{"code": lane.value, "label": SHORT[lane]} for lane in seat.lanes]


def benches_of(rows: Iterable[SeatRow]) -> list[dict[str, Any]]:
    """Lines of one committee in their order, by bench."""
    found = []
    for bench, group in groupby(rows, key=lambda row: row.seat.bench):
        lines = list(group)
        vacant = sum(line.is_vacant for line in lines)
        found.append({"code": bench, "label": Bench(bench).label, "rows": lines, "vacant": vacant})
    return found


def tables_of(committees: Iterable[Committee], seats: Iterable[Seat]) -> list[dict[str, Any]]:
    """Each committee with its benches; seats in their order."""
    rows = [seat_row(seat) for seat in seats]
    theirs = {pk: list(group) for pk, group in groupby(rows, key=lambda row: row.seat.committee_id)}
    return [{"committee": one, "benches": benches_of(theirs.get(one.pk, ()))} for one in committees]


def mandate_row(mandate: Mandate, may_manage: bool) -> dict[str, Any]:
    """A mandate in the history of its seat."""
    state = _("now") if mandate.is_current else _("still to begin") if mandate.is_coming else ""
    decided = ", ".join(filter(None, (mandate.decision, format_day(mandate.decided_on))))
    facts = {"pk": mandate.pk, "state": state, "decision": decided, "decision_url": mandate.decision_url}
    return held_by(mandate) | facts | {"may_end": may_manage and bool(state)}


def gaps_of(mandates: Iterable[Mandate]) -> list[str]:
    """When a seat was vacant between two full members, in words, the last first."""
    reached: date | None = None
    gaps = []
    for one in sorted((one for one in mandates if one.capacity not in REPLACING), key=lambda one: one.began_on):
        if reached and one.began_on > reached:
            words = {"since": format_day(reached), "until": format_day(one.began_on - timedelta(days=1))}
            gaps.append(_("Vacant from %(since)s to %(until)s") % words)
        if one.ended_on is None:
            return gaps[::-1]
        reached = max(reached or one.ended_on, one.ended_on)
    return gaps[::-1]


def organisation_facts(organisation: Organisation) -> list[dict[str, Any]]:
    """What stands beside the page of an organisation."""
    rows = (
        (_("Kind"), short_kind(organisation.kind)),
        (_("Languages"), Official(organisation.language).label if organisation.language else ""),
        (_("Region"), Region(organisation.region).label if organisation.region else ""),
        (_("Municipality"), organisation.municipality),
        (_("NIS code"), organisation.nis),
        (_("Postal codes"), organisation.postal_codes.replace(";", ", ")),
        (_("Takes part since"), format_day(organisation.began_on)),
        (_("Took part until"), format_day(organisation.ended_on)),
    )
    return [{"label": label, "value": value} for label, value in rows if value]


def short_kind(kind: str) -> str:
    """A kind of organisation in a word, where there is one."""
    return _("CPAS") if kind == Kind.CPAS else str(Kind(kind).label)


def software_facts(organisation: Organisation) -> list[dict[str, Any]]:
    """With which software an organisation works."""
    pilot = _("yes") if organisation.pilot else _("no")
    rows = (
        (_("Software supplier"), organisation.supplier or _("not said")),
        (pgettext("software", "Version"), organisation.software_version or _("not said")),
        (_("Pilot centre"), pilot),
    )
    return [{"label": label, "value": value} for label, value in rows]


def names_of(organisation: Organisation) -> list[dict[str, str]]:
    """The names of an organisation in the other languages, each with its language."""
    rows = (("fr", organisation.name_fr), ("nl", organisation.name_nl), ("de", organisation.name_de))
    return [{"code": code, "name": name} for code, name in rows if name and name != organisation.name]


def member_rows(kind: str, members: Iterable[Membership]) -> list[dict[str, str]]:
    """Who belongs to an organisation, by function and role."""
    found = []
    for one in members:
        role = role_of(kind, one.role)
        found.append(
            {
                "function": one.person.function,
                "role": str(role.label) if role else "",
                "since": format_day(one.began_on),
            }
        )
    return found


def filters_of(asked: Asked, suppliers: Iterable[str]) -> dict[str, Any]:
    """The filter bar of the register of organisations."""
    parts = [("now", _("Take part now")), ("past", _("Took part before"))]
    fields = (
        ("kind", _("Kind"), Kind.choices, asked.kind),
        ("region", _("Region"), Region.choices, asked.region),
        ("language", _("Languages"), Official.choices, asked.language),
        ("supplier", _("Software supplier"), [(one, one) for one in suppliers], asked.supplier),
        ("part", _("Taking part"), parts, asked.part),
    )
    everyday = [drop_down(*field) for field in fields if field[2]]
    return {"action": "", "query": asked.words, "everyday": everyday}


def drop_down(name: str, label: str, choices: Iterable[Any], chosen: str) -> dict[str, Any]:
    """A filter of which one value is chosen, or none."""
    options = [{"value": "", "label": _("All")}]
    options += [{"value": code, "label": str(words), "selected": code == chosen} for code, words in choices]
    return {"kind": "one", "name": name, "label": label, "options": options}
