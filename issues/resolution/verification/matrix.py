"""Solutions by CPAS: what each CPAS says of each, and since when."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from issues.resolution.verification.models import Verdict

SILENT, NOT_ASKED, RELAPSED = "s", ".", "r"


@dataclass(frozen=True)
class Cell:
    """What one CPAS says: its outcome, `r` for a relapse, `s` where it is asked and silent, a dot where it is not asked."""

    organisation: int
    mark: str
    since: datetime | None = None
    by_link: bool = False


def cells_in(columns: Sequence[int], verdicts: Mapping[int, Verdict], concerned: Collection[int]) -> list[Cell]:
    """The cells of one solution, in the order of the columns."""
    return [cell_of(pk, verdicts.get(pk), pk in concerned) for pk in columns]


def cell_of(organisation: int, verdict: Verdict | None, concerned: bool) -> Cell:
    """What one CPAS says of one solution."""
    if verdict is None:
        return Cell(organisation, SILENT if concerned else NOT_ASKED)
    mark = RELAPSED if verdict.is_relapse else verdict.outcome
    return Cell(organisation, mark, verdict.since, verdict.by_link)


def columns_among(order: Sequence[int], asked: Collection[int], said: Collection[int]) -> list[int]:
    """The CPAS that are asked or said anything, in the order of the strip."""
    shown = {*asked, *said}
    return [pk for pk in order if pk in shown]
