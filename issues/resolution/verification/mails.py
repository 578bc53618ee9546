"""The letter that asks whether a solution works: four answers as links, in the language of the person."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils.translation import gettext as _

from committee.inbox.mails.news import portal_mail
from committee.inbox.models import Letter
from committee.inbox.stop_links import EVERYTHING
from committee.journal.moments import format_day
from committee.journal.subjects import reference_of
from issues.resolution.verification.links import Followed, expiry_of, link_to
from issues.resolution.verification.models import Verdict, VerdictRequest
from issues.resolution.verification.policy import may_answer_by_link
from issues.resolution.verification.queries import request_of
from issues.resolution.verification.states import Outcome


def write_request(letter: Letter) -> EmailMultiAlternatives | None:
    """What a letter asks; None where the CPAS has answered since, or may not or need not any more."""
    asked = request_of(letter)
    if asked is None or not may_answer_by_link(Followed(asked, asked.person.address_version)):
        return None
    solution = asked.round.solution
    if Verdict.objects.filter(solution=solution, organisation=asked.organisation_id).exists():
        return None
    reference = reference_of("solution", str(solution.pk))
    question = _("Does it work in your CPAS?")
    return portal_mail(
        letter,
        subject=subject_of(asked, reference),
        preheader=f"{reference} · {question}",
        template="issues/resolution/verification/letter.html",
        context={
            "solution": solution,
            "reference": reference,
            "organisation": asked.organisation,
            "reminder": asked.reminders > 0,
            "answers": [{"label": one.label, "url": settings.SITE_URL + link_to(asked, one.value)} for one in Outcome],
            "until": format_day(expiry_of(asked)),
            "url": settings.SITE_URL + reverse("issues:solution", args=[solution.pk]),
        },
        silenced=(EVERYTHING, ""),
        case=solution.about,
    )


def subject_of(asked: VerdictRequest, reference: str) -> str:
    """What a locked screen may show: a reference, never a title."""
    words = (
        _("%(reference)s: does it work? A reminder")
        if asked.reminders
        else _("%(reference)s: does it work in your CPAS?")
    )
    return words % {"reference": reference}
