"""Make a site whole: pages, organisations, committee, and the first people who sign in. Safe to run again."""

import sys
import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from committee.access.refusals import Refused
from committee.invitations.links import link_to
from committee.invitations.models import LASTS, Invitation
from home.founding.actions.site import Founded, found_site
from home.founding.queries import questions_answered
from home.founding.questions import QUESTIONS, Question, read_answers


class Command(BaseCommand):
    """`manage.py found`: asks what it is not told; with `--no-input`, says what is missing and does nothing."""

    help = __doc__

    def add_arguments(self, parser) -> None:
        """One option a question; the environment may answer as well."""
        for question in QUESTIONS:
            parser.add_argument(question.option, default="", help=f"{question.asks}. Or {question.variable}.")
        parser.add_argument("--no-input", action="store_true", help="Ask nothing; fail where an answer is missing.")

    def handle(self, *args, no_input: bool, **options) -> None:
        """Gather the answers, found, and say who comes in by which link."""
        began = time.monotonic()
        answers = self.gather({name: str(said) for name, said in options.items()}, asking=self.may_ask(no_input))
        try:
            founded = found_site(**answers)
        except Refused as error:
            raise CommandError(f"--{error.field}: {error}") from error
        self.tell(founded, time.monotonic() - began)
        self.tell_of("Technical administrator", answers["administrator"], founded.administrator)
        self.tell_of("Secretariat", answers["secretariat"], founded.secretariat)

    def may_ask(self, no_input: bool) -> bool:
        """Whether somebody sits there to answer."""
        return not no_input and sys.stdin.isatty()

    def gather(self, options: dict[str, str], *, asking: bool) -> dict:
        """The answers by their names. Raises CommandError for what is missing or makes no sense."""
        known = questions_answered()
        open_questions = tuple(one for one in QUESTIONS if one.name not in known or options[one.name])
        said = {one.name: options[one.name] or settings.FOUNDING[one.variable] for one in open_questions}
        said = {name: word for name, word in said.items() if word}
        if asking:
            said |= {one.name: self.ask(one) for one in open_questions if one.name not in said}
        answers, wrong = read_answers(open_questions, said)
        missing = [one for one in open_questions if one.name not in said]
        if missing or wrong:
            raise CommandError("\n".join((*wrong, *map(self.what_is_missing, missing))))
        return known | answers

    def what_is_missing(self, question: Question) -> str:
        """How to answer a question without being asked."""
        return f"Missing: {question.option}, or {question.variable} in the environment. {question.asks}."

    def ask(self, question: Question) -> str:
        """Ask until the answer makes sense."""
        suggested = f" [{question.suggests}]" if question.suggests else ""
        while True:
            said = input(f"{question.asks}{suggested}: ") or question.suggests
            _answers, wrong = read_answers((question,), {question.name: said})
            if not wrong:
                return said
            self.stdout.write(wrong[0].partition(": ")[2])

    def tell(self, founded: Founded, seconds: float) -> None:
        """Say what there is now."""
        self.stdout.write(f"The site is founded, in {seconds:.0f} s.")
        self.stdout.write(f"  {founded.organisations} organisations and {founded.terms} terms were added.")
        self.stdout.write(f"  Address: {settings.SITE_URL}   Sender of mails: {settings.DEFAULT_FROM_EMAIL}")
        self.stdout.write(f"  What is still missing stands at {settings.SITE_URL}/{settings.LANGUAGE_CODE}/site/")

    def tell_of(self, who: str, address: str, invitation: Invitation | None) -> None:
        """Print the link of somebody who is expected; the worker mails it as well."""
        if invitation is None:
            self.stdout.write(f"\n{who}, {address}: the account is open.")
            return
        self.stdout.write(
            f"\n{who}, {invitation.address}: invited, by mail as soon as the worker runs, and by this link."
        )
        self.stdout.write(f"It works once, within {LASTS.days} days; this command, run again, tells it again:")
        self.stdout.write(f"  {link_to(invitation)}")
