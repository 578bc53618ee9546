"""The evidence behind observations as sums: how many problems, how many CPAS, never which.

Below three CPAS the number is masked, and so is the strip: a reader could otherwise guess who stands behind it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from committee.access.disclosure import is_enough, unnamed_cells
from committee.organisations.queries import centres
from issues.fieldwork.impacts.models import Answer, Declaration
from publications.opinions.models import Evidence

#: What is said of a CPAS that answered differently about several problems: the first of these that it answered.
ORDER = (Answer.AFFECTED, Answer.CANNOT_TELL, Answer.NOT_AFFECTED)


@dataclass(frozen=True)
class EvidenceSum:
    """What the public may know of the evidence behind one observation.

    `affected` is None where it is masked. `cells` are sorted by answer, so that no place means a CPAS.
    """

    problems: int = 0
    affected: int | None = 0
    centres: int = 0
    cells: str = ""
    as_of: date | None = None
    fictive: bool = False

    @property
    def masked(self) -> bool:
        """Whether fewer than three CPAS are concerned, so that their number is not told."""
        return self.affected is None


NO_EVIDENCE = EvidenceSum()


@dataclass
class RunningSum:
    """A sum under way: the problems of one observation and what each CPAS answered about them."""

    problems: set[int]
    moments: list[datetime]
    fictive: bool = False

    def told(self, declared: dict[int, list[tuple]]) -> EvidenceSum:
        """Reduce it to what the public may know."""
        rows = [row for problem in sorted(self.problems) for row in declared[problem]]
        answers: dict[int, set[str]] = {organisation: set() for organisation, _answer, _at in rows}
        for organisation, answer, _at in rows:
            answers[organisation].add(answer)
        cells = cells_by_answer(answers.values())
        affected = cells.count(Answer.AFFECTED)
        as_of = timezone.localtime(max([*self.moments, *(at for _organisation, _answer, at in rows)])).date()
        if not is_enough(affected):
            return EvidenceSum(len(self.problems), None, len(centres()), "", as_of, self.fictive)
        return EvidenceSum(len(self.problems), affected, len(centres()), cells, as_of, self.fictive)


def cells_by_answer(answers: Iterable[set[str]]) -> str:
    """One cell per CPAS, those affected first and those without an answer last."""
    told = [next(answer for answer in ORDER if answer in given) for given in answers]
    return unnamed_cells("".join(str(answer.value) for answer in told), len(centres()))


def evidence_of(opinion_key: UUID, *, staged: bool = False) -> dict[UUID, EvidenceSum]:
    """The evidence behind each observation of an opinion that has any; two queries, however many there are.

    Only what is released counts, unless `staged` asks for what waits too: for those who prepare it.
    """
    cited = Evidence.objects.shared().filter(opinion_key=opinion_key)
    cited = cited if staged else cited.released()
    found: dict[UUID, RunningSum] = {}
    for key, problem, added, released, fictive in cited.values_list(
        "observation_key", "problem_id", "added_at", "released_at", "problem__fictive"
    ):
        one = found.setdefault(key, RunningSum(set(), []))
        one.problems.add(problem)
        one.moments.append(released or added)
        one.fictive |= fictive
    declared = declarations_of({problem for one in found.values() for problem in one.problems})
    return {key: one.told(declared) for key, one in found.items()}


def declarations_of(problems: set[int]) -> dict[int, list[tuple]]:
    """What each CPAS answered about some problems, and when."""
    declared = defaultdict(list)
    rows = Declaration.objects.filter(problem__in=problems).order_by("pk")
    for problem, *answer in rows.values_list("problem_id", "organisation_id", "answer", "declared_at"):
        declared[problem].append(tuple(answer))
    return declared
