"""What can be done with solutions."""

import uuid
from collections.abc import Iterable
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
from committee.people.models import Person
from committee.seats.actions import day_in_words
from committee.seats.models import Seat
from issues.conversation.threads.actions.posts import follow_thread, open_thread
from issues.conversation.threads.markup import render_markdown
from issues.fieldwork.impacts.actions.totals import keep_totals
from issues.problems.records.actions.lifecycle import follow_solution, save_last_fact
from issues.problems.records.models import Problem
from issues.problems.records.translations import translated_facts
from issues.resolution.solutions.extension_points import AFTER_MOVE
from issues.resolution.solutions.models import Kind, Solution
from issues.resolution.solutions.policy import (
    may_date_solution,
    may_move_solution,
    may_propose_solution,
    may_translate_solution,
    owns_solution,
)
from issues.resolution.solutions.states import IN_THE_FIELD, PROMISED, State, move_between

PROPOSED = register_verb(
    "solution.proposed", _("proposed the solution “%(solution)s” for “%(title)s”"), _("Solution proposed")
)
MOVED = register_verb("solution.moved", _("moved the solution “%(solution)s” to: %(state)s"), _("Solution moved on"))
TAKEN_UP = register_verb(
    "solution.taken_up",
    _("took the solution “%(solution)s” up again, to: %(state)s. %(reason)s"),
    _("Solution taken up again"),
)
NOT_RETAINED = register_verb(
    "solution.not_retained", _("did not retain the solution “%(solution)s”: %(reason)s"), _("Solution not retained")
)
DELIVERED = register_verb(
    "solution.delivered", _("says that the solution “%(solution)s” is delivered"), _("Solution delivered")
)
TRANSLATED = register_verb(
    "solution.translated", _("gave the solution “%(solution)s” in the other language"), _("Solution translated")
)
DELIVER = register_verb("duty.deliver", _("Deliver the solution “%(solution)s”"))


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

    What features above do then is filled in `home/wiring.py`.
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
        verbs = {State.DELIVERED: DELIVERED, State.NOT_RETAINED: NOT_RETAINED}
        what = verbs.get(State(target), TAKEN_UP if move.reasoned else MOVED)
        entry = record_solution(what, by, solution, reason=reason, state=bilingual(State(target).label))
        update_problem_states(what, by, solution)
        update_delivery_duty(solution, entry)
        for follow in AFTER_MOVE:
            follow(solution, entry)
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
    words: dict[str, Any] = {
        name: day.isoformat() if day else "–" for name, day in (("before", before), ("after", after))
    }
    return record_solution(DUE, by, solution, **words)


def update_delivery_duty(solution: Solution, entry: Entry) -> None:
    """Let its owner, or the seat that answers for it, owe what was agreed until it is delivered, by its date as it moves."""
    if solution.state not in PROMISED:
        discharge_duties(code=DELIVER, about=solution.about)
        return
    owner, due = solution.owner_id, solution.due_on
    facts: dict[str, Any] = {"code": DELIVER, "about": solution.about, "entry": entry, "due": due}
    duty = owe_duty(organisation=owner, ability="", seat=solution.owner_seat_id, **facts)
    if duty.due_on != solution.due_on:
        duty.due_on = solution.due_on
        duty.save(update_fields=["due_on"])


DUE = register_verb(
    "solution.due", _("moved the date of “%(solution)s” from %(before)s to %(after)s"), _("Date changed")
)
POSTPONED = register_verb(
    "solution.postponed", _("postponed “%(solution)s” from %(before)s to %(after)s: %(reason)s"), _("Postponed")
)


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


def delivered_to(problem: Problem) -> QuerySet[Solution]:
    """The solutions to a problem that are delivered, whatever the field says of them, in one order."""
    return Solution.objects.filter(problems=problem, state__in=IN_THE_FIELD).order_by("pk")


def problems_moved_along(problem: Problem) -> QuerySet[Problem]:
    """The problems whose states follow a delivered solution to this one: a declaration may take “verified” from them."""
    return Problem.objects.filter(solutions__in=delivered_to(problem)).exclude(pk=problem.pk).distinct()


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
    """On whose behalf a person moves a solution: its owner's, also as holder of its seat, or its proposer's, else their first's."""
    if owns_solution(by, solution):
        return solution.owner_id
    mine = standing_of(by).organisation_ids
    return solution.proposed_for_id if solution.proposed_for_id in mine else min(mine)


def record_solution(
    what: str,
    by: Person,
    solution: Solution,
    organisation: int | None = None,
    *,
    also: Iterable[tuple[str, str]] = (),
    **data: Any,
) -> Entry:
    """Record what happened to a solution, in its lane, for itself and for each problem that it answers."""
    problems = list(solution.problems.all())
    for problem in problems:
        save_last_fact(problem, what)
    return record(
        by=by,
        verb=what,
        about=solution.about,
        also=[*(problem.about for problem in problems), *also],
        space=solution.space_id,
        organisation=organisation or acting_organisation(by, solution),
        solution=solution.titles,
        title=problems[0].titles,
        reference=problems[0].reference,
        **data,
    )
