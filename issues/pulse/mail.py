"""The weekly letter, in the language of the person: each problem with its answers as links."""

from datetime import date

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from committee.people.models import Person
from issues.pulse.links import Chosen, link_to
from issues.pulse.queries import PAGE, Question, asked_of, questions, unanswered


def mail_pulse(person: Person, week: date) -> bool:
    """Send a person what is left to answer in a week; nothing where nothing is. Returns whether a mail was sent."""
    left = unanswered(asked_of(person), week)
    found = questions(left[:PAGE], week)
    if not found:
        return False
    with override(person.language):
        context = letter(person, week, found, left.count())
        subject = _("[Comité de monitoring CPAS Online] Weekly pulse, week %(week)s") % {
            "week": week.isocalendar().week
        }
        text = render_to_string("issues/pulse/letter.txt", context)
        mail = EmailMultiAlternatives(subject, text, settings.DEFAULT_FROM_EMAIL, [person.email])
        mail.attach_alternative(render_to_string("issues/pulse/letter.html", context), "text/html")
    mail.send()
    return True


def letter(person: Person, week: date, found: list[Question], number: int) -> dict:
    """What the letter says."""
    return {
        "rows": [row(person, week, question) for question in found],
        "number": number,
        "week": week.isocalendar().week,
        "url": settings.SITE_URL + reverse("issues:pulse_week", args=[week]),
        "preferences": settings.SITE_URL + f"/{person.language}/account/",
        "language": person.language,
    }


def row(person: Person, week: date, question: Question) -> dict:
    """One problem of the letter with its links: still, with the number to begin with, and no longer."""
    declaration, problem = question.declaration, question.declaration.problem
    still = Chosen(declaration.pk, True, question.proposal)
    over = Chosen(declaration.pk, False, None)
    return {
        "reference": problem.reference,
        "title": problem.title_here,
        "title_language": problem.language_here,
        "cases": question.proposal,
        "still": settings.SITE_URL + link_to(person.pk, week, still),
        "over": settings.SITE_URL + link_to(person.pk, week, over),
    }
