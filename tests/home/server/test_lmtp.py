"""Mails arrive over a real socket: each recipient is answered, whatever is sent, and one conversation goes full circle."""

import io
import os
import signal
import smtplib
import socket
import threading
from email import message_from_bytes
from email.policy import SMTP, default
from types import SimpleNamespace

import pytest
from aiosmtpd.controller import Controller
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import OperationalError

from committee.inbox.mails.sending import send_letters
from committee.inbox.models import Letter
from committee.people.models import MailPace, Person
from home.server import embedded, lmtp
from home.settings.environment import listening
from issues.conversation.email_replies.actions import Outcome
from issues.conversation.email_replies.addresses import Address
from issues.conversation.email_replies.models import IncomingMail
from issues.conversation.email_replies.parsing import LARGEST
from issues.conversation.threads.models import Post
from tests.issues.conversation.email_replies.conftest import DOMAIN, address_for
from tests.issues.conversation.email_replies.samples import mail
from tests.issues.steps import PHONE, say
from tests.scenes import scene

pytestmark = pytest.mark.column

PATIENCE = lmtp.PATIENCE
"""Seconds that a client waits, as long as the server does: on a busy machine an answer may be late."""
ADDRESS = "r+aaaaaaqaaaaaaaaaaaaqaaaaacq@" + DOMAIN


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def entrance(settings, monkeypatch):
    """The server, on a port of its own. One thread: SQLite in memory is shared by threads one at a time."""
    settings.MAIL_REPLY_DOMAIN = DOMAIN
    settings.LMTP_LISTEN = ("127.0.0.1", free_port())
    monkeypatch.setattr(lmtp, "AT_ONCE", 1)
    with lmtp.receiving_mail() as listening_there:
        yield listening_there


@pytest.fixture
def client(entrance):
    with smtplib.LMTP("127.0.0.1", entrance.port, timeout=PATIENCE) as connected:
        yield connected


@pytest.fixture
def heard(monkeypatch):
    """What reaches the action, which answers as the test says, by recipient."""
    seen = SimpleNamespace(mails=[], answers={})

    def receive(*, raw, recipient, envelope_sender):
        seen.mails.append((raw, recipient, envelope_sender))
        found = seen.answers.get(recipient, Outcome(IncomingMail.Outcome.POSTED))
        if isinstance(found, Exception):
            raise found
        return found

    monkeypatch.setattr(lmtp, "receive_mail", receive)
    monkeypatch.setattr(lmtp, "close_old_connections", lambda: None)
    return seen


def addresses(number: int) -> list[str]:
    return [str(Address(7, pk, 0)) for pk in range(1, number + 1)]


def refused(why: str) -> Outcome:
    return Outcome(IncomingMail.Outcome.REFUSED, why)


