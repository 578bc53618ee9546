"""What can be done with solutions."""

import uuid
from datetime import date
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
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
from committee.organisations.queries import secretary
from committee.people.models import Person
from committee.seats.actions import day_in_words
from committee.seats.models import Seat
from issues.conversation.threads.actions.posts import follow_thread, open_thread
from issues.conversation.threads.markup import render_markdown
from issues.fieldwork.impacts.actions.totals import keep_totals
from issues.fieldwork.impacts.models import Declaration
from issues.problems.records.actions.lifecycle import follow_solution, save_last_fact
from issues.problems.records.models import Problem
from issues.problems.records.translations import translated_facts
from issues.resolution.solutions.models import Kind, Solution, Verdict
from issues.resolution.solutions.policy import (
    concerned_ids,
    may_date_solution,
    may_give_verdict,
    may_move_solution,
    may_propose_solution,
    may_translate_solution,
)
from issues.resolution.solutions.queries import cells_of
from issues.resolution.solutions.states import PROMISED, Outcome, State, field_state, move_between

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
TRANSLATED = register_verb(
    "solution.translated", _("gave the solution “%(solution)s” in the other language"), _("Solution translated")
)
DELIVERED_STATES = (State.DELIVERED, State.VERIFIED)
DELIVER = register_verb("duty.deliver", _("Deliver the solution “%(solution)s”"))
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
    owner_seat: Seat | None = None,
    kind: str = Kind.TECHNICAL,
    submission: str = "",
    **facts: Any,
) -> Solution:
    """Propose one solution to problems of one lane, once for one `submission`. Raises PermissionDenied, PersonalDataFound.

    `owner_seat` is a seat of its owner. `facts`: due_on, promised_minutes (per case), title_other, summary_other: what they say is a draft.
    """
    with keep_totals(*problems):
        rows = Problem.objects.select_for_update(of=("self",)).select_related("space")
        problems = list(rows.filter(pk__in=[problem.pk for problem in problems]).order_by("pk"))
        require(bool(problems) and len({problem.space_id for problem in problems}) == 1)
        require(all(may_propose_solution(by, problem) for problem in problems))
        require(owner_seat is None or owner_seat.organisation_id == owner.pk)
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
            owner_seat=owner_seat,
            proposed_for_id=cast(int, standing_of(by).organisation_for(Ability.PROPOSE_SOLUTION)),
            proposed_by=by,
            proposed_at=clock.now(),
            **translated_facts(facts),
        )
        solution.problems.set(problems)
        follow_thread(by=by, thread=solution.thread)
        for problem in problems:
            follow_thread(by=by, thread=problem.thread)
        record_solution(PROPOSED, by, solution)
        update_problem_states(PROPOSED, by, solution)
    return solution


@transaction.atomic
def move_solution(*, by: Person, solution: Solution, target: str, reason: str = "") -> Solution:
    """Move a solution. Raises PermissionDenied for an unlawful move, Refused where a reason lacks.

    Delivered asks every CPAS concerned to verify.
    """
    with keep_totals(*solution.problems.all()):
        solution = lock_solution(solution)
        move = move_between(solution.state, target)
        if move is None:
            raise PermissionDenied
        require(may_move_solution(by, solution, move))
        if move.reasoned and not reason.strip():
            raise Refused(_("This move demands a reason: those concerned will read it."), field="reason")
        set_state(solution, State(target), reason)
        what = {State.DELIVERED: DELIVERED, State.NOT_RETAINED: NOT_RETAINED}.get(State(target), MOVED)
        entry = record_solution(what, by, solution, reason=reason, state=bilingual(State(target).label))
        update_problem_states(what, by, solution)
        update_delivery_duty(solution, entry)
        if target == State.DELIVERED:
            ask_to_verify(solution, entry)
    return solution


@transaction.atomic
def translate_solution(
    *, by: Person, solution: Solution, title: str, summary: str, checked: bool = False, version: str | None = None
) -> Solution:
    """Give title and summary in the other language, as a draft or checked.

    Raises PermissionDenied, PersonalDataFound, ChangedMeanwhile.
    """
    solution = lock_solution(solution)
    require(may_translate_solution(by, solution))
    require_unchanged(version, solution.translated, {"title": title, "summary": summary, "checked": checked})
    solution.save(update_fields=solution.take_translation(title=title, summary=summary, checked=checked))
    record_solution(TRANSLATED, by, solution)
    return solution


@transaction.atomic
def set_due_date(
    *, by: Person, solution: Solution, due_on: date | None, reason: str = "", version: str | None = None
) -> Solution:
    """Commit the owner to another date; the date before stays, with the reason that a later one demands once promised.

    A date that stands already changes nothing. Raises PermissionDenied, PersonalDataFound, Refused, ChangedMeanwhile.
    """
    solution = lock_solution(solution)
    require(may_date_solution(by, solution))
    before = solution.due_on
    require_unchanged(version, {"due_on": before}, {"due_on": due_on})
    if before == due_on:
        return solution
    postponed = solution.state in PROMISED and before is not None and (due_on is None or due_on > before)
    if postponed and not reason.strip():
        raise Refused(
            _("A later day than the one promised demands a reason: those concerned will read it."), field="reason"
        )
    facts: dict[str, Any] = {"before": before, "after": due_on, "postponed": postponed, "reason": reason.strip()}
    speaker = acting_organisation(by, solution)
    solution.date_changes.create(organisation_id=speaker, changed_by=by, changed_at=clock.now(), **facts)
    solution.due_on = due_on
    solution.save(update_fields=["due_on"])
    update_delivery_duty(solution, record_date(by, solution, **facts))
    return solution


