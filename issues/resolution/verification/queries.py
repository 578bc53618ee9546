"""Verdicts as pages read them."""

from collections.abc import Iterable

from committee.organisations.queries import centres
from issues.resolution.solutions.models import Solution
from issues.resolution.verification.models import Verdict


def verdicts_on(solution: Solution) -> list[Verdict]:
    """What CPAS say of a solution, each with its CPAS and who said it; one query."""
    return list(solution.verdicts.select_related("organisation", "given_by"))


def cells_of(verdicts: Iterable[Verdict]) -> str:
    """One character per CPAS in the order of the strip: what it said of a solution, `r` for a relapse, or a dot."""
    said = {verdict.organisation_id: "r" if verdict.is_relapse else verdict.outcome for verdict in verdicts}
    return "".join(said.get(centre.pk, ".") for centre in centres())


def verdict_cells(said: str, concerned: set[int]) -> str:
    """Fill a solution's cells: `t` where a CPAS is concerned and has not said, a dot where it was not asked."""
    order = centres()
    cells = said or "." * len(order)
    return "".join(
        "t" if cell == "." and centre.pk in concerned else cell for cell, centre in zip(cells, order, strict=False)
    )
