"""The list of commitments as its template shows it: by seat or organisation, what is overdue first."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from committee.access.lanes import SHORT
from committee.inbox.private_addresses import private_address
from committee.journal.moments import format_day
from committee.journal.subjects import address_of, kind_of, reference_of
from committee.organisations.queries import names_of_organisations
from committee.people.models import Person
from committee.seats.models import Seat
from issues.overview.commitments.extension_points import Commitment
from issues.overview.commitments.filters import OWN, SHOWN, Asked


def groups_of(commitments: list[Commitment]) -> list[dict[str, Any]]:
    """Commitments by who promised them: organisations by name, each with what itself promised, then its seats."""
    ordered = sorted(commitments, key=lambda one: (str(one.owner), one.seat.pk if one.seat else 0))
    groups = groupby(ordered, key=lambda one: (one.owner, one.seat))
    return [group_of(owner, seat, list(rows)) for (owner, seat), rows in groups]


def group_of(owner, seat: Seat | None, commitments: list[Commitment]) -> dict[str, Any]:
    """What one organisation or one seat promised."""
    return {
        "owner": owner,
        "seat": seat,
        "late": sum(bool(one.days_overdue) for one in commitments),
        "rows": [row_of(one) for one in commitments],
    }


def row_of(one: Commitment) -> dict[str, Any]:
    """A commitment in words."""
    kind = kind_of(one.about[0])
    return {
        "one": one,
        "number": reference_of(*one.about),
        "kind": kind.label if kind else "",
        "url": address_of(*one.about),
        "lane": SHORT[one.lane],
        "due": format_day(one.due_on),
    }


def selects_of(asked: Asked, owners: set[int], has_own: bool) -> list[dict[str, Any]]:
    """Whose and which, as the filter bar draws them."""
    place = int(get_language() == "nl")
    names = [(str(pk), names[place]) for pk, names in names_of_organisations().items() if pk in owners]
    mine = [(OWN, _("Ours"))] if has_own else []
    fields = (
        ("owner", _("Owner"), [*mine, ("", _("All")), *names], asked.owner),
        ("show", _("Which"), list(SHOWN.items()), asked.show),
    )
    return [
        {
            "name": name,
            "label": label,
            "options": [{"value": code, "label": words, "selected": code == chosen} for code, words in options],
        }
        for name, label, options, chosen in fields
    ]


def calendars_of(person: Person, seats: list[Seat]) -> list[dict[str, str]]:
    """The private addresses of calendars: one's own, and that of each seat that one holds."""
    own = {"label": _("Ours"), "url": private_address(person, "commitments.ics")}
    return [own, *({"label": str(one), "url": private_address(person, f"seat-{one.pk}.ics")} for one in seats)]
