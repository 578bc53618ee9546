"""The weekly pulse as its page shows it."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from committee.access.versions import version_of
from committee.journal.moments import format_moment
from committee.templatetags.hearing import function_of
from issues.fieldwork.barometer.links import Chosen
from issues.fieldwork.barometer.models import PulseAnswer
from issues.fieldwork.barometer.policy import answers_for
from issues.fieldwork.barometer.queries import (
    PAGE,
    Question,
    answer_said,
    asked_of,
    questions,
    unanswered_declarations,
    wants_letters,
)
from issues.fieldwork.barometer.weeks import days_of, this_week, weeks_until
from issues.fieldwork.impacts.charts import weeks_svg


def pulse_context(person, week: date, page: int, chosen: Chosen | None) -> dict:
    """Everything that the page of one week shows; four queries."""
    asked = asked_of(person)
    number = asked.count()
    left = unanswered_declarations(asked, week).count()
    several = len(answers_for(person)) > 1
    rows = [row_of(question, several) for question in questions(asked[PAGE * page : PAGE * (page + 1)], week)]
    return {
        "rows": rows,
        "number": number,
        "answered": number - left,
        "week": week,
        "title": _("Week %(week)s") % {"week": week.isocalendar().week},
        "days": days_of(week),
        "weeks": week_links(week),
        "older": f"?page={page + 1}" if number > PAGE * (page + 1) else "",
        "is_silent": not wants_letters(person),
        "chosen": describe_chosen(chosen, asked, week) if chosen else None,
    }


def week_links(week: date) -> list[dict]:
    """The weeks that may be answered, newest first."""
    return [
        {
            "label": _("Week %(week)s") % {"week": monday.isocalendar().week},
            "url": reverse("issues:pulse_week", args=[monday]),
            "current": monday == week,
        }
        for monday in reversed(weeks_until(this_week()))
    ]


def row_of(question: Question, several: bool) -> dict:
    """One problem: what is asked, what was said, the last eight weeks, and what could be declared."""
    declaration, problem = question.declaration, question.declaration.problem
    answer = question.answer
    return {
        "pk": declaration.pk,
        "reference": problem.reference,
        "title": problem.title_here,
        "language": problem.language_here,
        "organisation": declaration.organisation.name if several else "",
        "declared": declaration.cases,
        "answer": answer,
        "version": version_of(answer_said(answer)),
        "said": describe_answer(answer) if answer else "",
        "by": format_html("{}, {}", function_of(answer.given_by), format_moment(answer.given_at)) if answer else "",
        "begin": answer.cases if answer and answer.still else None,
        "last": describe_earlier(question),
        "course": [(monday.isocalendar().week, number) for monday, number in question.course]
        if question.answers
        else [],
        "chart": weeks_svg([number for _week, number in question.course]) if question.answers else "",
        "most": max((number or 0 for _week, number in question.course), default=0),
        "monthly": question.monthly,
        "is_counted": question.is_counted,
        "over": question.over,
    }


def describe_answer(answer: PulseAnswer) -> str:
    """What was said: “Still, 12 cases (counted)”."""
    if not answer.still:
        return _("No longer")
    if answer.cases is None:
        return _("Still, not counted")
    said = ngettext("Still, %(n)d case", "Still, %(n)d cases", answer.cases) % {"n": answer.cases}
    how = _("counted") if answer.counted else _("estimated")
    return f"{said} ({how})"


def describe_earlier(question: Question) -> str:
    """What was said of the last week before, to compare with and never to be sent unread."""
    earlier = question.earlier
    if earlier is None:
        return ""
    words = {"week": earlier.week.isocalendar().week, "said": describe_answer(earlier)}
    return _("Week %(week)s: %(said)s") % words


def describe_chosen(chosen: Chosen, asked, week: date) -> dict | None:
    """The answer that was clicked in a letter, ready to be confirmed; None where it is not asked any more."""
    declaration = asked.filter(pk=chosen.declaration).select_related("problem").first()
    if declaration is None:
        return None
    known = declaration.pulse.filter(week=week).first()
    return {
        "version": version_of(answer_said(known)),
        "pk": declaration.pk,
        "reference": declaration.problem.reference,
        "title": declaration.problem.title_here,
        "language": declaration.problem.language_here,
        "still": chosen.still,
    }


def name_of_letters(_person, _thing: str) -> str:
    """What a link in a weekly letter stops, in words."""
    return _("the weekly pulse")


def link_to_pulse(person) -> dict | None:
    """The way from the totals to the pulse, for who answers it."""
    return {"label": _("Weekly pulse"), "url": reverse("issues:pulse")} if answers_for(person) else None
