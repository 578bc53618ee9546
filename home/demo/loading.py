"""Loading the demonstration as a whole, or nothing of it."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from committee.inbox.actions.notices import read_notices
from committee.inbox.models import Notice
from committee.journal import clock
from committee.organisations.actions import load_organisations
from committee.people.models import MailPace, Person
from home.demo.accounts import Cast, open_accounts
from home.demo.barometer import load_pulse
from home.demo.comings import load_comings
from home.demo.conversation import load_conversation
from home.demo.days import moment
from home.demo.deliberation import load_deliberation
from home.demo.editorial import load_coming_event, load_editorial
from home.demo.invented_opinion import load_invented_opinion
from home.demo.problems import load_problems
from home.demo.registers import load_registers
from home.demo.waiting import load_waiting
from home.search.actions.indexing import rebuild_index
from issues.problems.records.models import Problem
from issues.problems.taxonomies.actions import load_taxonomy
from publications.opinions.actions.publishing import cite_problem, release_evidence
from publications.opinions.models import OpinionPage

EVIDENCE = {
    3: ("PB-2025-016", "PB-2025-007"),
    4: ("PB-2025-018", "PB-2025-022"),
    6: ("PB-2025-020",),
    7: ("PB-2025-017",),
}
"""Which problems stand behind which observation, by the judgement of this demonstration."""


def is_loaded() -> bool:
    """Whether the demonstration is there."""
    return Person.objects.filter(is_demonstration=True).exists()


def load_demonstration(
    say: Callable[[str], None], progress: Callable[[int, int], None] = lambda done, all_: None
) -> None:
    """Load everything in one transaction. Raises ImproperlyConfigured on a production site."""
    if not settings.DEMONSTRATION:
        raise ImproperlyConfigured("Invented content and demonstration accounts never enter a production site.")
    with transaction.atomic():
        say("organisations and taxonomies")
        load_organisations()
        load_taxonomy()
        say("accounts, seats and rights")
        with clock.acting_at(moment("2025-06-02")):
            people = open_accounts()
        say("publications in French and Dutch")
        load_editorial(editor=people["redaction@example.org"], administrator=people["administration@example.org"])
        load_coming_event(editor=people["redaction@example.org"])
        say("25 problems with their threads, declarations and solutions")
        cast = Cast(people)
        problems = load_problems(cast, progress)
        say("what the registers tell of seats and software")
        load_registers(cast)
        say("evidence for the opinion")
        cite(people["redaction@example.org"], people["secretariat@example.org"], problems)
        load_invented_opinion(
            editor=people["redaction@example.org"], approver=people["secretariat@example.org"], problems=problems
        )
        say("answers to the weekly pulse")
        load_pulse(people)
        say("what waits for the secretariat")
        load_waiting(people)
        say("who comes and who is away")
        load_comings(people)
        say("questions and positions of the benches")
        load_deliberation(cast, problems)
        say("a discussion under way")
        load_conversation(people, problems)
        rebuild_index()
        Person.objects.filter(email__in=people).update(mail_pace=MailPace.DUTIES)
    for person in people.values():
        leave_unread(person)


def leave_unread(person: Person, newest: int = 6) -> None:
    """Mark what an account was told long ago as read, and leave the newest notices for the visitor."""
    older = Notice.objects.filter(person=person).order_by("-entry__at", "-pk").values_list("pk", flat=True)[newest:]
    read_notices(by=person, notices=older)


def cite(editor: Person, approver: Person, problems: dict[str, Problem]) -> None:
    """Let an editor add problems as evidence to observations of the opinion, and an approver release them."""
    page = OpinionPage.objects.filter(locale__language_code="fr").order_by("date").first()
    with clock.acting_at(moment("2025-11-10")):
        for observation in page.observations.all():
            for reference in EVIDENCE.get(observation.number, ()):
                cite_problem(by=editor, page=page, observation=observation, problem=problems[reference])
        release_evidence(by=approver, opinion_key=page.translation_key)
