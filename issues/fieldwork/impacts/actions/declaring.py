"""What can be done with declarations."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from committee.access.lanes import Lane
from committee.access.models import Space
from committee.access.policy import require
from committee.access.roles import Ability
from committee.access.standing import standing_of
from committee.access.versions import require_unchanged
from committee.inbox.actions.duties import discharge_duties
from committee.journal import clock
from committee.journal.actions import record
from committee.journal.models import Entry
from committee.journal.past_days import require_past_days
from committee.journal.registries import ExtensionPoint
from committee.journal.verbs import bilingual, register_verb
from committee.organisations.models import Organisation
from committee.people.models import Person
from issues.conversation.threads.actions.posts import follow_thread
from issues.fieldwork.impacts.actions.totals import add_to_totals, keep_totals
from issues.fieldwork.impacts.models import (
    FACTS,
    SEEN,
    VOLUMES,
    Answer,
    Declaration,
    ProblemImpact,
    Revision,
    as_said,
)
from issues.fieldwork.impacts.policy import may_declare_impact
from issues.fieldwork.impacts.queries import cells_of, sum_declarations
from issues.problems.records.actions.lifecycle import file_problem, save_last_fact, share_problem
from issues.problems.records.models import Problem

DECLARED = register_verb(
    "impact.declared", _("declared for %(organisation_name)s on “%(title)s”: %(answer)s"), _("A CPAS declared")
)
REVISED = register_verb(
    "impact.revised", _("revised for %(organisation_name)s on “%(title)s”: %(answer)s"), _("A CPAS revised")
)
DECLARE = register_verb("duty.declare", _("Say whether “%(title)s” concerns your CPAS"))
MOVED_ALONG: ExtensionPoint[Callable[[Problem], Iterable[Problem]]] = ExtensionPoint()
"""The other problems that a declaration on one may move; each takes it. Filled in `home/wiring.py`."""
AFTER_DECLARATION: ExtensionPoint[Callable[[Declaration], object]] = ExtensionPoint()
"""What follows a declaration in its transaction, for features above; each takes it. Filled in `home/wiring.py`."""


@transaction.atomic
def declare_impact(
    *,
    by: Person,
    problem: Problem,
    organisation: Organisation,
    answer: Answer,
    version: str | None = None,
    **facts: Any,
) -> Declaration:
    """Declare for a CPAS, or revise what it declared; the earlier declaration is kept.

    `facts`: cases, minutes_low, minutes_likely, minutes_high, measured, workaround, workaround_minutes,
    first_seen_on, last_seen_on.
    Volumes are dropped unless the answer is AFFECTED. Raises PermissionDenied, PersonalDataFound, ChangedMeanwhile,
    Refused for a day that is still to come, IntegrityError where minutes are out of order.
    """
    require_past_days(facts, SEEN)
    facts = {"answer": Answer(answer), **complete_volumes(answer, facts)}
    moved_along = [other for source in MOVED_ALONG for other in source(problem)]
    with keep_totals(problem, *moved_along):
        problem = Problem.objects.select_related("space").get(pk=problem.pk)
        require(may_declare_impact(by, problem, organisation.pk))
        before = Declaration.objects.filter(problem=problem, organisation=organisation).first()
        require_unchanged(version, said_of(before), as_said(said_of(None) | facts))
        if before:
            keep_revision(before)
        facts |= {"declared_by": by, "declared_at": clock.now()}
        declaration, _new = Declaration.objects.update_or_create(
            problem=problem, organisation=organisation, defaults=facts
        )
        update_tally(problem)
        follow_thread(by=by, thread=problem.thread)
        discharge_duties(code=DECLARE, about=problem.about, organisation=organisation)
        record_declaration(REVISED if before else DECLARED, by, declaration)
        for follow in AFTER_DECLARATION:
            follow(declaration)
    return declaration


def said_of(declaration: Declaration | None) -> dict[str, Any]:
    """What a CPAS declared, as a form says it; of one that did not, nothing."""
    return declaration.said if declaration else dict.fromkeys(FACTS)


def complete_volumes(answer: str, facts: dict[str, Any]) -> dict[str, Any]:
    """Drop the volumes of a CPAS that is not affected; let one number of minutes stand for the whole range."""
    if answer != Answer.AFFECTED:
        return {**facts, **dict.fromkeys(VOLUMES), "measured": False}
    likely = facts.get("minutes_likely")
    return {**facts, **{name: facts[name] if facts.get(name) is not None else likely for name in VOLUMES[1:]}}


def keep_revision(declaration: Declaration) -> None:
    """Keep what a CPAS had declared."""
    facts = {name: getattr(declaration, name) for name in FACTS}
    facts = {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in facts.items()}
    Revision.objects.create(
        declaration=declaration, facts=facts, declared_by=declaration.declared_by, declared_at=declaration.declared_at
    )


def update_tally(problem: Problem) -> None:
    """Bring the tally of a problem up to date with its declarations; whoever calls has it locked.

    One merged away has none: what still stands there was declared on the other problem, too.
    """
    declarations = Declaration.objects.filter(problem=problem, problem__merged_into=None)
    ProblemImpact.objects.filter(problem=problem).update(cells=cells_of(declarations), **sum_declarations(declarations))


def lane_for_entry(problem: Problem) -> Space:
    """Where a declaration is told: an entry names its CPAS, which the administration does not read.

    On a problem of the common lane that is the federations' lane; elsewhere everybody who reads may name the CPAS.
    """
    space = problem.space
    return Space.objects.lane(Lane.FEDERATIONS) if space.lane == Lane.COMMON else space


def record_declaration(what: str, by: Person, declaration: Declaration) -> Entry:
    """Record that a CPAS declared; volumes stay out of the journal, which other CPAS read."""
    problem, organisation = declaration.problem, declaration.organisation
    save_last_fact(problem, what)
    return record(
        by=by,
        verb=what,
        about=problem.about,
        space=lane_for_entry(problem),
        organisation=organisation,
        title=problem.titles,
        reference=problem.reference,
        organisation_name={"fr": organisation.name_fr, "nl": organisation.name_nl},
        answer=bilingual(Answer(declaration.answer).label),
    )


@transaction.atomic
def file_with_impact(
    *, by: Person, space: Space, impact: dict[str, Any], organisation_id: int | None = None, **facts: Any
) -> Problem:
    """File a problem and, where a CPAS files it, declare its own volumes in the same breath."""
    problem = file_problem(by=by, space=space, organisation_id=organisation_id, **facts)
    if not ProblemImpact.objects.filter(problem=problem).exists():
        add_to_totals(problem)
        update_tally(problem)
    own = standing_of(by).organisation_for(Ability.DECLARE_IMPACT, problem.organisation_id)
    if own and not problem.declarations.exists():
        declare_impact(by=by, problem=problem, organisation=problem.organisation, answer=Answer.AFFECTED, **impact)
    return problem


@transaction.atomic
def share_with_impact(*, by: Person, problem: Problem) -> Problem:
    """Take a problem with its files and its volumes from an organisation's own space to the common lane."""
    with keep_totals(problem):
        return share_problem(by=by, problem=problem)
