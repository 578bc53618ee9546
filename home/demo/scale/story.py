"""What happened on an invented site, in the order of time, written straight into the tables."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from committee.access.lanes import Lane
from committee.journal.subjects import reference_of
from committee.organisations.queries import centres, forget_centres
from home.demo.scale.bulk import Tables
from home.demo.scale.invention import DUTCH, FRENCH, Writer, Zipf, html_of, stems_of, text_of
from home.demo.scale.people import READERS, Ground
from home.search.models import SearchRow
from home.search.text import stems
from issues.conversation.threads.models import Follow, Post, ReadMark, Strand, Thread
from issues.conversation.threads.subject import POST
from issues.fieldwork.impacts.models import Answer, Declaration, ProblemImpact
from issues.problems.counters.models import ReferenceCounter
from issues.problems.records.models import Problem
from issues.problems.records.states import State
from issues.problems.records.subject import PROBLEM
from issues.problems.taxonomies.models import Term
from issues.resolution.solutions.models import Solution
from issues.resolution.solutions.states import State as SolutionState
from issues.resolution.solutions.subject import SOLUTION

SEED = 19760708
BEGAN, ENDED = datetime(2025, 6, 2, 7, tzinfo=UTC), datetime(2026, 10, 30, 16, tzinfo=UTC)
FULL, LONG = 50, 1_000
"""The posts of the last problem and of the one before it, on which pages are measured."""
STATES = {
    State.FILED: 22, State.QUALIFIED: 18, State.IN_DISCUSSION: 20, State.SOLUTION_PROPOSED: 10, State.IN_PROGRESS: 8,
    State.DEPLOYED: 7, State.VERIFIED: 9, State.CLOSED: 4, State.MERGED: 2,
}  # fmt: skip
LANES = {Lane.COMMON: 90, Lane.FEDERATIONS: 5, Lane.ADMINISTRATION: 2, Lane.ORGANISATION: 3}
SOLVED = {
    State.SOLUTION_PROPOSED: SolutionState.PROPOSED,
    State.IN_PROGRESS: SolutionState.PLANNED,
    State.DEPLOYED: SolutionState.DELIVERED,
    State.VERIFIED: SolutionState.VERIFIED,
}
SCHEMES = ("chain", "category", "tool", "service", "software")
FOLLOWED = 40


@dataclass(frozen=True)
class Sizes:
    """How much there shall be."""

    problems: int
    posts: int
    declarations: int
    organisations: int


@dataclass
class Case:
    """A problem as far as the story needs it again."""

    number: int
    at: datetime
    lane: Lane
    house: int
    state: State
    posts: int
    last_at: datetime
    reference: str = ""
    space: int = 0
    merged_into: int | None = None

    @property
    def tongue(self) -> int:
        """French for three in five, Dutch for the others."""
        return 0 if self.number % 5 < 3 else 1


def write_story(sizes: Sizes, ground: Ground, progress: Callable[[int, int], None]) -> None:
    """Write everything that happened."""
    forget_centres()
    Story(sizes, ground, progress).write()


class Story:
    """The whole of it, the same for the same sizes."""

    def __init__(self, sizes: Sizes, ground: Ground, progress: Callable[[int, int], None]) -> None:
        self.sizes, self.ground, self.progress = sizes, ground, progress
        self.chance = Random(SEED)  # noqa: S311
        self.writers = (Writer(FRENCH, self.chance, stems), Writer(DUTCH, self.chance, stems))
        self.terms = {
            scheme: Zipf(list(Term.objects.of(scheme).values_list("pk", flat=True)), 0.7) for scheme in SCHEMES
        }
        self.houses = Zipf(self.chance.sample(range(len(ground.centres)), len(ground.centres)), 0.4)
        self.tables = Tables(
            Thread, Problem, ProblemImpact, Strand, Post, Declaration, Solution, Solution.problems.through, SearchRow,
            Follow, ReadMark,
        )  # fmt: skip
        self.rows = 0
        self.strands: dict[tuple[int, int], list] = {}

    def write(self) -> None:
        """Everything in the order of time, so that the index grows with time as it does on a living site."""
        cases = self.cases()
        self.number(cases)
        events = sorted(self.events(cases), key=lambda event: event[0])
        for done, (at, case, number) in enumerate(events, start=1):
            if number:
                self.post(case, at)
            else:
                self.problem(case)
                self.solution(case)
            self.progress(done, len(events))
        self.close_strands()
        self.declarations(cases)
        self.reading(cases)
        self.tables.close()

    def cases(self) -> list[Case]:
        """The problems, each with its moment, its lane and how much is said about it."""
        spread, many = (ENDED - BEGAN).total_seconds(), self.sizes.problems
        sizes = [*self.shares(max(0, self.sizes.posts - FULL - LONG), many - 2, LONG), LONG, FULL]
        lanes, states = (self.chance.choices(list(kinds), list(kinds.values()), k=many) for kinds in (LANES, STATES))
        cases: list[Case] = []
        for n in range(many):
            at = BEGAN + timedelta(seconds=spread * (n + self.chance.random()) / many)
            house = self.houses.draw(self.chance)
            cases.append(Case(n + 1, at, Lane(lanes[n]), house, State(states[n]), sizes[n], at))
        for case in cases[-2:]:
            case.lane, case.state, case.at = Lane.COMMON, State.IN_DISCUSSION, ENDED - timedelta(days=1)
        return cases

    def shares(self, total: int, many: int, most: int) -> list[int]:
        """A total divided unequally, as talk is: most have little of it, a few have much, none more than `most`."""
        weights = [self.chance.paretovariate(1.6) for _ in range(many)]
        scale = total / sum(weights)
        parts = [min(most, int(weight * scale)) for weight in weights]
        rest = min(total, most * many) - sum(parts)
        while rest > 0:
            place = self.chance.randrange(many)
            if parts[place] < most:
                parts[place] += 1
                rest -= 1
        return parts

    def number(self, cases: list[Case]) -> None:
        """References by year, the space of each, and into which earlier one of its space some were merged."""
        last: Counter = Counter()
        standing: dict[int, int] = {}
        for case in cases:
            last[case.at.year] += 1
            case.reference = f"CO-{case.at.year}-{last[case.at.year]:04d}"
            own = case.lane == Lane.ORGANISATION
            case.space = (self.ground.own[case.house] if own else self.ground.spaces[case.lane]).pk
            if case.state == State.MERGED and case.space in standing:
                case.merged_into = standing[case.space]
            else:
                case.state = State.FILED if case.state == State.MERGED else case.state
                standing[case.space] = case.number
        ReferenceCounter.objects.bulk_create([ReferenceCounter(year=year, last=n) for year, n in last.items()])

    def events(self, cases: list[Case]) -> Iterator[tuple[datetime, Case, int]]:
        """When problems were filed, and when something was said; nothing is said before the problem is there."""
        for case in cases:
            left = max(3600.0, (ENDED - case.at).total_seconds())
            moments = sorted(60 + left * self.chance.random() ** 3 for _ in range(case.posts))
            said = [case.at + timedelta(seconds=seconds) for seconds in moments]
            case.last_at = max([case.at, *said])
            yield case.at, case, 0
            yield from ((at, case, number) for number, at in enumerate(said, start=1))

    def problem(self, case: Case) -> None:
        """File a problem: its thread, itself, its row in the index."""
        writer, other = self.writers[case.tongue], self.writers[1 - case.tongue]
        language, number = ("fr", "nl")[case.tongue], case.number
        title, said = self.chance.choice(writer.titles), writer.says(5)
        translated = self.chance.random() < 0.6
        title_other, summary = (self.chance.choice(other.titles), other.says(2)) if translated else (None, [])
        text, risk = text_of(said), self.chance.random() < 0.08
        house, person = self.author(case.lane, case.house)
        closed = case.state == State.CLOSED
        facts = {
            "language": language,
            "title": title.text,
            "title_other": title_other.text if title_other else "",
        }
        self.tables.add(Thread, id=number, created_at=case.at)
        self.tables.add(
            Problem,
            **{f"{scheme}_id": terms.draw(self.chance) for scheme, terms in self.terms.items() if terms.things},
            **facts,
            id=number,
            reference=case.reference,
            space_id=case.space,
            thread_id=number,
            reporter_id=person,
            organisation_id=house,
            submission=f"scale-{number}",
            description=text,
            html=html_of(text),
            summary_other=text_of(summary),
            translation="checked" if translated else "missing",
            severity=self.chance.choice((1, 2, 2, 2, 3, 3, 4)),
            right_at_risk=risk,
            risk_reason=("Délai de trente jours", "Termijn van dertig dagen")[case.tongue] if risk else "",
            pilot=number % 11 == 0,
            fictive=True,
            state=str(case.state),
            state_reason="Sans objet" if closed else "",
            merged_into_id=case.merged_into,
            filed_at=case.at,
            last_verb="post.added" if case.posts else "problem.filed",
            last_at=case.last_at,
        )
        code = stems(case.reference).split()
        self.index(
            PROBLEM.code,
            case.reference,
            case,
            case.at,
            body=text,
            body_other=text_of(summary),
            title_stems=" ".join(dict.fromkeys([*code, *stems_of(*filter(None, (title, title_other))).split()])),
            stems=" ".join(
                dict.fromkeys([*code, *stems_of(*filter(None, (title, title_other)), *said, *summary).split()])
            ),
            **facts,
        )

    def author(self, lane: Lane, house: int) -> tuple[int, int]:
        """The organisation and the person who write in a lane."""
        ground = self.ground
        if lane == Lane.ADMINISTRATION:
            return ground.administration.pk, ground.speakers[lane].pk
        return ground.centres[house].pk, ground.people[house].pk

    def post(self, case: Case, at: datetime) -> None:
        """Say something: in the problem's own lane, or now and then among a bench."""
        lane = case.lane
        if lane == Lane.COMMON and case.number <= self.sizes.problems - 2:
            lane = self.chance.choices((Lane.COMMON, Lane.FEDERATIONS, Lane.ADMINISTRATION), (93, 5, 2))[0]
        space = case.space if lane == case.lane else self.ground.spaces[lane].pk
        strand = self.strands.setdefault((case.number, space), [len(self.strands) + 1, 0])
        strand[1] += 1
        bilingual = self.chance.random() < 0.15
        tongue = 1 - case.tongue if bilingual else case.tongue
        said = self.writers[tongue].says(3)
        text, key = text_of(said), str(uuid.UUID(int=self.chance.getrandbits(128), version=4))
        house = case.house if lane == Lane.ORGANISATION else self.houses.draw(self.chance)
        organisation, person = self.author(lane, house)
        facts = {"key": key, "language": ("fr", "nl")[tongue]}
        self.tables.add(
            Post,
            **facts,
            strand_id=strand[0],
            number=strand[1],
            change=strand[1],
            author_id=person,
            organisation_id=organisation,
            kind=self.chance.choice(("comment", "comment", "comment", "question", "answer", "workaround")),
            text=text,
            html=html_of(text),
            written_at=at,
        )
        facts.pop("key")
        self.index(
            POST.code, key, case, at, space_id=space, within_id=case.space, body=text, stems=stems_of(*said), **facts
        )

    def solution(self, case: Case) -> None:
        """Propose a solution where the problem's state says that there is one."""
        if case.state not in SOLVED:
            return
        writer, number = self.writers[case.tongue], case.number
        title, said, at = self.chance.choice(writer.titles), writer.says(3), case.at + timedelta(hours=1)
        house, person = self.author(case.lane, case.house)
        facts = {"language": ("fr", "nl")[case.tongue], "title": title.text}
        state = SOLVED[case.state]
        self.tables.add(Thread, id=self.sizes.problems + number, created_at=at)
        self.tables.add(
            Solution,
            **facts,
            id=number,
            thread_id=self.sizes.problems + number,
            space_id=case.space,
            submission=f"scale-{number}",
            text=text_of(said),
            html=html_of(text_of(said)),
            kind="technical",
            owner_id=house,
            state=str(state),
            proposed_for_id=house,
            proposed_by_id=person,
            proposed_at=at,
            delivered_at=at if state in (SolutionState.DELIVERED, SolutionState.VERIFIED) else None,
        )
        self.tables.add(Solution.problems.through, solution_id=number, problem_id=number)
        code = stems(reference_of(SOLUTION.code, str(number)))
        about = {"page_kind": "solution", "page_key": str(number)}
        about |= {"title_stems": f"{code} {stems_of(title)}", "stems": f"{code} {stems_of(title, *said)}"}
        self.index(SOLUTION.code, str(number), case, at, body=text_of(said), **about, **facts)

    def index(self, kind: str, key: str, case: Case, at: datetime, **facts) -> None:
        """The row by which a thing is found."""
        self.rows += 1
        places = {"space_id": case.space, "page_kind": "problem", "page_key": case.reference}
        self.tables.add(SearchRow, id=self.rows, kind=str(kind), key=key, at=at, **places | facts)

    def close_strands(self) -> None:
        """The strands, now that it is known how much was said in each."""
        for (thread, space), (pk, last) in self.strands.items():
            self.tables.add(Strand, id=pk, thread_id=thread, space_id=space, last_number=last, last_change=last)
        self.tables.flush()

    def declarations(self, cases: list[Case]) -> None:
        """What centres declare on the problems that all of them read, and the tally beside every problem."""
        shared = [case for case in cases if case.lane == Lane.COMMON]
        many = dict(
            zip(
                (case.number for case in shared),
                self.shares(self.sizes.declarations, len(shared), len(self.ground.centres)),
                strict=True,
            )
        )
        order = {centre.pk: place for place, centre in enumerate(centres())}
        for case in cases:
            said = self.chance.sample(range(len(self.ground.centres)), many.get(case.number, 0))
            self.tables.add(ProblemImpact, problem_id=case.number, **self.tally(case, said, order))

    def tally(self, case: Case, houses: list[int], order: dict[int, int]) -> dict:
        """Declare for some centres; returns the sums."""
        cells, sums = ["."] * len(order), Counter[str]()
        for house in houses:
            answer = self.chance.choices((Answer.AFFECTED, Answer.NOT_AFFECTED, Answer.CANNOT_TELL), (6, 3, 1))[0]
            volumes: dict[str, Any] = {"cases": None, "minutes_low": None, "minutes_likely": None, "minutes_high": None}
            if answer == Answer.AFFECTED:
                likely = self.chance.choice((5, 10, 15, 20, 30, 45))
                volumes = {"cases": self.chance.randint(1, 60), "minutes_low": likely // 2, "minutes_likely": likely}
                volumes["minutes_high"] = likely * 2
                sums["cases"] += volumes["cases"]
                for name in ("low", "likely", "high"):
                    sums[f"hours_{name}"] += volumes["cases"] * volumes[f"minutes_{name}"] / 60
            cells[order[self.ground.centres[house].pk]] = str(answer)
            self.tables.add(
                Declaration,
                problem_id=case.number,
                organisation_id=self.ground.centres[house].pk,
                answer=str(answer),
                measured=house % 4 == 0,
                declared_by_id=self.ground.people[house].pk,
                declared_at=case.at + timedelta(hours=house + 1),
                **volumes,
            )
        counts = {"affected": cells.count("a"), "not_affected": cells.count("n"), "cannot_tell": cells.count("u")}
        saying = counts["affected"] + counts["not_affected"]
        return {"cells": "".join(cells), "with_cases": saying, "with_minutes": saying, **counts, **sums}

    def reading(self, cases: list[Case]) -> None:
        """What a few people follow, and how far they have read."""
        known = {case.number: case for case in cases if case.lane == Lane.COMMON}
        for person in self.ground.people[:READERS]:
            for number in self.chance.sample(sorted(known), min(FOLLOWED, len(known))):
                self.tables.add(Follow, thread_id=number, person_id=person.pk, level="all", pace="", deliberate=False)
                strand = self.strands.get((number, known[number].space))
                if strand:
                    read = self.chance.randint(0, strand[1])
                    self.tables.add(ReadMark, strand_id=strand[0], person_id=person.pk, number=read)
