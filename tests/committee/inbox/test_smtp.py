"""Letters through a real mail server on this machine: taken, put off, refused, and nobody there."""

import email
import socket
from datetime import UTC, datetime, timedelta

import pytest
from aiosmtpd.controller import Controller

from committee.inbox.actions.letters import queue_letter
from committee.inbox.mails.sending import send_letters
from committee.inbox.models import Letter
from committee.inbox.states import WAITS
from committee.inbox.stop_links import stopping_from_token
from committee.journal import clock

NOON = datetime(2025, 6, 4, 10, tzinfo=UTC)


class Mailbox:
    """Takes mails, or answers each recipient and each mail with what the test says."""

    def __init__(self):
        self.mails, self.to_recipient, self.to_data = [], {}, "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        answer = self.to_recipient.get(address, "250 OK")
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope):
        if self.to_data.startswith("2"):
            self.mails.append((envelope.rcpt_tos, email.message_from_bytes(envelope.content)))
        return self.to_data


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.fixture
def port(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", free_port(), 5
    return settings.EMAIL_PORT


@pytest.fixture
def mailbox(port):
    handler = Mailbox()
    server = Controller(handler, hostname="127.0.0.1", port=port)
    server.start()
    yield handler
    server.stop()


@pytest.fixture
def waiting(people, hear, say):
    """A letter to Jette and one to the federation, both due the next day at noon."""
    with clock.acting_at(NOON):
        jette, federation = hear(people.jette, "daily"), hear(people.federation, "daily")
        say("Une phrase.")
    return jette, federation


def at(moment: datetime) -> int:
    with clock.acting_at(moment):
        return send_letters()


DUE = NOON + timedelta(days=1)


def test_a_letter_arrives_whole(waiting, mailbox):
    assert at(DUE) == 2
    recipients, message = mailbox.mails[0]
    letter = Letter.objects.get(person__email=recipients[0])
    assert message["Message-ID"] == letter.message_id
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = message["List-Unsubscribe"].strip().strip("<>")
    assert stopping_from_token(address.rstrip("/").rpartition("/")[2]).person.email == recipients[0]
    assert [part.get_content_type() for part in message.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert "Une phrase." in message.get_payload(0).get_payload(decode=True).decode()
    assert (letter.sent_at, letter.next_at) == (DUE, None)


def test_where_nobody_answers_one_letter_finds_out_and_all_are_tried_again(waiting, port):
    assert at(DUE) == 0
    assert sorted(Letter.objects.values_list("attempts", "error")) == [(0, ""), (1, "unreachable")]
    handler = Mailbox()
    server = Controller(handler, hostname="127.0.0.1", port=port)
    server.start()
    try:
        assert at(DUE + WAITS[0]) == 2
    finally:
        server.stop()
    assert len(handler.mails) == 2
    assert not Letter.objects.undelivered().exists()


def test_what_the_server_puts_off_is_tried_later_and_the_others_leave(waiting, mailbox):
    jette, _federation = waiting
    mailbox.to_recipient[jette.email] = "451 Try later"
    assert at(DUE) == 1
    letter = Letter.objects.get(person=jette)
    assert (letter.error, letter.attempts, letter.next_at, letter.given_up_at) == (
        "delayed 451",
        1,
        DUE + WAITS[0],
        None,
    )
    assert at(DUE + WAITS[0] - timedelta(seconds=1)) == 0
    mailbox.to_recipient.clear()
    assert at(DUE + WAITS[0]) == 1
    assert [recipients for recipients, _message in mailbox.mails].count([jette.email]) == 1


@pytest.mark.parametrize("number", [550, 553])
def test_an_address_that_is_refused_is_given_up_at_once(waiting, mailbox, number):
    jette, _federation = waiting
    mailbox.to_recipient[jette.email] = f"{number} No such user"
    assert at(DUE) == 1
    letter = Letter.objects.get(person=jette)
    assert (letter.error, letter.next_at, letter.given_up_at) == (f"refused {number}", None, DUE)
    assert str(number) in letter.why
    assert at(DUE + timedelta(days=30)) == 0


def test_a_mail_that_is_refused_whole_is_given_up_too(waiting, mailbox):
    mailbox.to_data = "554 Not here"
    assert at(DUE) == 0
    assert set(Letter.objects.values_list("error", flat=True)) == {"refused 554"}


def test_after_seven_attempts_a_letter_is_given_up(people, mailbox, waiting):
    jette, _federation = waiting
    mailbox.to_recipient[jette.email] = "421 Later"
    moment = DUE
    at(moment)
    for wait in WAITS:
        assert Letter.objects.get(person=jette).given_up_at is None
        moment += wait
        at(moment)
    letter = Letter.objects.get(person=jette)
    assert (letter.attempts, letter.next_at, letter.given_up_at) == (7, None, moment)


def test_no_server_costs_a_letter_that_says_nothing(people, mailbox):
    with clock.acting_at(NOON):
        queue_letter(person=people.jette)
        assert send_letters() == 0
    assert (mailbox.mails, Letter.objects.count()) == ([], 0)
