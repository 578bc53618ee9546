"""What is told of an account by mail, whatever mail its person chose: a way to a new password, and what changed in it."""

from __future__ import annotations

from datetime import datetime
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override
from django_tasks import task

from committee.correspondence.mails import compose_mail
from committee.people.browsers import browser_in_words
from committee.people.models import Person

RESET_KEY = "account/email/password_reset_key"
SIGNED_IN = "signed_in"
CHANGES = {
    SIGNED_IN: gettext_noop("Your account was signed in to with a browser that had not been used for it before."),
    "account/email/password_changed": gettext_noop("The password of your account was changed."),
    "account/email/password_set": gettext_noop("A password was chosen for your account."),
    "account/email/password_reset": gettext_noop("A new password was chosen for your account, by a link sent by mail."),
    "socialaccount/email/account_connected": gettext_noop(
        "Your account can be signed in to by an identity provider now."
    ),
    "mfa/email/totp_activated": gettext_noop("An authenticator app was added to your account."),
    "mfa/email/totp_deactivated": gettext_noop("The authenticator app was removed from your account."),
    "mfa/email/recovery_codes_generated": gettext_noop("New recovery codes were made for your account."),
    "mfa/email/webauthn_added": gettext_noop("A security key was added to your account."),
    "mfa/email/webauthn_removed": gettext_noop("A security key was removed from your account."),
}
"""What happened to an account, by the name that allauth gives the mail."""


def write_reset(person: Person, uid: str, key: str) -> EmailMultiAlternatives:
    """The mail with the link under which a person chooses a new password."""
    with override(person.language):
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": key})
        return compose_mail(
            to=person.email,
            language=person.language,
            subject=_("a new password"),
            preheader=_("The link under which you choose a new password"),
            template="committee/people/mails/reset.html",
            context={"url": settings.SITE_URL + path, "days": settings.PASSWORD_RESET_TIMEOUT // (24 * 3600)},
        )


def write_change(person: Person, what: str, at: datetime, ip: str, browser: str) -> EmailMultiAlternatives:
    """The mail that says what happened to an account, when, and with which browser."""
    with override(person.language):
        local = timezone.localtime(at)
        words = _(CHANGES[what])
        return compose_mail(
            to=person.email,
            language=person.language,
            subject=_("security of your account"),
            preheader=words,
            template="committee/people/mails/change.html",
            context={
                "what": words,
                "when": f"{date_format(local, 'j F Y')}, {local:%H:%M}",
                "browser": browser_in_words(browser),
                "ip": ip if is_told(ip) else "",
                "password": settings.SITE_URL + reverse("account_reset_password"),
                "sessions": settings.SITE_URL + reverse("usersessions_list"),
            },
        )


def is_told(ip: str) -> bool:
    """Whether a network address says anything to a person: one of this machine, or within a building, does not."""
    try:
        return ip_address(ip).is_global
    except ValueError:
        return False


def tell_of_change(person: Person, what: str, *, ip: str, browser: str) -> None:
    """Have a person told by mail of what happened to their account: no mail server makes anybody wait."""
    send_change.enqueue(person.pk, what, timezone.now().isoformat(), ip, browser[:400])


@task()
def send_change(person_id: int, what: str, at: str, ip: str, browser: str) -> None:
    """Write and send it; where that fails, it is tried again."""
    person = Person.objects.filter(pk=person_id, is_active=True).first()
    moment: Any = parse_datetime(at)
    if person is not None:
        write_change(person, what, moment, ip, browser).send()
