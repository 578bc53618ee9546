"""The weekly letter, in the language of the person: each problem with its answers as links."""

from datetime import date, timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from committee.inbox.mails.news import portal_mail
from committee.inbox.models import Letter
from committee.people.models import Person
from issues.fieldwork.barometer.actions.weekly_letters import WEEKLY
from issues.fieldwork.barometer.links import Chosen, link_to
from issues.fieldwork.barometer.queries import (
    PAGE,
    Question,
    asked_of,
    questions,
    unanswered_declarations,
    wants_letters,
)
from issues.fieldwork.barometer.weeks import days_of, monday_of


def write_pulse(letter: Letter) -> EmailMultiAlternatives | None:
    """What is left to answer of the week before that in which a letter was begun; None where nothing is, or no mail is wanted."""
    person, week = letter.person, week_before(timezone.localtime(letter.created_at).date())
    left = unanswered_declarations(asked_of(person), week)
    found = questions(left[:PAGE], week) if wants_letters(person) else []
    if not found:
        return None
    number, code = left.count(), week.isocalendar().week
    summary = ngettext(
        "Week %(week)s: %(n)s problem of your CPAS awaits its answer",
        "Week %(week)s: %(n)s problems of your CPAS await their answer",
        number,
    ) % {"week": code, "n": number}
    return portal_mail(
        letter,
        subject=_("Weekly pulse, week %(week)s") % {"week": code},
        preheader=summary,
        template="issues/fieldwork/barometer/letter.html",
        context={
            "summary": summary,
            "days": days_of(week),
            "rows": [question_row(person, week, question) for question in found],
            "url": settings.SITE_URL + reverse("issues:pulse_week", args=[week]),
        },
        silenced=(WEEKLY, ""),
        bulk=True,
    )


def week_before(day: date) -> date:
    """The Monday of the week before that of a day."""
    return monday_of(day) - timedelta(weeks=1)


def question_row(person: Person, week: date, question: Question) -> dict:
    """One problem of the letter with its links: still, and no longer."""
    declaration, problem = question.declaration, question.declaration.problem
    still = Chosen(declaration.pk, True)
    over = Chosen(declaration.pk, False)
    return {
        "reference": problem.reference,
        "title": problem.title_here,
        "title_language": problem.language_here,
        "still": settings.SITE_URL + link_to(person.pk, week, still),
        "over": settings.SITE_URL + link_to(person.pk, week, over),
    }
