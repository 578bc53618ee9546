"""What CPAS say of a delivered solution, and what follows."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from committee.access.policy import require
from committee.access.roles import Ability
from committee.access.versions import require_unchanged
from committee.inbox.actions.duties import discharge_duties, owe_duty
from committee.journal import clock
from committee.journal.models import Entry
from committee.journal.verbs import bilingual, register_verb
from committee.organisations.models import Organisation
from committee.organisations.queries import secretary
from committee.people.models import Person
from issues.fieldwork.impacts.actions.totals import keep_totals
from issues.fieldwork.impacts.models import Declaration
from issues.resolution.solutions.actions.lifecycle import (
    DELIVERED,
    delivered_to,
    lock_solution,
    record_solution,
    set_state,
    update_problem_states,
)
from issues.resolution.solutions.models import Solution
from issues.resolution.solutions.policy import concerned_ids
from issues.resolution.solutions.states import State
from issues.resolution.verification.models import Verdict
from issues.resolution.verification.policy import may_give_verdict
from issues.resolution.verification.queries import cells_of
from issues.resolution.verification.states import Outcome, field_state

JUDGED = register_verb(
    "solution.judged",
    _("says for %(organisation_name)s of the solution “%(solution)s”: %(outcome)s"),
    _("A CPAS gave its verdict"),
)
RELAPSED = register_verb(
    "solution.relapsed",
    _("reports for %(organisation_name)s that “%(solution)s” no longer holds: %(outcome)s"),
    _("Relapse reported"),
)
VERIFIED = register_verb(
    "solution.verified", _("verified the solution “%(solution)s” in the field"), _("Verified in the field")
)
REOPENED = register_verb(
    "solution.reopened",
    _("records that the solution “%(solution)s” awaits verification again: others are concerned than before"),
    _("Awaits verification again"),
)
CONFIRMED = register_verb(
    "solution.confirmed",
    _("records that every CPAS concerned says that the solution “%(solution)s” works"),
    _("Verified in the field"),
)
VERIFY = register_verb("duty.verify", _("Say whether the solution “%(solution)s” works in your CPAS"))


@transaction.atomic
def give_verdict(
    *,
    by: Person,
    solution: Solution,
    organisation: Organisation,
    outcome: str,
    comment: str = "",
    version: str | None = None,
) -> Verdict:
    """Say for a CPAS concerned whether a delivered solution works; revisable.

    The solution becomes verified, or loses that word, by the rule of `states.field_state`.
    Raises PermissionDenied, PersonalDataFound, ChangedMeanwhile.
    """
    with keep_totals(*solution.problems.all()):
        solution = lock_solution(solution)
        require(may_give_verdict(by, solution, organisation.pk))
        before = Verdict.objects.filter(solution=solution, organisation=organisation).first()
        require_unchanged(version, verdict_said(before), {"outcome": outcome, "comment": comment})
        facts: dict[str, Any] = {"outcome": Outcome(outcome), "comment": comment, "given_by": by}
        facts |= {"given_at": clock.now(), "worked": outcome == Outcome.WORKS or bool(before and before.worked)}
        verdict, _new = Verdict.objects.update_or_create(solution=solution, organisation=organisation, defaults=facts)
        relapse = verdict.is_relapse and not (before and before.is_relapse)
        names = {"fr": organisation.name_fr, "nl": organisation.name_nl}
        what, words = RELAPSED if relapse else JUDGED, bilingual(Outcome(outcome).label)
        record_solution(what, by, solution, organisation.pk, organisation_name=names, outcome=words)
        if outcome == Outcome.NOT_TESTED:
            ask_again(solution, organisation.pk)
        else:
            discharge_duties(code=VERIFY, about=solution.about, organisation=organisation)
        settle_by_verdict(by, verdict, what)
    return verdict


def verdict_said(verdict: Verdict | None) -> dict[str, str]:
    """What a CPAS said of a solution; nothing where it has not."""
    return {"outcome": verdict.outcome if verdict else "", "comment": verdict.comment if verdict else ""}


def settle_by_verdict(by: Person, verdict: Verdict, what: str) -> None:
    """Let a verdict, recorded as `what`, decide with the others, and the problems follow."""
    solution, organisation = verdict.solution, verdict.organisation_id
    if not settle_state(solution):
        return
    if solution.state == State.VERIFIED:
        what = VERIFIED
        record_solution(VERIFIED, by, solution, organisation)
    update_problem_states(what, by, solution, organisation)


def settle_by_rule(solution: Solution) -> None:
    """Let the verdicts decide anew where others are concerned than before, and the problems follow.

    No CPAS says it then, and none may be named: it is recorded in the name of the secretariat.
    """
    if not settle_state(solution):
        return
    speaker = secretary()
    by = speaker.person if speaker else solution.proposed_by
    organisation = speaker.organisation_id if speaker else solution.proposed_for_id
    what = CONFIRMED if solution.state == State.VERIFIED else REOPENED
    record_solution(what, by, solution, organisation)
    update_problem_states(what, by, solution, organisation)


def settle_state(solution: Solution) -> bool:
    """Store what the verdicts of the CPAS concerned add up to. Returns whether that is another state."""
    verdicts = list(solution.verdicts.all())
    solution.cells = cells_of(verdicts)
    solution.save(update_fields=["cells"])
    state = field_state({row.organisation_id: row.outcome for row in verdicts}, concerned_ids(solution))
    if state == solution.state:
        return False
    set_state(solution, state)
    return True


def update_verdict_duties(declaration: Declaration) -> None:
    """After a declaration: a CPAS newly affected owes its verdict on what is delivered, one no longer affected owes none.

    A verdict that was given is not asked again; the duty of who is affected by another problem of the solution stays.
    Whether the solution is verified is settled anew: it rests on all that are concerned.
    """
    organisation = declaration.organisation_id
    for solution in delivered_to(declaration.problem).select_for_update():
        if organisation not in concerned_ids(solution):
            discharge_duties(code=VERIFY, about=solution.about, organisation=organisation)
        elif not solution.verdicts.filter(organisation=organisation).exclude(outcome=Outcome.NOT_TESTED).exists():
            ask_again(solution, organisation)
        settle_by_rule(solution)


def ask_again(solution: Solution, organisation: int) -> None:
    """Let a CPAS owe its verdict on what was delivered before it was concerned, or that it has not tested yet."""
    entry = Entry.objects.filter(verb=DELIVERED).about(*solution.about).last()
    if entry:
        ask_verdict_of(solution, organisation, entry)


def ask_verdict_of(solution: Solution, organisation: int, entry: Entry) -> None:
    """Let a CPAS owe its verdict."""
    owe_duty(organisation=organisation, ability=Ability.VERIFY_SOLUTION, code=VERIFY, about=solution.about, entry=entry)


def follow_delivery(solution: Solution, entry: Entry) -> None:
    """After a move by hand: what is delivered is asked of every CPAS concerned; what was taken back is asked of none."""
    if solution.state != State.DELIVERED:
        discharge_duties(code=VERIFY, about=solution.about)
        return
    for organisation in sorted(concerned_ids(solution)):
        ask_verdict_of(solution, organisation, entry)
