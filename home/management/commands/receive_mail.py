"""`manage.py receive_mail`: replies by mail, from a mail server by LMTP or from a pipe."""

import os
import signal
import sys
import threading

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError

from home.server.lmtp import receive_for_recipient, receiving_mail
from issues.conversation.email_replies.parsing import LARGEST

CODES = {"250": os.EX_OK, "451": os.EX_TEMPFAIL, "550": os.EX_NOUSER, "554": os.EX_DATAERR}
"""What a mail server that writes to a pipe understands (sysexits.h), by what would have been answered."""


class Command(BaseCommand):
    """Takes in mails until SIGTERM or SIGINT; with --stdin, one mail."""

    help = "Takes in replies by mail: listens on LMTP_LISTEN until SIGTERM or SIGINT, or reads one mail with --stdin."

    def add_arguments(self, parser) -> None:
        """`--stdin --recipient … [--sender …]`."""
        parser.add_argument("--stdin", action="store_true", help="Read one mail and end.")
        parser.add_argument("--recipient", default="", help="The address to which the mail was sent.")
        parser.add_argument("--sender", default="", help="The envelope's sender; empty for a bounce.")

    def handle(self, *args, stdin: bool, recipient: str, sender: str, **options) -> None:
        """Read or listen."""
        if stdin:
            self.read_one(recipient, sender)
        elif settings.LMTP_LISTEN is None:
            raise CommandError("LMTP_LISTEN is not set. Give the place where mails arrive, such as 127.0.0.1:8024.")
        else:
            self.listen()

    def read_one(self, recipient: str, sender: str) -> None:
        """Take in one mail; the exit code tells what became of it."""
        raw = sys.stdin.buffer.read(LARGEST + 1)
        answer = receive_for_recipient(raw, recipient, sender)
        if code := CODES[answer[:3]]:
            self.stderr.write(answer[4:])
            raise SystemExit(code)

    def listen(self) -> None:
        """Take in mails until told to stop; the one under way is finished first."""
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        try:
            with receiving_mail():
                self.stdout.write("Receiving mail at {}:{}; stop with SIGTERM.".format(*settings.LMTP_LISTEN or ()))
                self.stdout.flush()
                stop.wait()
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from error