class Wire:
    """LMTP by hand, to see every line of an answer."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self.lines = self.socket.makefile("rb")
        self.answer()

    def answer(self) -> str:
        while True:
            line = self.lines.readline().decode()
            if line[3:4] != "-":
                return line.rstrip("\r\n")

    def say(self, words: str) -> str:
        self.socket.sendall(words.encode() + b"\r\n")
        return self.answer()

    def begin(self, recipients: list[str]) -> None:
        assert self.say("LHLO mx.example.org").startswith("250")
        assert self.say("MAIL FROM:<ixelles@example.org>").startswith("250")
        assert [self.say(f"RCPT TO:<{one}>")[:3] for one in recipients] == ["250"] * len(recipients)
        assert self.say("DATA").startswith("354")

    def end(self, raw: bytes, answers: int) -> list[str]:
        self.socket.sendall(raw + b"\r\n.\r\n")
        return [self.answer() for _one in range(answers)]


@pytest.fixture
def wire(entrance):
    opened = Wire(entrance.port)
    yield opened
    opened.lines.close()
    opened.socket.close()


def test_a_mail_reaches_the_action_as_it_came(client, heard):
    (address,) = addresses(1)
    raw = mail("Une ligne.\n.Une autre.", sender="ixelles@example.org").as_bytes(policy=SMTP)
    assert client.sendmail("ixelles@example.org", [address], raw) == {}
    ((got, recipient, sender),) = heard.mails
    assert got == raw
    assert (recipient, sender) == (address, "ixelles@example.org")


def test_an_address_that_was_not_made_here_is_refused_at_once(client, heard):
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refusal:
        client.sendmail("a@example.org", ["portail@" + DOMAIN], b"x")
    code, words = refusal.value.recipients["portail@" + DOMAIN]
    assert (code, words[:5]) == (550, b"5.1.1")
    assert heard.mails == []


def test_a_stranger_is_told_in_both_languages(client, heard):
    (address,) = addresses(1)
    heard.answers[address] = refused("sender")
    with pytest.raises(smtplib.SMTPDataError) as refusal:
        client.sendmail("a@example.org", [address], b"x")
    words = refusal.value.smtp_error.decode("ascii")
    assert (refusal.value.smtp_code, words[:5]) == (550, "5.7.1")
    assert "destinataire" in words and "ontvanger" in words


@pytest.mark.parametrize("why", ["duplicate", "automatic", "personal", "rights", "empty"])
def test_what_is_ignored_or_told_by_mail_is_taken(client, heard, why):
    (address,) = addresses(1)
    heard.answers[address] = refused(why)
    assert client.sendmail("a@example.org", [address], b"x") == {}


def test_a_mail_that_comes_too_soon_is_asked_to_come_again(client, heard):
    (address,) = addresses(1)
    heard.answers[address] = refused("often")
    with pytest.raises(smtplib.SMTPDataError) as refusal:
        client.sendmail("a@example.org", [address], b"x")
    words = refusal.value.smtp_error.decode("ascii")
    assert (refusal.value.smtp_code, words[:5]) == (451, "4.7.1")


def test_each_recipient_is_answered_in_order(wire, heard):
    three = addresses(3)
    heard.answers = {three[1]: refused("sender"), three[2]: OperationalError("gone")}
    wire.begin(three)
    assert [answer[:9] for answer in wire.end(b"x", 3)] == ["250 2.0.0", "550 5.7.1", "451 4.3.0"]
    assert wire.say("NOOP").startswith("250")


def test_a_refusal_of_the_whole_is_said_to_each(wire, heard, monkeypatch):
    wire.begin(addresses(2))
    assert [answer[:3] for answer in wire.end(b"x" * 200_000, 2)] == ["500", "500"]
    wire.begin(addresses(1))
    line = b"x" * 60_000 + b"\r\n"
    assert [answer[:3] for answer in wire.end(line * (LARGEST // len(line) + 1), 1)] == ["552"]
    assert heard.mails == []
    wire.begin(addresses(1))
    assert wire.end(b"x", 1)[0].startswith("250")


def test_a_database_that_is_away_asks_to_come_again(client, heard, caplog):
    (address,) = addresses(1)
    heard.answers[address] = OperationalError("server closed the connection")
    with pytest.raises(smtplib.SMTPDataError) as refusal:
        client.sendmail("a@example.org", [address], b"x")
    assert refusal.value.smtp_code == 451
    assert b"server closed" not in refusal.value.smtp_error


def test_an_error_of_ours_is_logged_and_not_shown(client, heard, caplog):
    (address,) = addresses(1)
    heard.answers[address] = ZeroDivisionError("secret")
    with pytest.raises(smtplib.SMTPDataError) as refusal:
        client.sendmail("a@example.org", [address], b"x")
    assert (refusal.value.smtp_code, b"secret" in refusal.value.smtp_error, b"Zero" in refusal.value.smtp_error) == (
        554,
        False,
        False,
    )
    assert "a mail was refused" in caplog.text


def test_there_are_not_too_many_recipients(wire, heard):
    many = addresses(lmtp.MOST_RECIPIENTS + 1)
    wire.say("LHLO x")
    wire.say("MAIL FROM:<a@example.org>")
    assert [wire.say(f"RCPT TO:<{one}>")[:3] for one in many] == ["250"] * lmtp.MOST_RECIPIENTS + ["452"]


@pytest.mark.parametrize(
    "word",
    [
        "EHLO x",
        "HELO x",
        "DATA",
        "RCPT TO:<x>",
        "MAIL FROM:x",
        "\x00\x01",
        "é",
        "x" * 70_000,
        "AUTH PLAIN x",
        "STARTTLS",
    ],
)
def test_a_command_that_makes_no_sense_is_refused_and_the_next_is_heard(wire, heard, word):
    assert wire.say(word)[0] in "45"
    assert wire.say("NOOP").startswith("250")


def test_nobody_listens_where_nothing_was_said(settings):
    settings.LMTP_LISTEN = None
    with lmtp.receiving_mail() as nothing:
        assert nothing is None


def test_a_place_that_is_taken_is_named(entrance):
    with pytest.raises(ImproperlyConfigured, match=str(entrance.port)), lmtp.receiving_mail():
        pass


def test_after_the_end_nobody_listens(settings):
    settings.MAIL_REPLY_DOMAIN, settings.LMTP_LISTEN = DOMAIN, ("127.0.0.1", free_port())
    with lmtp.receiving_mail() as there:
        socket.create_connection(("127.0.0.1", there.port), timeout=PATIENCE).close()
    with pytest.raises(OSError):
        socket.create_connection(settings.LMTP_LISTEN, timeout=PATIENCE)


def test_the_embedded_server_receives_beside_its_pages(settings, monkeypatch):
    settings.MAIL_REPLY_DOMAIN, settings.LMTP_LISTEN = DOMAIN, ("127.0.0.1", free_port())
    greeted = []

    def pages(_host, _port):
        with socket.create_connection(settings.LMTP_LISTEN, timeout=PATIENCE) as there:
            greeted.append(there.recv(100))

    monkeypatch.setattr(embedded, "one_process", pages)
    monkeypatch.setattr(embedded.signal, "signal", lambda *_: None)
    monkeypatch.setattr("home.server.worker.work", lambda stop: None)
    embedded.serve("127.0.0.1", 0)
    assert greeted == [f"220 {DOMAIN} LMTP\r\n".encode()]


@pytest.mark.parametrize(
    ("said", "place"), [("127.0.0.1:8024", ("127.0.0.1", 8024)), ("[::1]:24", ("::1", 24)), ("", None)]
)
def test_the_place_is_read_from_the_environment(monkeypatch, said, place):
    monkeypatch.setenv("LMTP_LISTEN", said)
    monkeypatch.setenv("MAIL_REPLY_DOMAIN", DOMAIN)
    assert listening("LMTP_LISTEN", needs="MAIL_REPLY_DOMAIN") == place


@pytest.mark.parametrize("said", ["8024", "host", "host:x", ":24", "host:70000"])
def test_what_is_no_place_is_named(monkeypatch, said):
    monkeypatch.setenv("LMTP_LISTEN", said)
    with pytest.raises(ImproperlyConfigured, match="such as 127.0.0.1:8024"):
        listening("LMTP_LISTEN", needs="MAIL_REPLY_DOMAIN")


def test_a_place_without_a_domain_is_no_use(monkeypatch):
    monkeypatch.setenv("LMTP_LISTEN", "127.0.0.1:8024")
    monkeypatch.delenv("MAIL_REPLY_DOMAIN", raising=False)
    with pytest.raises(ImproperlyConfigured, match="MAIL_REPLY_DOMAIN is not set"):
        listening("LMTP_LISTEN", needs="MAIL_REPLY_DOMAIN")


@pytest.mark.parametrize(
    ("answer", "code"),
    [("250 2.0.0 Ok", None), (lmtp.NO_SUCH, 67), (lmtp.LATER, 75), (lmtp.OFTEN, 75), (lmtp.UNREADABLE, 65)],
)
def test_a_pipe_ends_with_a_code_that_mail_servers_know(monkeypatch, answer, code):
    monkeypatch.setattr("home.management.commands.receive_mail.receive_for_recipient", lambda *_facts: answer)
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b"x")))
    try:
        call_command("receive_mail", "--stdin", "--recipient", ADDRESS, stderr=io.StringIO())
        ended = None
    except SystemExit as end:
        ended = end.code
    assert ended == code


def test_the_command_needs_a_place(settings):
    settings.LMTP_LISTEN = None
    with pytest.raises(CommandError, match="LMTP_LISTEN is not set"):
        call_command("receive_mail")


def test_the_command_listens_until_it_is_told_to_stop(settings):
    settings.MAIL_REPLY_DOMAIN, settings.LMTP_LISTEN = DOMAIN, ("127.0.0.1", free_port())
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    greeted = []

    class Out(io.StringIO):
        def flush(self):
            with socket.create_connection(settings.LMTP_LISTEN, timeout=PATIENCE) as there:
                greeted.append(there.recv(3))
            threading.Timer(0, os.kill, [os.getpid(), signal.SIGTERM]).start()

    try:
        call_command("receive_mail", stdout=Out())
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    assert greeted == [b"220"]


# The whole way, with the database.


@scene
def post(people, problem):
    return say(people.spp_is, problem, "Est-ce réglé ?")


@pytest.mark.django_db(transaction=True)
def test_a_reply_over_the_wire_is_posted_once(people, post, client):
    address = address_for(people.ixelles, post)
    raw = mail(sender=people.ixelles.email).as_bytes()
    for _time in range(2):
        assert client.sendmail(people.ixelles.email, [address], raw) == {}
    assert Post.objects.get(reply_to=post).text == "C’est réglé."


@pytest.mark.django_db(transaction=True)
def test_a_bounce_is_taken_and_ignored(people, post, client):
    assert (
        client.sendmail("", [address_for(people.ixelles, post)], mail(sender="mailer-daemon@example.org").as_bytes())
        == {}
    )
    assert [(row.outcome, row.why) for row in IncomingMail.objects.all()] == [("ignored", "bounce")]


HOSTILE = {
    "nothing": b"",
    "zeros": bytes(1000),
    "broken parts": b"From: nobody@example.org\r\nContent-Type: multipart/mixed; boundary=\r\n\r\n--\r\n--\r\n",
    "ten thousand parts": b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\n" * 10_000,
    "nested": b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(2000)),
    "high bytes": bytes(range(128, 256)) * 20,
    "a sender in pieces": b"From: " + b'"(' * 400 + b"\r\n\r\nx",
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", HOSTILE)
def test_whatever_is_sent_is_answered_and_the_next_mail_is_taken(people, post, client, kind):
    address = address_for(people.ixelles, post)
    with pytest.raises(smtplib.SMTPDataError) as refusal:
        client.sendmail("a@example.org", [address], HOSTILE[kind])
    assert 500 <= refusal.value.smtp_code < 560
    assert b"Error:" not in refusal.value.smtp_error and b"Traceback" not in refusal.value.smtp_error
    assert client.sendmail(people.ixelles.email, [address], mail(sender=people.ixelles.email).as_bytes()) == {}
    assert Post.objects.filter(reply_to=post).count() == 1


class Postman:
    """What a real mail server was handed."""

    def __init__(self) -> None:
        self.mails = []

    async def handle_DATA(self, server, session, envelope) -> str:
        self.mails.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=default)))
        return "250 OK"


@pytest.fixture
def postman(settings):
    """A real SMTP server, to which the portal's mail goes."""
    received = Postman()
    server = Controller(received, hostname="127.0.0.1", port=free_port())
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", server.port, False
    yield received
    server.stop()


