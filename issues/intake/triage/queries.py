"""The queue, the case's own marks and the preview of a merge, as pages read them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse

from committee.access.lanes import Lane
from committee.access.policy import may_read
from committee.access.roles import Secretariat
from committee.access.standing import standing_of
from committee.journal.models import Entry
from committee.members.extension_points import CLOSED, Left
from committee.people.models import Person, Reader
from issues.fieldwork.impacts.models import Answer, Declaration
from issues.intake.triage.models import InformationRequest, Merge, Relation
from issues.problems.counters.queries import counts_by_value
from issues.problems.records.models import Problem, ProblemVersion
from issues.problems.records.queries import MOVES
from issues.problems.records.rows import Rows
from issues.problems.records.states import State

ROWS = 50
MOST = 30
MINUTES = ("minutes_low", "minutes_high")
OTHER = ("reference", "language", "title", "title_other")


def case_marks(person: Reader) -> dict[str, Any]:
    """What the case page shows of a problem's triage, as annotations of the query that reads it."""
    reads = standing_of(person).readable_ids
    out = Relation.objects.filter(source=OuterRef("pk"), target__space__in=reads)
    into = Relation.objects.filter(target=OuterRef("pk"), source__space__in=reads)
    merged = Problem.objects.filter(merged_into=OuterRef("pk"), space__in=reads).order_by("pk")
    return {
        "last_moves": Rows(moves_of(reads)),
        "requests": Rows(requests_of()),
        "merges": Rows(merges_of()),
        "relations_from": Rows(lines(out, "target__", pk="pk", kind="kind")),
        "relations_to": Rows(lines(into, "source__", pk="pk", kind="kind")),
        "merged_here": Rows(lines(merged, "")),
        "was_corrected": Exists(ProblemVersion.objects.filter(problem=OuterRef("pk"))),
    }


def lines(rows: QuerySet[Any], prefix: str, **more: str) -> QuerySet[Any, Any]:
    """At most thirty rows as objects that name another problem."""
    return rows.values(line=JSONObject(**{name: prefix + name for name in OTHER}, **more))[:MOST]


def moves_of(reads: Iterable[int]) -> QuerySet[Any, Any]:
    """The last move of a problem, where it is read."""
    about = {"subjects__kind": "problem", "subjects__key": OuterRef("reference")}
    moves = Entry.objects.filter(space__in=reads, verb__in=MOVES, **about).order_by("-pk")
    who = {"function_fr": "actor__function_fr", "function_nl": "actor__function_nl", "language": "actor__language"}
    who |= {"fr": "organisation__name_fr", "nl": "organisation__name_nl"}
    return moves.values(line=JSONObject(at="at", because="data__because", **who))[:1]


def requests_of() -> QuerySet[Any, Any]:
    """The last question to the reporter."""
    facts = ("pk", "question", "asked_at", "answer", "closed_at", "noted_at")
    rows = InformationRequest.objects.filter(problem=OuterRef("pk")).order_by("-pk")
    return rows.values(line=JSONObject(**{name: name for name in facts}, language="asked_by__language"))[:1]


def merges_of() -> QuerySet[Any, Any]:
    """The merge that took a problem away, with what was said against it."""
    facts = ("pk", "reason", "merged_at", "contested_at", "contest_reason", "upheld_at", "settled_reason")
    rows = Merge.objects.standing().filter(source=OuterRef("pk"))
    spoken = {f"{who}_in": f"{who}_by__language" for who in ("merged", "contested", "upheld")}
    return rows.values(line=JSONObject(**{name: name for name in facts}, **spoken))[:1]


def queue_spaces(person: Reader) -> list[int]:
    """The lanes whose problems come to the queue, as far as the person writes in them."""
    lanes = (Lane.COMMON, Lane.FEDERATIONS)
    return sorted(space.pk for space in standing_of(person).writable if space.lane in lanes)


def queue(person: Reader, *, after: str = "") -> tuple[list[Problem], str]:
    """A page of what awaits triage, and the reference after which there is more; at most three queries.

    Problems filed, rights at risk first, then the oldest. On the first page also those that came back: their question
    was answered, or their merge is contested. Each has `asked_at`, `answered_at` and `contested_at`.
    """
    waiting = Problem.objects.filter(space__in=queue_spaces(person)).annotate(**waiting_marks())
    waiting = waiting.select_related("space", "organisation", "owner")
    filed = beyond(waiting.filter(state=State.FILED), after).order_by("-right_at_risk", "filed_at", "pk")
    page = list(filed[: ROWS + 1])
    more = page[ROWS - 1].reference if len(page) > ROWS else ""
    back = [] if after else list(came_back(waiting)[:ROWS])
    return sorted([*back, *page[:ROWS]], key=lambda one: (not one.right_at_risk, since(one), one.pk)), more


def waiting_marks() -> dict[str, Any]:
    """What a problem waits for, as moments."""
    requests = InformationRequest.objects.filter(problem=OuterRef("pk"))
    contested = Merge.objects.to_settle().filter(source=OuterRef("pk"))
    return {
        "asked_at": Subquery(requests.open().values("asked_at")[:1]),
        "answered_at": Subquery(requests.to_note().values("closed_at")[:1]),
        "contested_at": Subquery(contested.values("contested_at")[:1]),
    }


def came_back(waiting: QuerySet[Problem]) -> QuerySet[Problem]:
    """Problems no longer in state “filed” that await the secretariat again."""
    answered = Q(pk__in=InformationRequest.objects.to_note().values("problem"))
    contested = Q(pk__in=Merge.objects.to_settle().values("source"))
    return waiting.exclude(state=State.FILED).filter(answered | contested).order_by("-right_at_risk", "pk")


