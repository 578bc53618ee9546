"""The mail with which the first people come in: a way to a passphrase that works once."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from committee.correspondence.mails import compose_mail
from committee.people.models import Person
from home.founding.links import link_for

log = logging.getLogger(__name__)


def send_welcome(person: Person) -> bool:
    """Mail somebody the link to a first password. Returns whether it left; why it did not is logged."""
    try:
        write_welcome(person).send()
    except (SMTPException, OSError):
        log.exception("the mail of a first account did not leave")
        return False
    return True


def write_welcome(person: Person) -> EmailMultiAlternatives:
    """The mail that tells somebody of an account and how to open it."""
    with override(person.language):
        return compose_mail(
            to=person.email,
            language=person.language,
            subject=_("your account"),
            preheader=_("The link under which you open your account"),
            template="home/founding/mails/welcome.html",
            context={
                "function": person.function,
                "url": link_for(person),
                "days": settings.PASSWORD_RESET_TIMEOUT // (24 * 3600),
                "sign_in": settings.SITE_URL + reverse("account_login"),
            },
        )
