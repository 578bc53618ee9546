"""The mail that tells who took something over what it is, and where it stays listed."""

from __future__ import annotations

from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from committee.correspondence.mails import compose_mail
from committee.journal import clock
from committee.members.models import Handover
from committee.members.presentation import handover_rows
from committee.people.models import MailPace, Person


def write_handover(handover: Handover, to: Person) -> EmailMultiAlternatives:
    """What passed to a person, by name as far as they read it, in their language."""
    with override(to.language):
        return compose_mail(
            to=to.email,
            language=to.language,
            subject=_("you took over from somebody who left"),
            preheader=_("What passed to you is listed in this mail"),
            template="committee/members/mails/handover.html",
            context={
                "function": handover.person.function,
                "by": handover.by.function,
                "rows": handover_rows(to, list(handover.things.filter(to=to).select_related("to"))),
                "url": reverse("members:handover", args=[handover.pk]),
            },
        )


@task()
def send_handovers(handover_id: int) -> None:
    """Write once to everybody to whom something passed, but to who wants no mail at all."""
    if not Handover.objects.filter(pk=handover_id, mailed_at=None).update(mailed_at=clock.now()):
        return
    handover = Handover.objects.select_related("person", "by").get(pk=handover_id)
    people = Person.objects.filter(taken_over__handover=handover_id, is_active=True).exclude(mail_pace=MailPace.NEVER)
    for person in people.distinct():
        write_handover(handover, person).send()
