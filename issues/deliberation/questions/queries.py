"""Questions as pages and the evaluation read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db.models import BooleanField, Case, OuterRef, Prefetch, Q, QuerySet, Value, When
from django.db.models.functions import JSONObject
from django.http import QueryDict

from committee.absences.speaking import Speaker
from committee.access.models import Space
from committee.access.standing import standing_of
from committee.journal import clock
from committee.organisations.models import Organisation
from committee.organisations.queries import holding
from committee.people.models import Reader
from committee.seats.models import Seat
from committee.writing.signs import plain_signs
from issues.deliberation.questions.models import ASKED_BENCHES, Question, ReplyTerm, Suspension
from issues.deliberation.questions.states import AWAITING, State
from issues.deliberation.questions.terms import ReplyRecord, TermFacts, days_taken, reply_records
from issues.problems.records.models import Problem
from issues.resolution.solutions.models import Solution
from issues.resolution.solutions.subject import number_in as number_of_solution

PAGE = 50
MOST_SHOWN = 30
PLACES = {"asker": "asked_for", "place": "to_seat__organisation"}
VIEWS = ("ours", "asked", "overdue")
RELATED = ("space", "asked_for", "to_seat__organisation")
WORDS = ("title", "title_other", "summary_other", "text")


@dataclass(frozen=True)
class Asked:
    """What the register of questions is narrowed to; empty words narrow nothing. `bench` is the one asked."""

    words: str = ""
    state: str = ""
    bench: str = ""
    view: str = ""

    @property
    def narrows(self) -> bool:
        """Whether anything is narrowed."""
        return self != Asked()


def asked_in(address: QueryDict) -> Asked:
    """What an address narrows the register to; what makes no sense is left out."""
    known = {"state": State.values, "bench": dict(ASKED_BENCHES), "view": VIEWS}
    facts = {name: value for name, values in known.items() if (value := address.get(name, "")) in values}
    return Asked(words=address.get("q", "").strip()[:200], **facts)


def questions_asked(person: Reader, asked: Asked, spoken: Mapping[int, Speaker]) -> QuerySet[Question]:
    """The questions of a view of the register: what is overdue first, the longest first, then by term, then the rest."""
    rows = Question.objects.visible_to(person).select_related(*RELATED)
    if asked.state:
        rows = rows.filter(state=asked.state)
    if asked.bench:
        rows = rows.asked_of(asked.bench)
    found = in_view(rows, person, asked.view, spoken)
    for word in asked.words.split()[:8]:
        found = found.filter(holding(WORDS, word))
    return in_order(found)


def questions_with_terms(person: Reader, asked: Asked, spoken: Mapping[int, Speaker]) -> QuerySet[Question]:
    """The same with every term, whatever suspended it, and what each question is about; three queries."""
    terms = ReplyTerm.objects.select_related("replied_for__organisation").prefetch_related("suspensions")
    rows = questions_asked(person, asked, spoken).select_related(*RELATED, "problem", "solution")
    return rows.prefetch_related(Prefetch("terms", terms))


def in_view(rows: QuerySet[Question], person: Reader, view: str, spoken: Mapping[int, Speaker]) -> QuerySet[Question]:
    """Narrow to what awaits the reader's seats, what the reader's organisation asked, or what is overdue."""
    if view == "ours":
        mine = Q(to_seat__in=list(spoken)) | Q(to_bench__in={one.seat.bench for one in spoken.values()})
        return rows.filter(mine, state__in=(*AWAITING, State.SUSPENDED))
    if view == "asked":
        return rows.filter(asked_for__in=standing_of(person).organisation_ids)
    if view == "overdue":
        return rows.filter(state__in=AWAITING, due_on__lt=clock.today())
    return rows


def in_order(rows: QuerySet[Question]) -> QuerySet[Question]:
    """Overdue first and the longest first, then what awaits an answer by its term, then the rest, newest first."""
    late = When(state__in=AWAITING, due_on__lt=clock.today(), then=Value(True))
    waiting = When(state__in=AWAITING, then=Value(True))
    marked: Any = rows.annotate(
        late=Case(late, default=Value(False), output_field=BooleanField()),
        waiting=Case(waiting, default=Value(False), output_field=BooleanField()),
    )
    ordered: QuerySet[Question] = marked.order_by(
        "-late", "-waiting", Case(When(state__in=AWAITING, then="due_on")), "-asked_at", "-pk"
    )
    return ordered


def get_visible_question(person: Reader, pk: int) -> Question | None:
    """One question with its terms and what suspended them, or None for a stranger; three queries."""
    suspensions = Suspension.objects.select_related("proposed_by")
    terms = ReplyTerm.objects.select_related(
        "replied_by", "replied_for__organisation", "replied_instead_of", "judged_by"
    )
    rows = Question.objects.visible_to(person).select_related(*RELATED, "asked_by", "thread")
    return (
        rows.prefetch_related(Prefetch("terms", terms.prefetch_related(Prefetch("suspensions", suspensions))))
        .filter(pk=pk)
        .first()
    )


def readable_about(person: Reader, question: Question) -> Problem | Solution | None:
    """What a question is about, where the person reads it; one query, none where it stands alone."""
    if question.problem_id:
        return Problem.objects.visible_to(person).filter(pk=question.problem_id).first()
    if question.solution_id:
        return Solution.objects.visible_to(person).filter(pk=question.solution_id).first()
    return None


def thing_of_reference(person: Reader, words: str) -> Problem | Solution | None:
    """The problem or the solution of a reference as somebody typed it, where the person reads it; one query."""
    number = number_of_solution(words)
    if number:
        return Solution.objects.visible_to(person).select_related("space").filter(pk=number).first()
    reference = plain_signs(words).upper()
    return Problem.objects.visible_to(person).select_related("space").filter(reference=reference).first()


def lines_about(thing: str, reads: Iterable[int]) -> QuerySet[Any, Any]:
    """At most thirty questions about the "problem" or "solution" of an outer query, as objects for `question_of_line`."""
    facts = ("pk", "title", "title_other", "language", "state", "due_on", "to_bench")
    of = {"lane": "space__lane", "bench": "to_seat__bench", "seat": "to_seat"}
    of |= {f"{who}_{code}": f"{path}__name_{code}" for who, path in PLACES.items() for code in ("fr", "nl")}
    rows = Question.objects.filter(**{thing: OuterRef("pk")}, space__in=reads).order_by("-asked_at", "-pk")
    return rows.values(line=JSONObject(**{name: name for name in facts}, **of))[:MOST_SHOWN]


def question_of_line(line: dict[str, Any]) -> Question:
    """A question as a line of another page needs it, from such an object; it is never stored."""
    names = {who: Organisation(name_fr=line[f"{who}_fr"], name_nl=line[f"{who}_nl"]) for who in PLACES}
    seat = Seat(pk=line["seat"], bench=line["bench"], organisation=names["place"]) if line["seat"] else None
    facts = {name: line[name] for name in ("pk", "title", "title_other", "language", "state", "to_bench")}
    due_on, space = date.fromisoformat(line["due_on"]), Space(lane=line["lane"])
    return Question(**facts, due_on=due_on, space=space, to_seat=seat, asked_for=names["asker"])


def questions_to_seat(person: Reader, seat: Seat, most: int = 20) -> list[tuple[Question, list[ReplyTerm]]]:
    """What was asked of a seat, or of its bench, newest first, each with its terms and their answers; one query."""
    asked = Question.objects.visible_to(person).filter(Q(to_seat=seat) | Q(to_bench=seat.bench))
    newest = asked.order_by("-asked_at", "-pk").values("pk")[:most]
    related = ("replied_by", "replied_for", "replied_instead_of", *(f"question__{name}" for name in RELATED))
    terms = ReplyTerm.objects.filter(question__in=newest).select_related(*related)
    ordered = terms.order_by("-question__asked_at", "-question", "number")
    return [(term.question, [term, *rest]) for term, *rest in by_question(ordered)]


def by_question(terms: Iterable[ReplyTerm]) -> Iterator[list[ReplyTerm]]:
    """Terms that stand in the order of their questions, those of each together."""
    return (list(found) for _question, found in groupby(terms, attrgetter("question_id")))


def seats_to_ask() -> list[Seat]:
    """The seats that can be asked: those on a bench, in their order; one query."""
    rows = Seat.objects.select_related("organisation").exclude(bench="observers")
    return sorted(rows, key=lambda one: (one.bench == "administration", one.organisation.position, one.pk))


def reply_figures(person: Reader, since: date | None = None, until: date | None = None) -> list[ReplyRecord]:
    """How each bench answered what was asked between two days, as far as a person reads it; for the evaluation.

    Every term counts, also one that followed an insufficient answer. An answer after the term is late; a term that
    passed without one is expired, until it comes. Days are working days, without those of suspensions. Two queries.
    """
    terms = ReplyTerm.objects.filter(question__in=Question.objects.visible_to(person)).order_by("pk")
    terms = terms.filter(began_on__gte=since) if since else terms
    terms = terms.filter(began_on__lte=until) if until else terms
    rows = terms.select_related("question__to_seat").prefetch_related("suspensions")
    return reply_records(facts_of(term) for term in rows)


def facts_of(term: ReplyTerm) -> TermFacts:
    """A term as the evaluation counts it."""
    question, replied_on = term.question, term.replied_on
    fate = term.fate(suspended=question.state == State.SUSPENDED, dropped=question.state == State.WITHDRAWN)
    stopped = [(one.began_on, one.resumed_on) for one in term.suspensions.all() if one.began_on and one.resumed_on]
    days = days_taken(term.began_on, replied_on, stopped) if replied_on else None
    return TermFacts(question.bench_asked, fate, days)