def sent_to(postman, person):
    return [message for recipients, message in postman.mails if recipients == [person.email]]


def quoting(letter, text: str, person):
    """The reply of a common program to a letter."""
    body = "\n".join(f"> {line}" for line in letter.get_body(("plain",)).get_content().splitlines())
    head = "Le lun. 2 juin 2025 à 14:03, Comité de monitoring <portail@example.org> a écrit :"
    facts = {
        "Message_ID": f"<{abs(hash(text))}@example.org>",
        "In_Reply_To": letter["Message-ID"],
        "Subject": "Re: " + letter["Subject"],
    }
    return mail(f"{text}\n\n{head}\n\n{body}\n", sender=person.email, to=letter["Reply-To"], **facts)


@pytest.mark.django_db(transaction=True)
def test_a_letter_of_the_portal_is_answered_and_the_answer_stands_in_its_lane(people, problem, spaces, postman, client):
    Person.objects.filter(pk=people.ixelles.pk).update(mail_pace=MailPace.AT_ONCE, quiet_from=None)
    first = say(people.molenbeek, problem, "Est-ce réglé ?", spaces.federations)
    send_letters()
    (letter,) = [
        one for one in sent_to(postman, people.ixelles) if "Est-ce réglé" in one.get_body(("plain",)).get_content()
    ]
    assert letter["Reply-To"].endswith(DOMAIN)
    reply = quoting(letter, "Oui, depuis lundi.", people.ixelles)
    assert client.sendmail(people.ixelles.email, [letter["Reply-To"]], reply.as_bytes()) == {}
    new = Post.objects.get(reply_to=first)
    assert (new.text, new.author, new.strand.space) == ("Oui, depuis lundi.", people.ixelles, spaces.federations)


@pytest.mark.django_db(transaction=True)
def test_who_sent_personal_data_is_told_by_a_letter_without_it(people, problem, post, postman, client):
    Letter.objects.all().delete()
    address = address_for(people.ixelles, post)
    assert client.sendmail(people.ixelles.email, [address], mail(PHONE, sender=people.ixelles.email).as_bytes()) == {}
    send_letters()
    (told,) = sent_to(postman, people.ixelles)
    assert (told["Auto-Submitted"], told["Reply-To"]) == ("auto-replied", None)
    for part in told.iter_parts():
        assert "0470" not in part.get_content() and "demandeur" not in part.get_content()
    assert not Post.objects.filter(reply_to=post).exists()
