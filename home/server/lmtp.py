"""Mails arrive by LMTP (RFC 2033), one answer for each recipient; the work is done in threads, a few at a time."""

from __future__ import annotations

import logging
from asyncio import WriteTransport, get_running_loop, run_coroutine_threadsafe, sleep
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any
from weakref import WeakSet

from aiosmtpd.controller import Controller
from aiosmtpd.lmtp import LMTP
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, InterfaceError, close_old_connections

from committee.bounces.actions import record_bounce
from committee.bounces.addresses import read_bounce_address
from issues.conversation.email_replies import states
from issues.conversation.email_replies.actions import receive_mail
from issues.conversation.email_replies.addresses import read_address
from issues.conversation.email_replies.parsing import LARGEST

MOST_RECIPIENTS = 20
AT_ONCE = 2
LONGEST_LINE = 64 * 1024
PATIENCE = 120
log = logging.getLogger(__name__)

TAKEN = "250 2.0.0 Ok"
LATER = "451 4.3.0 Please try again later"
NO_SUCH = "550 5.1.1 Cette adresse n'existe pas. / Dit adres bestaat niet."
STRANGER = "550 5.7.1 Cette adresse ne sert qu'au destinataire de notre message. / Dit adres dient alleen voor de ontvanger van ons bericht."
UNREADABLE = "554 5.6.0 Ce courriel est illisible. / Deze e-mail is onleesbaar."
OFTEN = (
    "451 4.7.1 Trop de reponses en une heure: celle-ci sera reprise. / Te veel antwoorden in een uur: dit volgt later."
)
TOO_MANY = "452 4.5.3 Too many recipients"
ANSWERS = {states.ADDRESS: NO_SUCH, states.SENDER: STRANGER, states.UNREADABLE: UNREADABLE, states.OFTEN: OFTEN}
"""What the sending server is told, which keeps what is to come again; of the rest the sender hears by mail, or nothing."""


def receive_for_recipient(raw: bytes, recipient: str, envelope_sender: str) -> str:
    """Take in a mail for one recipient and return the answer for it, whatever happens."""
    close_old_connections()
    try:
        if read_bounce_address(recipient):
            record_bounce(raw=raw, recipient=recipient)
            return TAKEN
        outcome = receive_mail(raw=raw, recipient=recipient, envelope_sender=envelope_sender)
        return ANSWERS.get(outcome.why, TAKEN)
    except (DatabaseError, InterfaceError, OSError):
        log.exception("a mail must come again")
        return LATER
    except Exception:
        log.exception("a mail was refused")
        return UNREADABLE
    finally:
        close_old_connections()


class Receiver:
    """What happens at each step of a delivery."""

    def __init__(self) -> None:
        self.threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="mail")

    async def handle_RCPT(self, server, session, envelope, address: str, options) -> str:  # noqa: N802
        """Take only addresses that were made here."""
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return TOO_MANY
        if read_address(address) is None and read_bounce_address(address) is None:
            return NO_SUCH
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Ok"

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802
        """Answer for each recipient, in their order."""
        loop, raw, sender = get_running_loop(), envelope.content, envelope.mail_from
        work = [
            loop.run_in_executor(self.threads, receive_for_recipient, raw, address, sender)
            for address in envelope.rcpt_tos
        ]
        return "\r\n".join([await one for one in work])

    async def handle_exception(self, error: Exception) -> str:
        """Never show a client what went wrong inside."""
        log.error("a delivery failed", exc_info=error)
        return LATER


class Door(LMTP):
    """One connection. A refusal of the whole mail is said once for each recipient too."""

    line_length_limit = LONGEST_LINE
    owed = 0

    async def push(self, status: str) -> None:  # type: ignore[override]
        """Send an answer, repeated where it stands for several recipients."""
        if self.owed > 1 and "\r\n" not in status:
            status = "\r\n".join([status] * self.owed)
        self.owed = len(self.envelope.rcpt_tos) if self.envelope and status.startswith("354") else 0
        await super().push(status)


class Entrance(Controller):
    """The listening socket with its thread, and the doors that are open."""

    doors: WeakSet[Door]

    def factory(self) -> Door:
        """One door for each connection."""
        limits: dict[str, Any] = {"data_size_limit": LARGEST, "timeout": PATIENCE, "enable_SMTPUTF8": True}
        door = Door(self.handler, hostname=settings.MAIL_REPLY_DOMAIN, ident="LMTP", loop=self.loop, **limits)
        self.doors.add(door)
        return door

    def close(self) -> None:
        """Hang up on whoever is there, and listen no more: a mail that was not answered for is brought again."""
        run_coroutine_threadsafe(self.hang_up(), self.loop).result(PATIENCE)
        self.stop()

    async def hang_up(self) -> None:
        """Close every door, and let the loop see to it."""
        for door in list(self.doors):
            if isinstance(door.transport, WriteTransport):
                door.transport.abort()
        await sleep(0)
        await sleep(0)


@contextmanager
def receiving_mail() -> Iterator[Entrance | None]:
    """Take in mails while the body runs, where LMTP_LISTEN says so. Raises ImproperlyConfigured for a place that is taken."""
    if settings.LMTP_LISTEN is None:
        yield None
        return
    host, port = settings.LMTP_LISTEN
    receiver = Receiver()
    entrance = Entrance(receiver, hostname=host, port=port)
    entrance.doors = WeakSet()
    try:
        entrance.start()
    except OSError as error:
        entrance.loop.close()
        raise ImproperlyConfigured(f"LMTP_LISTEN={host}:{port}: {error.strerror or error}.") from error
    try:
        yield entrance
    finally:
        entrance.close()
        receiver.threads.shutdown()
