"""What can be done with a problem in triage, one at a time or many at once. Questions and merges have their modules."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from committee.access.lanes import Lane
from committee.access.policy import may_read, require
from committee.access.refusals import Refused
from committee.access.roles import Ability
from committee.access.standing import standing_of
from committee.access.versions import require_unchanged
from committee.inbox.actions.duties import owe_duty
from committee.journal import clock
from committee.journal.actions import record
from committee.journal.verbs import bilingual, register_verb
from committee.people.models import Person
from issues.conversation.threads.actions.posts import follow_thread
from issues.fieldwork.impacts.actions.declaring import DECLARE, update_tally
from issues.fieldwork.impacts.actions.totals import add_to_totals, keep_totals
from issues.fieldwork.impacts.models import Answer, Declaration
from issues.intake.triage.models import Relation, RelationKind
from issues.intake.triage.policy import (
    may_classify_problem,
    may_relate_problem,
    may_remove_relation,
    may_run_queue,
    may_split_problem,
)
from issues.intake.triage.row_locks import taken_in_hand
from issues.problems.records.actions.counting import counted
from issues.problems.records.actions.lifecycle import (
    bilingual_field_names,
    enter_problem,
    keep_version,
    lock_problem,
    locked_counter,
    move_problem,
    record_problem,
    save_last_fact,
)
from issues.problems.records.dimensions import TERMS
from issues.problems.records.models import Problem
from issues.problems.records.states import State

CLASSIFIED = register_verb("problem.classified", _("sorted “%(title)s” anew: %(fields)s"), _("Sorted"))
OWNED = register_verb("problem.owned", _("gave “%(title)s” to: %(owner)s"), _("Taken in hand"))
RELEASED = register_verb("problem.released", _("gave “%(title)s” back to the queue"), _("Back in the queue"))
SPLIT = register_verb("problem.split", _("made “%(title)s” out of %(other)s"), _("Split"))
RELATED = register_verb("problem.related", _("related %(reference)s to %(other)s: %(kind)s"), _("Related"))
UNRELATED = register_verb(
    "problem.unrelated", _("took the relation of %(reference)s to %(other)s away"), _("Relation removed")
)
CLASSES = (*(f"{name}_id" for name in TERMS), "severity", "right_at_risk", "risk_reason")
COPIED = (*CLASSES, "software_version", "new_situation", "pilot", "first_seen_on", "language", "fictive")
AS_IT_IS = object()


@transaction.atomic
def classify_problem(*, by: Person, problem: Problem, version: str | None = None, **facts: Any) -> Problem:
    """Sort a problem; `facts` are fields of CLASSES, terms by their identifiers (`chain_id`). The values before are kept.

    Raises PermissionDenied, PersonalDataFound, ChangedMeanwhile, Refused for a right at risk without its reason.
    """
    with keep_totals(problem):
        problem = lock_problem(problem)
        require(may_classify_problem(by, problem) and facts.keys() <= set(CLASSES))
        standing = {name: getattr(problem, name) for name in facts}
        require_unchanged(version, by_field(standing), by_field(facts))
        before = {name: value for name, value in standing.items() if value != facts[name]}
        if not before:
            return problem
        keep_version(by, problem, before)
        with counted(problem):
            for name in before:
                setattr(problem, name, facts[name])
            if problem.right_at_risk and not problem.risk_reason.strip():
                raise Refused(_("Say which right is at risk, and why."))
            problem.save(update_fields=list(before))
    record_problem(CLASSIFIED, by, problem, fields=bilingual_field_names(before))
    return problem


def by_field(facts: dict[str, Any]) -> dict[str, Any]:
    """Facts of a problem by the names under which a form asks for them: terms without `_id`."""
    return {name.removesuffix("_id"): value for name, value in facts.items()}


@transaction.atomic
def pass_problems_on(person: Person, to: Person, keys: Collection[str]) -> list[str]:
    """Give what somebody who leaves saw to in the queue to a colleague who may see to it."""
    mine = Problem.objects.filter(owner=person, pk__in=keys).exclude(state__in=(State.CLOSED, State.MERGED))
    found = [problem for problem in mine if may_run_queue(to, problem)]
    for problem in found:
        own_problem(by=to, problem=problem, owner=to)
    return [str(problem.pk) for problem in found]


@transaction.atomic
def own_problem(*, by: Person, problem: Problem, owner: Person | None, version: str | None = None) -> Problem:
    """Take a problem in hand, give it to another person of the secretariat, or with None release it.

    Raises PermissionDenied, also for an owner who could not see to it, and ChangedMeanwhile.
    """
    problem = lock_problem(problem)
    owner = owner and Person.objects.get(pk=owner.pk)
    require(may_run_queue(by, problem) and problem.state != State.MERGED)
    require(owner is None or may_run_queue(owner, problem))
    require_unchanged(version, {"owner": problem.owner_id}, {"owner": getattr(owner, "pk", None)})
    if problem.owner_id == getattr(owner, "pk", None):
        return problem
    problem.owner = owner
    problem.save(update_fields=["owner"])
    data: dict[str, Any] = {"owner": owner.functions} if owner else {}
    record_problem(OWNED if owner else RELEASED, by, problem, **data)
    return problem


@dataclass(frozen=True)
class Refusal:
    """A problem for which a deed was refused, and why, in the reader's language."""

    problem: Problem
    words: str


