"""The weekly letter, in the language of the person: each problem with its answers as links."""

from datetime import date

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from committee.inbox.mails.news import portal_mail
from committee.inbox.models import Letter
from committee.people.models import MailPace, Person
from issues.fieldwork.barometer.links import Chosen, link_to
from issues.fieldwork.barometer.queries import PAGE, Question, asked_of, questions, unanswered_declarations
from issues.fieldwork.barometer.weeks import monday_of


def write_pulse(letter: Letter) -> EmailMultiAlternatives | None:
    """What is left to answer of the week in which a letter was begun; None where nothing is, or no mail is wanted."""
    person, week = letter.person, monday_of(timezone.localtime(letter.created_at).date())
    left = unanswered_declarations(asked_of(person), week)
    found = questions(left[:PAGE], week) if person.mail_pace != MailPace.NEVER else []
    if not found:
        return None
    subject = _("Weekly pulse, week %(week)s") % {"week": week.isocalendar().week}
    said = words_of(person, week, found, left.count())
    return portal_mail(letter, subject=subject, template="issues/fieldwork/barometer/letter", context=said, bulk=True)


def words_of(person: Person, week: date, found: list[Question], number: int) -> dict:
    """What the letter says."""
    return {
        "rows": [question_row(person, week, question) for question in found],
        "number": number,
        "week": week.isocalendar().week,
        "url": settings.SITE_URL + reverse("issues:pulse_week", args=[week]),
    }


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
