"""What the benches ask each other and think in the demonstration, told on days counted from today."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from committee.absences.actions import announce_absence
from committee.access.lanes import Lane
from committee.access.models import Space
from committee.journal import clock
from committee.journal.workdays import is_working_day
from committee.people.models import Person
from committee.seats.actions import begin_mandate
from committee.seats.models import Bench, Capacity, Mandate, Seat
from home.demo.accounts import Cast
from home.demo.days import moment
from home.demo.typography import typeset_all
from issues.deliberation.positions.actions import (
    call_for_positions,
    confirm_position,
    record_on_behalf,
    seal_positions,
    take_position,
    turn_reviews,
)
from issues.deliberation.positions.models import Position
from issues.deliberation.questions.actions.asking import ask_question
from issues.deliberation.questions.actions.replying import accept_answer, answer_question, return_answer
from issues.deliberation.questions.actions.turning import turn_terms
from issues.deliberation.questions.models import Question
from issues.problems.records.models import Problem
from issues.resolution.solutions.models import Solution

SOURCE = Path(__file__).parent / "data" / "deliberation.json"
ADMINISTRATION, FEDERATION = "spp-is@example.org", "federation@example.org"
SECRETARIAT = "secretariat@example.org"


def load_deliberation(cast: Cast, problems: Mapping[str, Problem]) -> None:
    """Ask and answer, take positions and seal them, each story in the order of time."""
    told = typeset_all(json.loads(SOURCE.read_text(encoding="utf-8")))
    people = dict(cast.accounts) | {"substitute": substitute_of(cast.accounts[ADMINISTRATION])}
    for row in sorted(told["questions"], key=lambda row: -row["days_ago"]):
        load_question(row, people, problems)
    seats = {"brussels": seat_of(people[FEDERATION]), "administration": seat_of(people[ADMINISTRATION])}
    seats["walloon"], people["walloon"] = seat_another(cast)
    for row in told["positions"]:
        for step in row["steps"]:
            take_position_step(step, problems[row["about"]].solutions.latest("pk"), people, seats)


def seat_of(person: Person) -> Seat:
    """The seat that somebody holds today."""
    return Mandate.objects.current().select_related("seat").get(person=person, capacity=Capacity.TITULAR).seat


def seat_another(cast: Cast) -> tuple[Seat, Person]:
    """The seat of a federation that nobody ever held, given to somebody who speaks for it."""
    seat = Seat.objects.select_related("organisation").filter(bench=Bench.FEDERATIONS, mandates=None).earliest("pk")
    holder = cast.person("Conseillère juridique", seat.organisation.name_fr)
    with clock.acting_at(moment("2025-06-16")):
        begin_mandate(by=cast.accounts[SECRETARIAT], seat=seat, person=holder)
    return seat, holder


def take_position_step(
    step: dict[str, Any], solution: Solution, people: Mapping[str, Person], seats: Mapping[str, Seat]
) -> None:
    """Do one step of the positions on a solution, on its day."""
    if step["do"] == "turn":
        turn_reviews()
        return
    with days_ago(step["days_ago"]):
        facts: dict[str, Any] = {"by": people[step.get("by", SECRETARIAT)], "about": solution.about}
        said = {
            name: step[key]
            for name, key in (("stance", "stance"), ("text", "text"), ("language", "lang"))
            if key in step
        }
        if step["do"] == "say":
            space = Space.objects.lane(Lane(step["lane"])).pk if "lane" in step else solution.space_id
            take_position(**facts, seat=seat_of(facts["by"]), space=space, **said)
        elif step["do"] == "behalf":
            record_on_behalf(**facts, seat=seats[step["seat"]], **said)
        elif step["do"] == "confirm":
            confirm_position(by=facts["by"], position=Position.objects.current().get(on_behalf=True, confirmed_at=None))
        elif step["do"] == "seal":
            seal_positions(**facts, review_on=clock.today() + timedelta(days=step["review_in"]))
        else:
            call_for_positions(**facts)


def substitute_of(person: Person) -> Person:
    """Who stands in on the seat of somebody today."""
    seats = Mandate.objects.current().filter(person=person).values("seat")
    found = Mandate.objects.current().filter(seat__in=seats, capacity=Capacity.SUBSTITUTE).select_related("person")
    return found.earliest("pk").person


def days_ago(number: int) -> Any:
    """What is done inside happens so many days ago, or on the working day before, at the same hour."""
    then = clock.now() - timedelta(days=number)
    while number and not is_working_day(then.date()):
        then -= timedelta(days=1)
    return clock.acting_at(then)


def load_question(row: dict[str, Any], people: Mapping[str, Person], problems: Mapping[str, Problem]) -> None:
    """Ask one question, and let each step follow on its day."""
    asker = people[row["by"]]
    with days_ago(row["days_ago"]):
        question = ask_question(
            by=asker,
            space=Space.objects.lane(Lane.COMMON),
            to=Seat.objects.get(bench=Bench.ADMINISTRATION) if row["to"] == "seat" else Bench(row["to"]),
            title=row["title"],
            text=row["text"],
            language=row["lang"],
            days=row["term"],
            about=problems[row["about"]] if row["about"] else None,
            title_other=row["title_other"],
        )
    for step in row["steps"]:
        if step["do"] == "turn":
            turn_days(question)
        else:
            with days_ago(step["days_ago"]):
                take_step(question, step, people[step["by"]])


def take_step(question: Question, step: dict[str, Any], by: Person) -> None:
    """Do one step of the exchange."""
    if step["do"] == "away":
        last = clock.today() + timedelta(days=step["days"])
        announce_absence(by=by, person=by, begins_on=clock.today(), ends_on=last)
    elif step["do"] == "answer":
        answer_question(by=by, question=question, text=step["text"], language=step["lang"])
    elif step["do"] == "return":
        return_answer(by=by, question=question, reason=step["text"])
    else:
        accept_answer(by=by, question=question)


def turn_days(question: Question) -> None:
    """Let the days around the end of a term turn: two days before it, and the day after."""
    due = Question.objects.get(pk=question.pk).due_on
    for day in (due - timedelta(days=2), due + timedelta(days=1)):
        number = (clock.today() - day).days
        if number >= 0:
            with clock.acting_at(clock.now() - timedelta(days=number)):
                turn_terms()
