"""The weekly pulse as its page and its letters read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from committee.people.models import MailPace, Reader
from issues.fieldwork.barometer.models import PulseAnswer, PulseSilence
from issues.fieldwork.barometer.policy import answers_for
from issues.fieldwork.barometer.weeks import SHOWN, weeks_until
from issues.fieldwork.impacts.models import Answer, Declaration
from issues.problems.records.states import LIVING

PAGE = 50
WEEKS_A_MONTH = 52 / 12
COUNTED, ENOUGH = 4, 3
"""A month is reckoned over the last four weeks, where at least three of them have a number."""


@dataclass
class Question:
    """One declared problem in one week, with what was said of it in the last weeks."""

    declaration: Declaration
    week: date
    answers: dict[date, PulseAnswer]

    @property
    def answer(self) -> PulseAnswer | None:
        """What was said of this week."""
        return self.answers.get(self.week)

    @property
    def earlier(self) -> PulseAnswer | None:
        """What was said last of a week before."""
        before = [week for week in self.answers if week < self.week]
        return self.answers[max(before)] if before else None

    @property
    def course(self) -> list[tuple[date, int | None]]:
        """Cases in each of the last eight weeks, oldest first; nought where it was over, None where nothing was counted."""
        return [(week, counted_cases(self.answers.get(week))) for week in weeks_until(self.week)]

    @property
    def is_counted(self) -> bool:
        """Whether every number of the last four weeks was counted, as its author says, so that they measure a month."""
        weeks = [week for week, _number in self.course[-COUNTED:]]
        given = [answer for week in weeks if (answer := self.answers.get(week)) and counted_cases(answer) is not None]
        return all(answer.counted or not answer.still for answer in given)

    @property
    def monthly(self) -> int | None:
        """Cases a month as the last four weeks say, where that differs from the declared by more than a quarter."""
        numbers = [number for _week, number in self.course[-COUNTED:] if number is not None]
        if len(numbers) < ENOUGH:
            return None
        month = round(sum(numbers) / len(numbers) * WEEKS_A_MONTH)
        declared = self.declaration.cases
        return month if month and (declared is None or abs(month - declared) > declared / 4) else None

    @property
    def over(self) -> bool:
        """Whether the last thing said is that it no longer happens."""
        last = self.answer or self.earlier
        return last is not None and not last.still


def answer_said(answer: PulseAnswer | None) -> dict[str, Any]:
    """What an answer says, by the fields and choices of its form; nothing where there is none."""
    if answer is None:
        return {"still": None, "cases": None, "counted": None}
    return {"still": "1" if answer.still else "0", "cases": answer.cases, "counted": answer.counted}


def counted_cases(answer: PulseAnswer | None) -> int | None:
    """The cases that an answer gives; nought where it is over."""
    return None if answer is None else 0 if not answer.still else answer.cases


def wants_letters(person: Any) -> bool:
    """Whether a person is written to each week."""
    return person.mail_pace != MailPace.NEVER and not PulseSilence.objects.filter(person=person).exists()


def asked_of(person: Reader) -> QuerySet[Declaration]:
    """The declarations about which a person is asked, in a fixed order."""
    declarations = Declaration.objects.visible_to(person).filter(organisation__in=answers_for(person))
    return on_living_problems(declarations).order_by("problem__reference", "organisation__position")


def on_living_problems(declarations: QuerySet[Declaration]) -> QuerySet[Declaration]:
    """Keep the CPAS affected by problems that live."""
    return declarations.filter(answer=Answer.AFFECTED, problem__state__in=LIVING)


def unanswered_declarations(declarations: QuerySet[Declaration], week: date) -> QuerySet[Declaration]:
    """Keep the declarations of which nothing was said in a week."""
    return declarations.exclude(Exists(PulseAnswer.objects.filter(declaration=OuterRef("pk"), week=week)))


def questions(declarations: QuerySet[Declaration], week: date) -> list[Question]:
    """What is asked about some declarations in a week; two queries."""
    recent = PulseAnswer.objects.filter(week__lte=week, week__gt=week - timedelta(weeks=SHOWN))
    answers = Prefetch("pulse", queryset=recent.select_related("given_by"), to_attr="recent")
    rows = declarations.select_related("problem", "organisation").prefetch_related(answers)
    return [Question(row, week, {answer.week: answer for answer in row.recent}) for row in rows]
