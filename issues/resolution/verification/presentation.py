"""What CPAS say of a solution, as its page shows it."""

from __future__ import annotations

from typing import Any

from committee.access.standing import standing_of
from committee.organisations.queries import Centre
from committee.people.models import Reader
from issues.resolution.solutions.models import Solution
from issues.resolution.verification.models import Verdict
from issues.resolution.verification.policy import may_read_verdict
from issues.resolution.verification.states import DOUBTS


def readable_verdicts(person: Reader, solution: Solution, verdicts: list[Verdict]) -> list[dict[str, Any]]:
    """What CPAS said, as far as the person may read it: their own first, then the doubts, then what has words."""
    mine = standing_of(person).organisation_ids
    rows: list[dict[str, Any]] = [
        {"verdict": verdict, "own": verdict.organisation_id in mine, "doubt": verdict.outcome in DOUBTS}
        for verdict in verdicts
        if may_read_verdict(person, solution, verdict)
    ]
    shown = [row for row in rows if row["own"] or row["doubt"] or row["verdict"].comment]
    return sorted(shown, key=lambda row: (not row["own"], not row["doubt"]))


def silent_centres(verdicts: list[Verdict], asked: list[Centre]) -> list[str]:
    """The names of those asked that have not given their verdict yet."""
    said = {verdict.organisation_id for verdict in verdicts}
    return [centre.name for centre in asked if centre.pk not in said]
