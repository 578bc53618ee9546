"""A delivery opens a round in which the CPAS concerned are asked; taking it back closes the round and keeps what was said."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from committee.access.roles import Ability
from committee.inbox.actions.duties import discharge_duties, owe_duty
from committee.inbox.actions.letters import queue_letter
from committee.inbox.mails.fan_out import send_soon
from committee.inbox.models import Letter
from committee.journal import clock
from committee.journal.models import Entry
from committee.journal.verbs import register_verb
from issues.resolution.solutions.models import Solution
from issues.resolution.solutions.policy import concerned_ids
from issues.resolution.solutions.states import State
from issues.resolution.verification.models import SAID, PastVerdict, Round, VerdictRequest
from issues.resolution.verification.queries import people_to_ask, round_of, to_remind

VERIFY = register_verb("duty.verify", _("Say whether the solution “%(solution)s” works in your CPAS"))
REOPEN = register_verb("duty.reopen", _("Take up the solution “%(solution)s” again: a CPAS reports a relapse"))
MOST_REMINDED = 500


def follow_delivery(solution: Solution, entry: Entry) -> None:
    """After a move by hand: what is delivered is asked of every CPAS concerned; what was taken back is asked of none."""
    close_round(solution)
    if solution.state != State.DELIVERED:
        return
    open_round(solution)
    for organisation in sorted(concerned_ids(solution)):
        ask_verdict_of(solution, organisation, entry)


def open_round(solution: Solution) -> Round:
    """Begin to ask the CPAS concerned."""
    number = solution.rounds.count() + 1
    return Round.objects.create(solution=solution, number=number, opened_at=clock.now())


def close_round(solution: Solution) -> None:
    """Keep what was said until now as the past, and ask nobody any more."""
    discharge_duties(code=VERIFY, about=solution.about)
    discharge_duties(code=REOPEN, about=solution.about)
    current = round_of(solution)
    if current is None:
        return
    current.closed_at, current.reason = clock.now(), solution.state_reason
    current.save(update_fields=["closed_at", "reason"])
    PastVerdict.objects.bulk_create(
        PastVerdict(round=current, organisation_id=one.organisation_id, **{name: getattr(one, name) for name in SAID})
        for one in solution.verdicts.select_related("given_by")
    )
    solution.verdicts.all().delete()
    solution.cells = ""
    solution.save(update_fields=["cells"])


def ask_verdict_of(solution: Solution, organisation: int, entry: Entry) -> None:
    """Let a CPAS owe its verdict, and write to those who speak for it, each once in a round."""
    owe_duty(organisation=organisation, ability=Ability.VERIFY_SOLUTION, code=VERIFY, about=solution.about, entry=entry)
    current = round_of(solution)
    if current is None:
        return
    for person in people_to_ask(solution, organisation):
        asked = {"round": current, "organisation_id": organisation, "person": person}
        request, new = VerdictRequest.objects.get_or_create(**asked, defaults={"asked_at": clock.now()})
        if new:
            write_to(request)
    transaction.on_commit(send_soon.enqueue)


def write_to(request: VerdictRequest) -> None:
    """Queue the letter of a request; what it says is written when it leaves."""
    request.letter = queue_letter(person=request.person, kind=Letter.Kind.VERDICT)
    request.save(update_fields=["letter"])


def remind_silent() -> int:
    """Write once more to those whose CPAS has said nothing, at most as often as the settings say; harmless at any time.

    Returns how many letters were queued.
    """
    due = list(to_remind().values_list("pk", "reminders")[:MOST_REMINDED])
    written = sum(remind(pk, reminders) for pk, reminders in due)
    if written:
        send_soon.enqueue()
    return written


@transaction.atomic
def remind(pk: int, reminders: int) -> bool:
    """Queue one reminder, by one process only."""
    taken = VerdictRequest.objects.filter(pk=pk, reminders=reminders)
    if not taken.update(reminders=reminders + 1, reminded_at=clock.now()):
        return False
    write_to(VerdictRequest.objects.select_related("person").get(pk=pk))
    return True
