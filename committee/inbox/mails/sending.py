"""Letters leave through the mail server: one connection for a run, and every way of failing has its code."""

from __future__ import annotations

import logging
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import QuerySet

from committee.bounces.addresses import bounce_address
from committee.bounces.queries import people_without_mail
from committee.inbox.actions.letters import claim_letter, collect_letters, drop_letter, letter_failed, letter_left
from committee.inbox.mails.news import write_letter
from committee.inbox.models import Letter
from committee.inbox.states import DELAYED, REFUSED, UNREACHABLE, UNWRITTEN
from committee.journal import clock
from committee.people.models import Person

MOST_LETTERS = 100
log = logging.getLogger(__name__)


def send_letters(limit: int = MOST_LETTERS) -> int:
    """Gather what is due and send what may leave; harmless at any time and from several processes. Returns how many left.

    Where the mail server does not answer, one letter finds out and the others wait for the next run.
    """
    collect_letters()
    due = list(letters_to_send()[:limit])
    if not due:
        return 0
    connection, left = get_connection(), 0
    try:
        for letter in due:
            outcome = send_letter(letter, connection) if claim_letter(letter) else ""
            left += outcome is None
            if outcome == UNREACHABLE:
                break
    finally:
        close_connection(connection)
    return left


def letters_to_send() -> QuerySet[Letter]:
    """What is due, but for those whose address is known not to exist: it waits until they say that it is right."""
    return Letter.objects.due(clock.now()).exclude(person__in=people_without_mail()).select_related("person")


def under_envelope(mail: EmailMultiAlternatives, person: Person) -> EmailMultiAlternatives:
    """Let a mail leave from an address to which it comes back; its reader sees the sender as ever."""
    if envelope := bounce_address(person, clock.today()):
        mail.extra_headers.setdefault("From", mail.from_email)
        mail.from_email = envelope
    return mail


def send_letter(letter: Letter, connection) -> str | None:
    """Write and send one letter that was claimed. Returns None when it left, or a code, empty where nothing was to be said."""
    try:
        mail = write_letter(letter)
    except Exception:
        log.exception("letter %s could not be written", letter.pk)
        letter_failed(letter, UNWRITTEN)
        return UNWRITTEN
    if mail is None:
        drop_letter(letter)
        return ""
    failed = hand_to_server(under_envelope(mail, letter.person), connection)
    if failed is None:
        letter_left(letter)
        return None
    error, for_good = failed
    letter_failed(letter, error, for_good=for_good)
    return error


def hand_to_server(mail, connection) -> tuple[str, bool] | None:
    """Hand a mail to the server. Returns None when it took it, else the code and whether it never will."""
    try:
        connection.open()
        connection.send_messages([mail])
    except SMTPRecipientsRefused as refused:
        return outcome_of_code(next(iter(refused.recipients.values()))[0])
    except SMTPDataError as refused:
        return outcome_of_code(refused.smtp_code)
    except SMTPResponseException as answered:
        close_connection(connection)
        return f"{DELAYED} {answered.smtp_code}", False
    except (SMTPException, OSError):
        close_connection(connection)
        return UNREACHABLE, False
    return None


def outcome_of_code(number: int) -> tuple[str, bool]:
    """What an answer about one mail means: from 500 it is refused for good (RFC 5321, 4.2.1)."""
    return (f"{REFUSED} {number}", True) if number >= 500 else (f"{DELAYED} {number}", False)


def close_connection(connection) -> None:
    """Close a connection that may be broken already."""
    try:
        connection.close()
    except (SMTPException, OSError):
        connection.connection = None
