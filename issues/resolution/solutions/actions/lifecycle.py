"""What can be done with solutions."""

import uuid
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from committee.access.policy import require
from committee.access.refusals import Refused
from committee.access.roles import Ability
from committee.access.standing import standing_of
from committee.access.versions import require_unchanged
from committee.inbox.actions.duties import discharge_duties, owe_duty
from committee.journal import clock
from committee.journal.actions import record
from committee.journal.models import Entry
from committee.journal.verbs import bilingual, register_verb
from committee.organisations.models import Organisation
from committee.people.models import Person
from issues.conversation.threads.actions.posts import follow_thread, open_thread
from issues.conversation.threads.markup import render_markdown
from issues.fieldwork.impacts.models import Declaration
from issues.problems.records.actions.lifecycle import follow_solution, save_last_fact
from issues.problems.records.models import Problem
from issues.resolution.solutions.models import Kind, Solution, Verdict
from issues.resolution.solutions.policy import (
    concerned_ids,
    may_date_solution,
    may_give_verdict,
    may_move_solution,
    may_propose_solution,
)
from issues.resolution.solutions.queries import cells_of
from issues.resolution.solutions.states import Outcome, State, field_state, move_between

PROPOSED = register_verb(
    "solution.proposed", _("proposed the solution “%(solution)s” for “%(title)s”"), _("Solution proposed")
)
MOVED = register_verb("solution.moved", _("moved the solution “%(solution)s” to: %(state)s"), _("Solution moved on"))
NOT_RETAINED = register_verb(
    "solution.not_retained", _("did not retain the solution “%(solution)s”: %(reason)s"), _("Solution not retained")
)
DELIVERED = register_verb(
    "solution.delivered", _("says that the solution “%(solution)s” is delivered"), _("Solution delivered")
)
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
DELIVERED_STATES = (State.DELIVERED, State.VERIFIED)
VERIFY = register_verb("duty.verify", _("Say whether the solution “%(solution)s” works in your CPAS"))


@transaction.atomic
def propose_solution(
    *,
    by: Person,
    problems: list[Problem],
    title: str,
    text: str,
    owner: Organisation,
    language: str,
    kind: str = Kind.TECHNICAL,
    submission: str = "",
    **facts: Any,
) -> Solution:
    """Propose one solution to problems of one lane, once for one `submission`. Raises PermissionDenied, PersonalDataFound.

    `facts`: due_on, promised_minutes (per case), title_other.
    """
    rows = Problem.objects.select_for_update(of=("self",)).select_related("space")
    problems = list(rows.filter(pk__in=[problem.pk for problem in problems]).order_by("pk"))
    require(bool(problems) and len({problem.space_id for problem in problems}) == 1)
    require(all(may_propose_solution(by, problem) for problem in problems))
    proposed = Solution.objects.filter(submission=submission).first()
    if proposed and proposed.proposed_by_id == by.pk:
        return proposed
    submission = str(uuid.uuid4()) if proposed or not submission else submission
    solution = Solution.objects.create(
        space=problems[0].space,
        thread=open_thread(),
        submission=submission,
        language=language,
        title=title,
        text=text,
        html=render_markdown(text),
        kind=kind,
        owner=owner,
        proposed_by=by,
        proposed_at=clock.now(),
        **facts,
    )
    solution.problems.set(problems)
    follow_thread(by=by, thread=solution.thread)
    for problem in problems:
        follow_thread(by=by, thread=problem.thread)
    record_solution(PROPOSED, by, solution)
    update_problem_states(by, solution)
    return solution


@transaction.atomic
def move_solution(*, by: Person, solution: Solution, target: str, reason: str = "") -> Solution:
    """Move a solution. Raises PermissionDenied for an unlawful move, Refused where a reason lacks.

    Delivered asks every CPAS concerned to verify.
    """
    solution = lock_solution(solution)
    move = move_between(solution.state, target)
    if move is None:
        raise PermissionDenied
    require(may_move_solution(by, solution, move))
    if move.reasoned and not reason.strip():
        raise Refused(_("This move demands a reason: those concerned will read it."), field="reason")
    set_state(solution, State(target), reason)
    if target == State.DELIVERED:
        ask_to_verify(solution, record_solution(DELIVERED, by, solution))
    elif target == State.NOT_RETAINED:
        record_solution(NOT_RETAINED, by, solution, reason=reason)
    else:
        record_solution(MOVED, by, solution, state=bilingual(State(target).label))
    update_problem_states(by, solution)
    return solution


@transaction.atomic
def set_due_date(*, by: Person, solution: Solution, due_on: date | None, version: str | None = None) -> Solution:
    """Commit the owner to another date; the date before stays in the journal.

    Raises PermissionDenied, ChangedMeanwhile.
    """
    solution = lock_solution(solution)
    require(may_date_solution(by, solution))
    before = solution.due_on
    require_unchanged(version, {"due_on": before}, {"due_on": due_on})
    solution.due_on = due_on
    solution.save(update_fields=["due_on"])
    record_solution(
        DUE, by, solution, before=before.isoformat() if before else "–", after=due_on.isoformat() if due_on else "–"
    )
    return solution