@transaction.atomic
def triage_many(
    *, by: Person, problems: Iterable[Problem], move: str = "", reason: str = "", owner: Any = AS_IT_IS, **facts: Any
) -> list[Refusal]:
    """Move, give and sort several problems, all of them or none. Returns what was refused; empty when all is done.

    `move` is a state, done already where a problem stands there; `owner` a Person or None; `facts` as in
    `classify_problem`. Each problem gets its own record, as if it had been done one at a time.
    """
    with transaction.atomic():
        taken = taken_in_hand(problems)
        refused = [
            Refusal(problem, words)
            for problem in taken
            if (words := try_triage(by, problem, move, reason, owner, facts))
        ]
        if refused:
            transaction.set_rollback(True)
    return refused


def try_triage(by: Person, problem: Problem, move: str, reason: str, owner: Any, facts: dict[str, Any]) -> str:
    """Do to one problem what is asked of many; returns why it was refused, or an empty string."""
    try:
        with transaction.atomic():
            if facts:
                classify_problem(by=by, problem=problem, **facts)
            if move:
                move_problem(by=by, problem=problem, target=move, reason=reason)
            if owner is not AS_IT_IS:
                own_problem(by=by, problem=problem, owner=owner)
    except PermissionDenied:
        return now("You may not do this here, or it is not possible from where it stands.")
    except ValidationError as error:
        return " ".join(error.messages)
    except Refused as refusal:
        return str(refusal)
    return ""


@transaction.atomic
def split_problem(*, by: Person, problem: Problem, title: str, description: str, submission: str) -> Problem:
    """Make a second problem out of one: with its terms, reporter and organisation, qualified at once.

    Declarations, posts and files stay where they are; every CPAS that declared itself affected is asked whether the
    new one concerns it, too. Once for one `submission`. Raises PermissionDenied, PersonalDataFound.
    """
    counter = locked_counter()
    original = lock_problem(problem)
    require(may_split_problem(by, original))
    made = Problem.objects.filter(submission=submission, relations_out__target=original).first()
    if made:
        return made
    facts = {name: getattr(original, name) for name in COPIED}
    who: dict[str, Any] = {
        "space": original.space,
        "reporter": original.reporter,
        "organisation_id": original.organisation_id,
    }
    words: dict[str, Any] = {
        "title": title,
        "description": description,
        "submission": submission,
        "state": State.QUALIFIED,
    }
    new = enter_problem(counter, **who, **words, **facts)
    add_to_totals(new)
    update_tally(new)
    follow_thread(by=by, thread=new.thread)
    Relation.objects.create(
        source=new, target=original, kind=RelationKind.SPLIT_FROM, related_by=by, related_at=new.filed_at
    )
    save_last_fact(original, SPLIT)
    entry = record_problem(SPLIT, by, new, also=[original.about], other=original.reference)
    for organisation in affected_by(original):
        owe_duty(organisation=organisation, ability=Ability.DECLARE_IMPACT, code=DECLARE, about=new.about, entry=entry)
    return new


def affected_by(problem: Problem) -> list[int]:
    """Identifiers of the CPAS that declared themselves affected by a problem."""
    rows = Declaration.objects.filter(problem=problem, answer=Answer.AFFECTED).order_by("organisation_id")
    return list(rows.values_list("organisation_id", flat=True))


@transaction.atomic
def relate_problems(*, by: Person, source: Problem, target: Problem, kind: str) -> Relation:
    """Say how one problem stands to another; once, and “related” holds in both directions. Raises PermissionDenied.

    It is recorded in the narrower of both lanes: who reads only the wider one never learns of the other problem.
    """
    require(source.pk != target.pk and kind in (RelationKind.RELATED, RelationKind.CAUSED_BY))
    rows = Problem.objects.select_for_update(of=("self",)).select_related("space")
    ends = rows.filter(pk__in=[source.pk, target.pk]).order_by("pk").in_bulk()
    source, target = ends[source.pk], ends[target.pk]
    require(may_relate_problem(by, source) and may_read(by, target.space_id))
    if kind == RelationKind.RELATED and (known := Relation.objects.filter(source=target, target=source, kind=kind)):
        return known[0]
    relation, new = Relation.objects.get_or_create(
        source=source, target=target, kind=kind, defaults={"related_by": by, "related_at": clock.now()}
    )
    if new:
        record_relation(RELATED, by, relation, kind=bilingual(RelationKind(kind).label))
    return relation


@transaction.atomic
def unrelate_problems(*, by: Person, relation: Relation) -> None:
    """Take a relation away; twice changes nothing. Raises PermissionDenied, also for where a problem was split from."""
    rows = Relation.objects.select_for_update(of=("self",)).select_related("source__space", "target__space")
    standing = rows.filter(pk=relation.pk).first()
    if standing is None:
        return
    require(may_remove_relation(by, standing) and standing.kind != RelationKind.SPLIT_FROM)
    record_relation(UNRELATED, by, standing)
    standing.delete()


def record_relation(what: str, by: Person, relation: Relation, **data: Any) -> None:
    """Record a relation in the narrower lane of its ends, for each end; it is the last fact of those of that lane."""
    ends = (relation.source, relation.target)
    space = next((end.space for end in ends if end.space.lane != Lane.COMMON), ends[0].space)
    for end in ends:
        if end.space_id == space.pk:
            save_last_fact(end, what)
    record(
        by=by,
        verb=what,
        about=ends[0].about,
        also=[ends[1].about],
        space=space,
        organisation=standing_of(by).organisation_for(Ability.TRIAGE),
        reference=ends[0].reference,
        title=ends[0].titles,
        other=ends[1].reference,
        **data,
    )
