"""What solutions go through in the demonstration besides their states: dates put off, ties, what is done meanwhile, the public."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from committee.journal import clock
from committee.organisations.models import Organisation
from committee.people.models import Person
from committee.seats.models import Seat
from home.demo.accounts import BRULOCALIS, SPP_IS, Cast
from home.demo.days import moment, told_day
from home.demo.typography import typeset_all
from issues.resolution.instructions.actions.issuing import issue_instruction
from issues.resolution.instructions.models import Instruction
from issues.resolution.solutions.actions.arranging import add_dependency, add_problem
from issues.resolution.solutions.actions.lifecycle import (
    move_solution,
    propose_solution,
    set_due_date,
    translate_solution,
)
from issues.resolution.solutions.actions.publicity import open_to_public, show_promise
from issues.resolution.solutions.actions.revising import assign_solution

if TYPE_CHECKING:
    from home.demo.problems import Story

SOURCE = Path(__file__).parent / "data" / "solutions.json"
SECRETARIAT = "secretariat@example.org"
SEATED = "PB-2025-018"
"""The solution for which a seat answers."""


@cache
def told() -> dict[str, Any]:
    """What the file tells."""
    return typeset_all(json.loads(SOURCE.read_text(encoding="utf-8")))


def told_of(story: Story) -> Iterator[tuple[str, dict[str, Any]]]:
    """What happens to the solution of one story, with its day, before all is told: dates put off, and what is done meanwhile."""
    for name in ("postponements", "instructions"):
        for row in told()[name]:
            if row["ref"] == story.row["ref"]:
                yield name, row


def tell(story: Story, name: str, row: dict[str, Any]) -> None:
    """Let one such thing happen."""
    if name == "postponements":
        owner = story.cast.bench(story.row["solution"]["owner_organisation"])
        set_due_date(by=owner, solution=story.solution, due_on=told_day(row["due"]), reason=row["reason"])
        return
    before = next((one for one in told()["instructions"] if one["key"] == row.get("replaces")), None)
    issue_instruction(
        by=story.cast.bench(row["by"]),
        about=story.solution if row["beside"] == "solution" else story.problem,
        kind=row["kind"],
        title=row["title"],
        text=row["text"],
        language=row["lang"],
        from_on=told_day(row["from"]),
        until_on=told_day(row["until"]) if "until" in row else None,
        replaces=Instruction.objects.get(title=before["title"]) if before else None,
        title_other=row["title_other"],
        summary_other=row["summary_other"],
    )


def load_solutions(cast: Cast, stories: dict[str, Story]) -> None:
    """Tie solutions together, give one to a seat, let one not be retained, and open some to the public."""
    bench = cast.bench(SPP_IS)
    with clock.acting_at(moment("2025-11-12", 10)):
        for waiting, awaited in told()["dependencies"]:
            add_dependency(by=bench, solution=stories[waiting].solution, waits_for=stories[awaited].solution)
        for answering, problem in told()["also_answers"]:
            add_problem(by=bench, solution=stories[answering].solution, problem=stories[problem].problem)
        owner = Organisation.objects.get(name_fr=SPP_IS)
        seat = Seat.objects.get(mandates__person__email="spp-is@example.org")
        assign_solution(by=bench, solution=stories[SEATED].solution, owner=owner, seat=seat)
    drop_one(cast, stories)
    for row in told()["public"]:
        open_one(cast.accounts[SECRETARIAT], cast, stories[row["ref"]], row)


def drop_one(cast: Cast, stories: dict[str, Story]) -> None:
    """A proposal is looked at, and not retained, with its reason."""
    row, proposer = told()["not_retained"], cast.bench(BRULOCALIS)
    facts = {"title": row["title"], "text": row["text"], "language": row["lang"], "kind": "procedural"}
    with clock.acting_at(moment(row["proposed_on"], 11)):
        owner = Organisation.objects.get(name_fr=SPP_IS)
        problem = stories[row["ref"]].problem
        solution = propose_solution(by=proposer, problems=[problem], owner=owner, **facts)
        words = {"title": row["title_other"], "summary": row["summary_other"]}
        translate_solution(by=proposer, solution=solution, checked=True, **words)
    with clock.acting_at(moment(row["reviewed_on"], 11)):
        move_solution(by=cast.bench(SPP_IS), solution=solution, target="under_review")
    with clock.acting_at(moment(row["dropped_on"], 11)):
        move_solution(by=cast.bench(SPP_IS), solution=solution, target="not_retained", reason=row["reason"])


def open_one(secretariat: Person, cast: Cast, story: Story, row: dict[str, Any]) -> None:
    """The secretariat opens a solution to the public; its owner may show what it promised."""
    words = {name: row[name] for name in ("title_fr", "title_nl", "summary_fr", "summary_nl")}
    with clock.acting_at(moment(row["on"], 15)):
        open_to_public(by=secretariat, solution=story.solution, **words)
        if row.get("shows_promise"):
            owner = cast.bench(story.row["solution"]["owner_organisation"])
            show_promise(by=owner, solution=story.solution, shown=True)
