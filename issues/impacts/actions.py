"""What can be done with declarations."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from committee.access.models import Space
from committee.access.policy import insist
from committee.access.roles import Ability
from committee.access.standing import standing_of
from committee.journal import clock
from committee.journal.actions import record
from committee.journal.verbs import bilingual, verb
from committee.organisations.models import Organisation
from committee.organisations.queries import centres
from committee.people.models import Person
from issues.impacts.models import Answer, Declaration, Revision, Tally
from issues.impacts.policy import may_declare_impact
from issues.impacts.queries import cells_of, sums
from issues.problems.actions import file_problem, touch
from issues.problems.models import Problem
from issues.threads.actions import follow_thread

DECLARED = verb(
    "impact.declared", _("declared for %(organisation_name)s on “%(title)s”: %(answer)s"), _("A CPAS declared")
)
REVISED = verb("impact.revised", _("revised for %(organisation_name)s on “%(title)s”: %(answer)s"), _("A CPAS revised"))
VOLUMES = ("cases", "minutes_low", "minutes_likely", "minutes_high")
FACTS = ("answer", *VOLUMES, "measured", "workaround", "first_seen_on", "last_seen_on")


@transaction.atomic
def declare_impact(*, by: Person, problem: Problem, organisation: Organisation, answer: Answer, **facts) -> Declaration:
    """Declare for a CPAS, or revise what it declared; the earlier declaration is kept.

    `facts`: cases, minutes_low, minutes_likely, minutes_high, measured, workaround, first_seen_on, last_seen_on.
    Volumes are dropped unless the answer is AFFECTED. Raises PermissionDenied, PersonalDataFound, IntegrityError
    where minutes are out of order.
    """
    insist(may_declare_impact(by, problem, organisation.pk))
    facts = {"answer": Answer(answer), **completed(answer, facts)}
    tally = locked_tally(problem)
    before = Declaration.objects.filter(problem=problem, organisation=organisation).first()
    if before:
        keep_revision(before)
    facts |= {"declared_by": by, "declared_at": clock.now()}
    declaration, _new = Declaration.objects.update_or_create(problem=problem, organisation=organisation, defaults=facts)
    count_again(tally)
    follow_thread(by=by, thread=problem.thread)
    tell(REVISED if before else DECLARED, by, declaration)
    return declaration


def completed(answer: str, facts: dict) -> dict:
    """Drop the volumes of a CPAS that is not affected; let one number of minutes stand for the whole range."""
    if answer != Answer.AFFECTED:
        return {**facts, **dict.fromkeys(VOLUMES), "measured": False}
    likely = facts.get("minutes_likely")
    return {**facts, **{name: facts[name] if facts.get(name) is not None else likely for name in VOLUMES[1:]}}


def locked_tally(problem: Problem) -> Tally:
    """Return a problem's tally with its row locked: declarations are counted one after another."""
    Tally.objects.get_or_create(problem=problem)
    return Tally.objects.select_for_update().get(problem=problem)


def keep_revision(declaration: Declaration) -> None:
    """Keep what a CPAS had declared."""
    facts = {name: getattr(declaration, name) for name in FACTS}
    facts = {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in facts.items()}
    Revision.objects.create(
        declaration=declaration, facts=facts, declared_by=declaration.declared_by, declared_at=declaration.declared_at
    )


def count_again(tally: Tally) -> None:
    """Bring a tally up to date with the declarations."""
    declarations = Declaration.objects.filter(problem=tally.problem_id)
    tally.cells = cells_of(declarations)
    tally.centres = len(centres())
    for name, value in sums(declarations).items():
        setattr(tally, name, value)
    tally.save()


def tell(what: str, by: Person, declaration: Declaration) -> None:
    """Record that a CPAS declared; volumes stay out of the journal, which every bench reads."""
    problem, organisation = declaration.problem, declaration.organisation
    touch(problem, what)
    record(
        by=by,
        verb=what,
        about=problem.about,
        space=problem.space_id,
        organisation=organisation,
        title=problem.titles,
        reference=problem.reference,
        organisation_name={"fr": organisation.name_fr, "nl": organisation.name_nl},
        answer=bilingual(Answer(declaration.answer).label),
    )


@transaction.atomic
def file_with_impact(*, by: Person, space: Space, impact: dict, organisation_id: int | None = None, **facts) -> Problem:
    """File a problem and, where a CPAS files it, declare its own volumes in the same breath."""
    problem = file_problem(by=by, space=space, organisation_id=organisation_id, **facts)
    own = standing_of(by).organisation_for(Ability.DECLARE_IMPACT, problem.organisation_id)
    locked_tally(problem)
    if own and not problem.declarations.exists():
        declare_impact(by=by, problem=problem, organisation=problem.organisation, answer=Answer.AFFECTED, **impact)
    elif not own:
        count_again(locked_tally(problem))
    return problem
