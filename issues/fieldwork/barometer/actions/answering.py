"""What can be done with the weekly pulse."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from committee.access.models import Space
from committee.access.policy import require
from committee.access.refusals import Refused
from committee.access.roles import Ability
from committee.access.versions import require_unchanged
from committee.inbox.actions.duties import discharge_duties, owe_duty
from committee.inbox.models import Duty
from committee.journal import clock
from committee.journal.actions import record
from committee.journal.models import Entry
from committee.journal.verbs import register_verb
from committee.organisations.models import Organisation
from committee.organisations.queries import secretary
from committee.people.models import Person
from issues.fieldwork.barometer.models import PulseAnswer
from issues.fieldwork.barometer.policy import may_answer_pulse
from issues.fieldwork.barometer.queries import answer_said, on_living_problems, questions, unanswered_declarations
from issues.fieldwork.barometer.weeks import asked_week, begin_of, code_of, this_week, week_from
from issues.fieldwork.impacts.actions.declaring import declare_impact
from issues.fieldwork.impacts.models import FACTS, Answer, Declaration

ANSWERED = register_verb("pulse.answered", _("answered the weekly pulse of week %(week)s"), _("Weekly pulse answered"))
ASKED = register_verb("pulse.asked", _("asks what is still met in week %(week)s"), _("Weekly pulse"))
ANSWER = register_verb("duty.pulse", _("Answer the weekly pulse: what is still met in week %(week)s?"))


@transaction.atomic
def answer_pulse(
    *,
    by: Person,
    declaration: Declaration,
    week: date,
    still: bool,
    cases: int | None = None,
    counted: bool = False,
    version: str | None = None,
) -> PulseAnswer:
    """Say whether a declared problem was still met in a week, and in how many cases; revisable for eight weeks.

    `counted` says that the number was counted; it is an estimate otherwise. What is declared for a month stays as it is;
    only the day on which it was last seen moves on. Raises PermissionDenied, ChangedMeanwhile.
    """
    declaration = lock_declaration(declaration)
    require(may_answer_pulse(by, declaration, week))
    cases = cases if still else None
    said: dict[str, Any] = {"still": still, "cases": cases, "counted": counted and cases is not None}
    require_unchanged(
        version, answer_said(declaration.pulse.filter(week=week).first()), answer_said(PulseAnswer(**said))
    )
    facts = {**said, "given_by": by, "given_at": clock.now()}
    answer, _new = PulseAnswer.objects.update_or_create(declaration=declaration, week=week, defaults=facts)
    if still:
        record_last_seen(declaration, min(clock.today(), week + timedelta(days=6)))
    own = Space.objects.own(declaration.organisation)
    about = ("declaration", str(declaration.pk))
    organisation = declaration.organisation_id
    record(by=by, verb=ANSWERED, about=about, space=own, organisation=organisation, week=week.isocalendar().week)
    settle_duty(declaration)
    return answer


def lock_declaration(declaration: Declaration) -> Declaration:
    """Return a declaration with its row locked until the transaction ends."""
    rows = Declaration.objects.select_for_update(of=("self",)).select_related("problem", "organisation")
    return rows.get(pk=declaration.pk)


def record_last_seen(declaration: Declaration, day: date) -> None:
    """Remember the last day on which a CPAS met a problem; it never moves back."""
    if declaration.last_seen_on is None or declaration.last_seen_on < day:
        declaration.last_seen_on = day
        declaration.save(update_fields=["last_seen_on"])


def settle_duty(declaration: Declaration) -> None:
    """Take the duty of a CPAS away once nothing is left to answer in a week; also after it revised a declaration."""
    organisation = declaration.organisation_id
    for key in Duty.objects.filter(organisation=organisation, code=ANSWER, done_at=None).values_list("key", flat=True):
        left = unanswered_declarations(
            on_living_problems(Declaration.objects.filter(organisation=organisation)), week_from(key)
        )
        if not left.exists():
            discharge_duties(code=ANSWER, about=("pulse", key), organisation=organisation)


@transaction.atomic
def declare_by_weeks(*, by: Person, declaration: Declaration, week: date, cases: int) -> Declaration:
    """Declare for a month what the last four weeks come to; minutes and the rest stay as declared.

    It is measured only where each of these weeks was counted, and estimated otherwise. Raises PermissionDenied, Refused where `cases` is not what the weeks come to now.
    """
    declaration = lock_declaration(declaration)
    require(may_answer_pulse(by, declaration, week))
    (question,) = questions(Declaration.objects.filter(pk=declaration.pk), week)
    if question.monthly != cases:
        raise Refused(_("The weeks come to another number now: nothing was declared."))
    return declare_again(by, declaration, cases=cases, measured=question.is_counted)


@transaction.atomic
def declare_over(*, by: Person, declaration: Declaration) -> Declaration:
    """Declare that a CPAS is not affected any more. Raises PermissionDenied."""
    return declare_again(by, lock_declaration(declaration), answer=Answer.NOT_AFFECTED)


def declare_again(by: Person, declaration: Declaration, **changes: Any) -> Declaration:
    """Revise a declaration in a few facts."""
    facts = {name: getattr(declaration, name) for name in FACTS} | changes
    return declare_impact(by=by, problem=declaration.problem, organisation=declaration.organisation, **facts)


@transaction.atomic
def ask_cpas(*, organisation: Organisation) -> Entry | None:
    """Let a CPAS owe the answers about the week that is over, once; what it owed for one before is let go.

    None where nothing is asked: only what was declared before this week began is asked about.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    week = asked_week()
    key = code_of(week)
    mine = Declaration.objects.filter(organisation=organisation, declared_at__lt=begin_of(this_week()))
    declared = on_living_problems(mine)
    if was_asked(organisation, key) or not unanswered_declarations(declared, week).exists():
        return None
    for earlier in Duty.objects.filter(organisation=organisation, code=ANSWER, done_at=None):
        discharge_duties(code=ANSWER, about=("pulse", earlier.key), organisation=organisation)
    by, place = person_asking(declared)
    own = Space.objects.own(organisation)
    about = ("pulse", key)
    entry = record(by=by, verb=ASKED, about=about, space=own, organisation=place, week=week.isocalendar().week)
    owe_duty(organisation=organisation, ability=Ability.DECLARE_IMPACT, code=ANSWER, about=about, entry=entry)
    return entry


def was_asked(organisation: Organisation, key: str) -> bool:
    """Whether a CPAS was asked about a week already, answered since or not."""
    return Duty.objects.filter(organisation=organisation, code=ANSWER, kind="pulse", key=key).exists()


def person_asking(declared: QuerySet[Declaration]) -> tuple[Person, int]:
    """In whose name a CPAS is asked: the secretariat's, and where it has nobody the one who declared last."""
    membership = secretary()
    if membership:
        return membership.person, membership.organisation_id
    last = declared.select_related("declared_by").order_by("-declared_at", "-pk")[0]
    return last.declared_by, last.organisation_id
