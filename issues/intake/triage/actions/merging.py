"""Merging a problem into another, taking it back, contesting it. What goes along is said in `carrying`."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from committee.access.policy import require
from committee.access.refusals import Refused
from committee.inbox.actions.duties import discharge_duties
from committee.journal import clock
from committee.journal.models import Entry
from committee.journal.verbs import register_verb
from committee.people.models import Person
from issues.fieldwork.impacts.actions.declaring import DECLARE, update_tally
from issues.fieldwork.impacts.actions.totals import keep_totals
from issues.intake.triage.actions.merge_transfer import carriers
from issues.intake.triage.actions.questions import ask_again, drop_open_request
from issues.intake.triage.models import Merge
from issues.intake.triage.policy import may_contest_merge, may_merge_problem, why_not_merge
from issues.intake.triage.row_locks import taken_in_hand
from issues.problems.records.actions.counting import counted
from issues.problems.records.actions.lifecycle import (
    TRIAGE,
    ask_for_triage,
    ask_secretariat,
    follow_solution,
    record_problem,
    save_last_fact,
)
from issues.problems.records.models import Problem
from issues.problems.records.states import State

MERGED = register_verb("problem.merged", _("merged “%(title)s” into %(target)s: %(reason)s"), _("Merged"))
UNDONE = register_verb(
    "problem.merge_undone", _("took “%(title)s” out of %(target)s again: %(reason)s"), _("Merge undone")
)
CONTESTED = register_verb(
    "problem.merge_contested",
    _("contests that “%(title)s” was merged into %(target)s: %(reason)s"),
    _("Merge contested"),
)
UPHELD = register_verb(
    "problem.merge_upheld", _("upholds that “%(title)s” was merged into %(target)s: %(reason)s"), _("Merge upheld")
)
DECIDE = register_verb("duty.contested", _("Decide on the contested merge of “%(title)s”"))


@transaction.atomic
def merge_problem(*, by: Person, source: Problem, target: Problem, reason: str) -> Merge:
    """Merge a problem into another of its lane; done already where it is, so that a double click merges once.

    A question that is open to the reporter is withdrawn, and asked again where the merge is undone. Raises PermissionDenied, PersonalDataFound, and
    Refused where the two cannot be merged or the reason lacks.
    """
    with keep_totals(source, target):
        source, target = lock_both_problems(source, target)
        require(may_merge_problem(by, source) and may_merge_problem(by, target))
        if source.merged_into_id == target.pk:
            standing: Merge = source.merges_away.standing().get()
            return standing
        require_reason(why_not_merge(source, target), reason)
        before = {"source": [source.state_reason], "target": [target.state, target.state_reason]}
        merge = Merge(source=source, target=target, reason=reason, state_before=source.state)
        dropped = drop_open_request(by, source)
        set_merged(source, State.MERGED, reason, target)
        carried = {one.name: one.carry(source, target) for one in carriers()}
        if carried["solutions"]:
            follow_solution(by=by, problem=target, solution_states=states_of(target))
        merge.carried = {**carried, "before": before, "after": target.state, "dropped": dropped}
        merge.merged_by, merge.merged_at = by, clock.now()
        merge.save()
        update_both_tallies(source, target)
    for code in (TRIAGE, DECLARE):
        discharge_duties(code=code, about=source.about)
    record_merge(MERGED, by, merge, reason)
    save_last_fact(target, MERGED)
    return merge


@transaction.atomic
def undo_merge(*, by: Person, merge: Merge, reason: str) -> Merge:
    """Take a problem out of another again, with all that it brought; see `carrying` for what stays. Once.

    Merges into one problem are undone the last one first. Raises PermissionDenied, PersonalDataFound, Refused.
    """
    merge = Merge.objects.select_related("source", "target").get(pk=merge.pk)
    with keep_totals(merge.source, merge.target):
        source, target = lock_both_problems(merge.source, merge.target)
        merge = Merge.objects.select_for_update().get(pk=merge.pk)
        require(may_merge_problem(by, source) and may_merge_problem(by, target))
        if merge.undone_at:
            return merge
        require_reason(describe_undo_obstacle(merge, target), reason)
        merge.source, merge.target = source, target
        carried = dict(merge.carried)
        for one in carriers():
            if one.name in carried:
                one.restore(source, target, carried[one.name])
        set_merged(source, State(merge.state_before), carried["before"]["source"][0], None)
        restore_target_state(target, carried)
        ask_again(by, source, carried.get("dropped", []))
        if any(current_state_of(source, one) != one["state"] for one in carried["solutions"]):
            follow_solution(by=by, problem=source, solution_states=states_of(source))
        update_both_tallies(source, target)
        merge.undone_by, merge.undone_at, merge.settled_reason = by, clock.now(), reason
        merge.save(update_fields=["undone_by", "undone_at", "settled_reason"])
    discharge_duties(code=DECIDE, about=source.about)
    entry = record_merge(UNDONE, by, merge, reason)
    save_last_fact(target, UNDONE)
    if source.state == State.FILED:
        ask_for_triage(source, entry)
    return merge


@transaction.atomic
def contest_merge(*, by: Person, merge: Merge, reason: str) -> Merge:
    """Contest a merge, for the organisation that filed its source; once. The secretariat owes its decision.

    Raises PermissionDenied, PersonalDataFound, Refused where the reason lacks.
    """
    merge = Merge.objects.select_for_update(of=("self",)).select_related("source__space", "target").get(pk=merge.pk)
    if merge.contested_by_id == by.pk and merge.contest_reason == reason:
        return merge
    require(may_contest_merge(by, merge))
    require_reason(None, reason)
    merge.contested_by, merge.contested_at, merge.contest_reason = by, clock.now(), reason
    merge.save(update_fields=["contested_by", "contested_at", "contest_reason"])
    ask_secretariat(DECIDE, merge.source, record_merge(CONTESTED, by, merge, reason))
    return merge


@transaction.atomic
def uphold_merge(*, by: Person, merge: Merge, reason: str) -> Merge:
    """Let a contested merge stand, and say why; once. Raises PermissionDenied, PersonalDataFound, Refused."""
    merge = Merge.objects.select_for_update(of=("self",)).select_related("source__space", "target").get(pk=merge.pk)
    require(may_merge_problem(by, merge.source) and merge.contested_at is not None and merge.undone_at is None)
    if merge.upheld_at:
        return merge
    require_reason(None, reason)
    merge.upheld_by, merge.upheld_at, merge.settled_reason = by, clock.now(), reason
    merge.save(update_fields=["upheld_by", "upheld_at", "settled_reason"])
    discharge_duties(code=DECIDE, about=merge.source.about)
    record_merge(UPHELD, by, merge, reason)
    return merge


def lock_both_problems(source: Problem, target: Problem) -> tuple[Problem, Problem]:
    """Two problems as they stand now, locked in the order of their keys."""
    rows = {problem.pk: problem for problem in taken_in_hand([source, target])}
    return rows[source.pk], rows[target.pk]


def require_reason(refusal: Refused | None, reason: str) -> None:
    """Raise what stands against a deed, or Refused where its reason lacks."""
    if refusal:
        raise refusal
    if not reason.strip():
        raise Refused(_("This demands a reason: those concerned will read it."))


def describe_undo_obstacle(merge: Merge, target: Problem) -> Refused | None:
    """What must be undone before a merge can be, or None where nothing must."""
    later = Merge.objects.standing().filter(target=target, pk__gt=merge.pk).select_related("source").last()
    if later:
        words = _("%(reference)s was merged into the same problem afterwards: undo that merge first.")
        return Refused(words, reference=later.source.reference)
    if target.state == State.MERGED:
        words = _("%(reference)s was itself merged afterwards: undo that merge first.")
        return Refused(words, reference=target.reference)
    return None


def set_merged(source: Problem, state: State, reason: str, target: Problem | None) -> None:
    """Store where the source stands, and where it went."""
    with counted(source):
        source.state, source.state_reason, source.merged_into = state, reason, target
        source.save(update_fields=["state", "state_reason", "merged_into"])


def restore_target_state(target: Problem, carried: dict[str, Any]) -> None:
    """Put the target where it stood before the solutions came, unless it has moved on since."""
    state, reason = carried["before"]["target"]
    if target.state == carried["after"] != state:
        with counted(target):
            target.state, target.state_reason = state, reason
            target.save(update_fields=["state", "state_reason"])


def states_of(problem: Problem) -> list[str]:
    """The states of a problem's solutions."""
    return list(problem.solutions.order_by().values_list("state", flat=True))


def current_state_of(problem: Problem, one: dict[str, Any]) -> str:
    """Where a solution of a problem stands now; where it stood, if it answers the problem no longer."""
    return problem.solutions.filter(pk=one["pk"]).values_list("state", flat=True).first() or one["state"]


def update_both_tallies(source: Problem, target: Problem) -> None:
    """Bring both tallies up to date."""
    for problem in (source, target):
        update_tally(problem)


def record_merge(what: str, by: Person, merge: Merge, reason: str) -> Entry:
    """Record what happened to a merge, for both problems, in their lane."""
    source, target = merge.source, merge.target
    return record_problem(what, by, source, also=[target.about], target=target.reference, reason=reason)
