"""Make a site whole: pages, organisations, committee, and the first people who sign in. Safe to run again."""

import sys
import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from committee.access.refusals import Refused
from committee.people.models import Person
from home.founding.actions.site import Founded, found_site
from home.founding.links import link_for
from home.founding.mails import send_welcome
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
        everybody = set(Person.objects.values_list("pk", flat=True))
        try:
            founded = found_site(**answers)
        except Refused as error:
            raise CommandError(f"--{error.field}: {error}") from error
        self.tell(founded, time.monotonic() - began)
        for person in (founded.administrator, founded.secretariat):
            self.tell_person(person, new=person.pk not in everybody)

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

    def tell_person(self, person: Person, *, new: bool) -> None:
        """Print the link of somebody who has no password yet; whoever just came in is mailed it too."""
        if person.has_usable_password():
            self.stdout.write(f"\n{person.function}, {person.email}: the account is open.")
            return
        mailed = new and send_welcome(person)
        how = "mailed as well" if mailed else "the mail did not leave: pass it on" if new else "a new link"
        days = settings.PASSWORD_RESET_TIMEOUT // (24 * 3600)
        self.stdout.write(f"\n{person.function}, {person.email} ({how}). Works once, within {days} days:")
        self.stdout.write(f"  {link_for(person)}")