DUE = register_verb(
    "solution.due", _("moved the date of “%(solution)s” from %(before)s to %(after)s"), _("Date changed")
)


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
    solution = lock_solution(solution)
    require(may_give_verdict(by, solution, organisation.pk))
    facts = {"outcome": Outcome(outcome), "comment": comment, "given_by": by, "given_at": clock.now()}
    known = Verdict.objects.filter(solution=solution, organisation=organisation).first()
    require_unchanged(version, verdict_said(known), {"outcome": outcome, "comment": comment})
    before = known.outcome if known else None
    verdict, _new = Verdict.objects.update_or_create(solution=solution, organisation=organisation, defaults=facts)
    relapse = before == Outcome.WORKS and outcome in (Outcome.PARTLY, Outcome.FAILS)
    names = {"fr": organisation.name_fr, "nl": organisation.name_nl}
    words = bilingual(Outcome(outcome).label)
    record_solution(RELAPSED if relapse else JUDGED, by, solution, organisation, organisation_name=names, outcome=words)
    discharge_duties(code=VERIFY, about=solution.about, organisation=organisation)
    settle_by_verdicts(by, solution, organisation)
    return verdict


def verdict_said(verdict: Verdict | None) -> dict[str, str]:
    """What a CPAS said of a solution; nothing where it has not."""
    return {"outcome": verdict.outcome if verdict else "", "comment": verdict.comment if verdict else ""}


def settle_by_verdicts(by: Person, solution: Solution, organisation: Organisation) -> None:
    """Let the verdicts decide between delivered and verified, and the problems follow."""
    verdicts = list(solution.verdicts.all())
    solution.cells = cells_of(verdicts)
    solution.save(update_fields=["cells"])
    state = field_state([verdict.outcome for verdict in verdicts])
    if state != solution.state:
        set_state(solution, state)
        if state == State.VERIFIED:
            record_solution(VERIFIED, by, solution, organisation)
        update_problem_states(by, solution)


def lock_solution(solution: Solution) -> Solution:
    """Return a solution with its row locked until the transaction ends."""
    return Solution.objects.select_for_update().get(pk=solution.pk)


def set_state(solution: Solution, state: State, reason: str = "") -> None:
    """Store a new state; the first delivery is dated."""
    solution.state, solution.state_reason = state, reason
    if state == State.DELIVERED and solution.delivered_at is None:
        solution.delivered_at = clock.now()
    solution.save(update_fields=["state", "state_reason", "delivered_at"])


def update_verdict_duties(declaration: Declaration) -> None:
    """After a declaration: a CPAS newly affected owes its verdict on what is delivered, one no longer affected owes none.

    A verdict that was given is not asked again; the duty of who is affected by another problem of the solution stays.
    """
    organisation = declaration.organisation_id
    for solution in Solution.objects.filter(problems=declaration.problem, state__in=DELIVERED_STATES).order_by("pk"):
        if organisation not in concerned_ids(solution):
            discharge_duties(code=VERIFY, about=solution.about, organisation=organisation)
        elif not solution.verdicts.filter(organisation=organisation).exists():
            entry = Entry.objects.filter(verb=DELIVERED).about(*solution.about).last()
            if entry:
                ask_verdict_of(solution, organisation, entry)


def ask_verdict_of(solution: Solution, organisation: int, entry: Entry) -> None:
    """Let a CPAS owe its verdict."""
    owe_duty(organisation=organisation, ability=Ability.VERIFY_SOLUTION, code=VERIFY, about=solution.about, entry=entry)


def ask_to_verify(solution: Solution, entry: Entry) -> None:
    """Let every CPAS that declared itself affected owe its verdict."""
    for organisation in sorted(concerned_ids(solution)):
        ask_verdict_of(solution, organisation, entry)


def update_problem_states(by: Person, solution: Solution) -> None:
    """Let the problems that a solution answers follow the states of all their solutions."""
    for problem in solution.problems.select_for_update().order_by("pk"):
        states = problem.solutions.order_by().values_list("state", flat=True)
        follow_solution(by=by, problem=problem, solution_states=states)


def record_solution(
    what: str, by: Person, solution: Solution, organisation: Organisation | None = None, **data: Any
) -> Entry:
    """Record what happened to a solution, in its lane, for itself and for each problem that it answers."""
    problems = list(solution.problems.all())
    for problem in problems:
        save_last_fact(problem, what)
    mine = {organisation.pk} if organisation else standing_of(by).organisation_ids
    names = {
        solution.language: solution.title,
        other_language(solution.language): solution.title_other or solution.title,
    }
    return record(
        by=by,
        verb=what,
        about=solution.about,
        also=[problem.about for problem in problems],
        space=solution.space_id,
        organisation=min(mine),
        solution=names,
        title=problems[0].titles,
        reference=problems[0].reference,
        **data,
    )


def other_language(language: str) -> str:
    """The other of the two languages."""
    return "nl" if language == "fr" else "fr"
