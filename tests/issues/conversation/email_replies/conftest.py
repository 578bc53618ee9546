"""Replies by mail, as a mail server would hand them over."""

import pytest

from committee.journal.models import Entry
from issues.conversation.email_replies.actions import receive_mail
from issues.conversation.email_replies.addresses import reply_address
from tests.issues.conversation.email_replies.samples import mail

DOMAIN = "reponse.example.org"


@pytest.fixture(autouse=True)
def reply_domain(settings):
    """Replying by mail is switched on."""
    settings.MAIL_REPLY_DOMAIN = DOMAIN
    settings.MAIL_AUTHSERV_ID = "mx.example.org"
    return DOMAIN


def address_for(person, post) -> str:
    """The address in the mail that tells a person of a post."""
    return reply_address(
        person, Entry.objects.get(verb="post.added", subjects__kind="post", subjects__key=str(post.pk))
    )


def answer(person, address: str, text: str = "C’est réglé.", *, envelope: str | None = None, raw: bytes = b"", **facts):
    """Let a person's mail arrive. Returns what became of it."""
    raw = raw or mail(text, **{"sender": person.email, "to": address, **facts}).as_bytes()
    return receive_mail(raw=raw, recipient=address, envelope_sender=person.email if envelope is None else envelope)