def record_date(
    by: Person, solution: Solution, *, before: date | None, after: date | None, postponed: bool, reason: str
) -> Entry:
    """Record another date; a promise that was put off is told with its reason."""
    if postponed:
        days: dict[str, Any] = {"before": day_in_words(before), "after": day_in_words(after) or bilingual(_("no day"))}
        return record_solution(POSTPONED, by, solution, reason=reason, **days)
    words = {name: day.isoformat() if day else "–" for name, day in (("before", before), ("after", after))}
    return record_solution(DUE, by, solution, **words)


def update_delivery_duty(solution: Solution, entry: Entry) -> None:
    """Let its owner owe what was agreed until it is delivered, by its date; a date that moved is that of the duty too."""
    if solution.state not in PROMISED:
        discharge_duties(code=DELIVER, about=solution.about)
        return
    owner, due = solution.owner_id, solution.due_on
    duty = owe_duty(organisation=owner, ability="", code=DELIVER, about=solution.about, entry=entry, due=due)
    if duty.due_on != solution.due_on:
        duty.due_on = solution.due_on
        duty.save(update_fields=["due_on"])


DUE = register_verb(
    "solution.due", _("moved the date of “%(solution)s” from %(before)s to %(after)s"), _("Date changed")
)
POSTPONED = register_verb(
    "solution.postponed", _("postponed “%(solution)s” from %(before)s to %(after)s: %(reason)s"), _("Postponed")
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


def lock_solution(solution: Solution) -> Solution:
    """Return a solution with its row locked until the transaction ends."""
    return Solution.objects.select_for_update().get(pk=solution.pk)


def set_state(solution: Solution, state: State, reason: str = "") -> None:
    """Store a new state; the first agreement and the first delivery are dated."""
    solution.state, solution.state_reason = state, reason
    dated = {State.AGREED: "agreed_at", State.DELIVERED: "delivered_at"}.get(state)
    if dated and getattr(solution, dated) is None:
        setattr(solution, dated, clock.now())
    solution.save(update_fields=["state", "state_reason", "agreed_at", "delivered_at"])


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


def delivered_to(problem: Problem) -> QuerySet[Solution]:
    """The solutions to a problem that are delivered, verified or not, in one order."""
    return Solution.objects.filter(problems=problem, state__in=DELIVERED_STATES).order_by("pk")


def problems_moved_along(problem: Problem) -> QuerySet[Problem]:
    """The problems whose states follow a delivered solution to this one: a declaration may take “verified” from them."""
    return Problem.objects.filter(solutions__in=delivered_to(problem)).exclude(pk=problem.pk).distinct()


def ask_again(solution: Solution, organisation: int) -> None:
    """Let a CPAS owe its verdict on what was delivered before it was concerned, or that it has not tested yet."""
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


def update_problem_states(what: str, by: Person, solution: Solution, organisation: int | None = None) -> None:
    """Let the problems that a solution answers follow the states of all their solutions.

    `what` happened to the solution stays the last fact of each: it says more than that its state changed.
    """
    for problem in solution.problems.select_for_update().order_by("pk"):
        states = problem.solutions.order_by().values_list("state", flat=True)
        organisation = organisation or acting_organisation(by, solution)
        facts: dict[str, Any] = {"solution_states": states, "organisation": organisation, "because": what}
        follow_solution(by=by, problem=problem, **facts)
        save_last_fact(problem, what)


def acting_organisation(by: Person, solution: Solution) -> int:
    """On whose behalf a person moves a solution: its owner's or its proposer's where it is theirs, else their first's.

    Whoever holds its owner's seat, and works for none of them, acts for the owner.
    """
    mine = standing_of(by).organisation_ids
    ours = (pk for pk in (solution.owner_id, solution.proposed_for_id) if pk in mine)
    return next(ours, min(mine, default=solution.owner_id))


def record_solution(what: str, by: Person, solution: Solution, organisation: int | None = None, **data: Any) -> Entry:
    """Record what happened to a solution, in its lane, for itself and for each problem that it answers."""
    problems = list(solution.problems.all())
    for problem in problems:
        save_last_fact(problem, what)
    return record(
        by=by,
        verb=what,
        about=solution.about,
        also=[problem.about for problem in problems],
        space=solution.space_id,
        organisation=organisation or acting_organisation(by, solution),
        solution=solution.titles,
        title=problems[0].titles,
        reference=problems[0].reference,
        **data,
    )
