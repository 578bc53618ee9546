"""What two CPAS answered to the pulse of the last weeks, counted back from today; the last is left to the visitor."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from committee.journal import clock
from committee.organisations.models import Organisation
from committee.people.models import Person
from issues.fieldwork.barometer.actions.answering import answer_pulse, ask_cpas
from issues.fieldwork.barometer.queries import WEEKS_A_MONTH, asked_of
from issues.fieldwork.barometer.weeks import SHOWN, begin_of, this_week
from issues.fieldwork.impacts.models import Declaration

ANSWER_FOR = ("ixelles@example.org", "molenbeek@example.org")
COURSES = (
    (8, 9, 11, 10, 9, 10, 11),
    (9, 10, 12, 14, 16, 17, 18),
    (10, None, 8, 9, 8, None, 9),
    (10, 8, 6, 4, 2, 1, 0),
)
"""Tenths of an ordinary week, oldest first; None where nobody answered, nought where it was over."""


def load_pulse(people: dict[str, Person]) -> None:
    """Let both CPAS answer for the weeks before the last, and be asked about the last."""
    answerers = [people[email] for email in ANSWER_FOR]
    for place, back in enumerate(reversed(range(2, SHOWN + 1))):
        week = this_week() - timedelta(weeks=back)
        with clock.acting_at(begin_of(week, 10) + timedelta(days=3)):
            for person in answerers:
                answer_all(person, week, place)
    with clock.acting_at(begin_of(this_week(), 7)):
        for organisation in Organisation.objects.filter(memberships__person__in=answerers).distinct():
            ask_cpas(organisation=organisation)


def answer_all(person: Person, week, place: int) -> None:
    """Answer for each problem that a CPAS declared, as its course says for one week."""
    for declaration, tenths in courses(person, place):
        if tenths is not None:
            cases = max(1, round((declaration.cases or 4) / WEEKS_A_MONTH * tenths / 10))
            facts: dict[str, Any] = {"still": tenths > 0, "cases": cases, "counted": declaration.pk % 2 == 0}
            answer_pulse(by=person, declaration=declaration, week=week, **facts)


def courses(person: Person, place: int) -> Iterator[tuple[Declaration, int | None]]:
    """Each declaration of a CPAS with its part of an ordinary week."""
    for number, declaration in enumerate(asked_of(person)):
        yield declaration, COURSES[number % len(COURSES)][place]
