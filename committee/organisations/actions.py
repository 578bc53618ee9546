"""What can be done to the list of organisations."""

import csv
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from committee.organisations.models import Kind, Official, Organisation, Region
from committee.organisations.queries import forget_centres

SOURCE = Path(__file__).parent / "data" / "organisations.csv"


@transaction.atomic
def register_organisation(*, kind: Kind, name_fr: str, name_nl: str, **facts: Any) -> Organisation:
    """Add an organisation, or bring the facts of the one with that French name up to date; apostrophes are true ones."""
    name_fr = with_true_apostrophes(name_fr)
    facts = {"kind": kind, "name_nl": with_true_apostrophes(name_nl), **facts}
    facts.setdefault("code", facts.get("nis") or slugify(name_fr)[:60])
    organisation, _new = Organisation.objects.update_or_create(name_fr=name_fr, defaults=facts)
    transaction.on_commit(forget_centres)
    return organisation


def with_true_apostrophes(name: str) -> str:
    """Write a name with ’ where it was typed with the straight mark of a keyboard."""
    return name.replace("'", "’")


@transaction.atomic
def load_organisations() -> int:
    """Register the nineteen CPAS, the federations and the administration from `data/organisations.csv`; repeatable."""
    with SOURCE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    for position, row in enumerate(rows):
        facts: dict[str, Any] = {**row, "position": position}
        facts |= {"region": Region.BRUSSELS, "language": Official.BOTH} if row["kind"] == Kind.CPAS else {}
        register_organisation(**facts)
    return len(rows)
