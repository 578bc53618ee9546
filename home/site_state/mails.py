"""A mail that tries whether mail arrives."""

from __future__ import annotations

from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from committee.correspondence.mails import compose_mail
from committee.people.models import Person


def send_test(person: Person) -> str:
    """Send a test mail to a person, now. Returns why it did not leave, empty if it did."""
    try:
        write_test(person).send()
    except (SMTPException, OSError) as error:
        return f"{type(error).__name__}: {error}"
    return ""


def write_test(person: Person) -> EmailMultiAlternatives:
    """The mail: from where it comes, and when it was sent."""
    with override(person.language):
        now = timezone.localtime()
        return compose_mail(
            to=person.email,
            language=person.language,
            subject=_("a test"),
            preheader=_("Mail leaves this portal, and reaches you"),
            template="home/site_state/mails/test.html",
            context={
                "when": f"{date_format(now, 'j F Y')}, {now:%H:%M}",
                "url": settings.SITE_URL + reverse("home:site_state"),
            },
        )