def beyond(filed: QuerySet[Problem], after: str) -> QuerySet[Problem]:
    """Keep what comes after a problem in the order of the queue; everything where there is no such problem."""
    edge = Problem.objects.filter(reference=after).first() if after else None
    if edge is None:
        return filed
    later = Q(filed_at__gt=edge.filed_at) | Q(filed_at=edge.filed_at, pk__gt=edge.pk)
    later &= Q(right_at_risk=edge.right_at_risk)
    return filed.filter(later | Q(right_at_risk=False) if edge.right_at_risk else later)


def since(problem: Problem) -> datetime:
    """Since when a problem of the queue has waited: filed, answered or contested."""
    marked: Any = problem
    return problem.filed_at if problem.state == State.FILED else marked.contested_at or marked.answered_at


def awaiting_triage(person: Reader) -> int:
    """How many problems are filed and not qualified; one query."""
    return counts_by_value(queue_spaces(person)).get("state", {}).get(State.FILED.value, 0)


def secretariat() -> list[Person]:
    """The people of the secretariat, who may own a problem of the queue; one query."""
    role = {"organisation__kind": Secretariat.kind, "role": Secretariat.membership, "ended_on": None}
    held = {f"memberships__{name}": value for name, value in role.items()}
    return list(Person.objects.filter(is_active=True, **held).distinct().order_by("function_fr", "pk"))


@dataclass(frozen=True)
class Sums:
    """What declarations add up to: CPAS affected and answering, cases and hours per month."""

    affected: int
    answered: int
    cases: int
    low: int
    high: int


def sums_of(rows: list[Declaration]) -> Sums:
    """Add declarations up."""
    minutes = {name: sum((row.cases or 0) * (getattr(row, name) or 0) for row in rows) for name in MINUTES}
    low, high = (round(minutes[name] / 60) for name in MINUTES)
    affected = sum(row.answer == Answer.AFFECTED for row in rows)
    return Sums(affected, len(rows), sum(row.cases or 0 for row in rows), low, high)


@dataclass(frozen=True)
class Preview:
    """What a merge would do to declarations: sums of the target before and after, who comes along, who met."""

    before: Sums
    after: Sums
    new: int
    met: int


def preview_of(source: Problem, target: Problem) -> Preview:
    """Work out what merging would give, by the rule of `carrying`: the later declaration of a CPAS stands; one query."""
    rows = list(Declaration.objects.filter(problem__in=[source, target]))
    there = {row.organisation_id: row for row in rows if row.problem_id == target.pk}
    stand = dict(there)
    coming = [row for row in rows if row.problem_id == source.pk]
    for row in coming:
        other = there.get(row.organisation_id)
        if other is None or row.declared_at > other.declared_at:
            stand[row.organisation_id] = row
    met = sum(row.organisation_id in there for row in coming)
    return Preview(sums_of(list(there.values())), sums_of(list(stand.values())), len(coming) - met, met)


def relations_on(person: Reader, problem: Problem) -> list[Relation]:
    """The relations of a problem whose other end the person reads; one query."""
    reads = standing_of(person).readable_ids
    mine = Q(source=problem, target__space__in=reads) | Q(target=problem, source__space__in=reads)
    return list(Relation.objects.filter(mine).select_related("source__space", "target__space"))


def get_request(person: Reader, pk: int) -> InformationRequest | None:
    """A question with its problem, or None for a stranger; one query."""
    related = ("problem__space", "organisation", "asked_by", "answered_by")
    return InformationRequest.objects.visible_to(person).select_related(*related).filter(pk=pk).first()


def standing_merge(problem: Problem) -> Merge | None:
    """The merge that took a problem away, or None; one query."""
    related = ("source__space", "target__space", "merged_by", "contested_by")
    return Merge.objects.standing().filter(source=problem).select_related(*related).first()


def left_problem(reader: Person, problem: Problem, url: str) -> Left:
    """A problem in words, as far as a reader reads its lane."""
    if not may_read(reader, problem.space_id):
        return Left(CLOSED)
    return Left(f"{problem.reference} · {problem.title_here}", problem.language_here, url)


def problems_in_hand(person: Person) -> list[str]:
    """The keys of the problems that a person of the secretariat sees to; one query."""
    mine = Problem.objects.filter(owner=person).exclude(state__in=(State.CLOSED, State.MERGED))
    return [str(pk) for pk in mine.values_list("pk", flat=True)]


def tell_problems(reader: Person, keys: Collection[str]) -> dict[str, Left]:
    """Problems in words, as far as the reader reads their lane; one query."""
    rows = Problem.objects.filter(pk__in=keys)
    return {str(one.pk): left_problem(reader, one, reverse("issues:problem", args=[one.reference])) for one in rows}


def requests_in_hand(person: Person) -> list[str]:
    """The keys of the open questions about problems that a person filed, or that the person asked; one query."""
    return [str(pk) for pk in open_requests_of(person).values_list("pk", flat=True)]


def tell_requests(reader: Person, keys: Collection[str]) -> dict[str, Left]:
    """Questions by the problem that they are about, as far as the reader reads its lane; one query."""
    rows = InformationRequest.objects.filter(pk__in=keys).select_related("problem")
    return {str(one.pk): left_problem(reader, one.problem, reverse("issues:request", args=[one.pk])) for one in rows}


def open_requests_of(person: Person) -> QuerySet[InformationRequest]:
    """Questions without an answer that a person would hear of by name."""
    return InformationRequest.objects.open().filter(Q(asked_by=person) | Q(problem__reporter=person))
