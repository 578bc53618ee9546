"""Who takes part: the centres of some regions, and the committee with a seat for each organisation of its benches."""

from __future__ import annotations

import csv

from django.db import transaction
from django.db.models import Max

from committee.access.lanes import Lane
from committee.access.policy import require
from committee.organisations.actions import SOURCE, register_organisation
from committee.organisations.known_centres import known_centres
from committee.organisations.models import Kind, Organisation
from committee.people.models import Person
from committee.seats.actions import add_seat, found_committee
from committee.seats.models import Bench, Committee, Seat
from committee.seats.policy import may_seat_people
from home.founding.questions import REGIONS
from home.founding.words import COMMITTEE

BEHIND_CENTRES = 30_000
"""Where federations and administration stand in lists of organisations."""
BENCHES = {
    Kind.FEDERATION: Bench.FEDERATIONS,
    Kind.ADMINISTRATION: Bench.ADMINISTRATION,
    Kind.GUEST: Bench.OBSERVERS,
}


@transaction.atomic
def register_region(*, by: Person, region: str) -> int:
    """Register the centres of a region that are not known yet, after those that are. Returns how many.

    Raises PermissionDenied, and ValueError for a region that is none.
    """
    require(may_seat_people(by))
    if region not in REGIONS:
        raise ValueError(f"{region!r} is none of {', '.join(REGIONS)}.")
    known = set(Organisation.objects.exclude(nis="").values_list("nis", flat=True))
    added = [one for one in known_centres().values() if one.region == region and one.nis not in known]
    last = Organisation.objects.filter(kind=Kind.CPAS).aggregate(last=Max("position"))["last"]
    for position, centre in enumerate(added, start=0 if last is None else last + 1):
        register_organisation(**centre.facts, position=position)
    return len(added)


@transaction.atomic
def register_benches(*, by: Person) -> int:
    """Register the federations and the administration where they are not known yet. Returns how many. Raises PermissionDenied."""
    require(may_seat_people(by))
    known = set(Organisation.objects.values_list("name_fr", flat=True))
    added = [row for row in shipped_rows() if row["kind"] != Kind.CPAS and row["name_fr"] not in known]
    for place, row in enumerate(added):
        names = {name: row[name] for name in ("name_fr", "name_nl")}
        register_organisation(kind=Kind(row["kind"]), position=BEHIND_CENTRES + place, **names)
    return len(added)


def shipped_rows() -> list[dict[str, str]]:
    """The organisations that the project ships beside the centres of all Belgium."""
    with SOURCE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@transaction.atomic
def seat_committee(*, by: Person, secretariat: Organisation) -> Committee:
    """Found the committee where there is none, and give a seat to each organisation of a bench that has none.

    Raises PermissionDenied.
    """
    committee = Committee.objects.first() or found_committee(
        by=by, name_fr=COMMITTEE["fr"], name_nl=COMMITTEE["nl"], secretariat=secretariat
    )
    seated = set(Seat.objects.values_list("organisation_id", flat=True))
    for organisation in Organisation.objects.filter(kind__in=BENCHES).exclude(pk__in=seated):
        bench = BENCHES[Kind(organisation.kind)]
        add_seat(by=by, committee=committee, organisation=organisation, bench=bench, opens=Lane.COMMON)
    return committee
