"""What CPAS say of a delivered solution, and what follows."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from committee.access.policy import require
from committee.access.refusals import Refused
from committee.access.versions import require_unchanged
from committee.inbox.actions.duties import discharge_duties, owe_duty
from committee.journal import clock
from committee.journal.models import Entry
from committee.journal.verbs import bilingual, register_verb
from committee.organisations.models import Organisation
from committee.organisations.queries import secretary
from committee.people.models import Person
from issues.fieldwork.impacts.actions.declaring import declare_impact
from issues.fieldwork.impacts.actions.totals import keep_totals
from issues.fieldwork.impacts.models import FACTS, Declaration
from issues.problems.records.models import Problem
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
from issues.resolution.verification.actions.rounds import REOPEN, VERIFY, ask_verdict_of
from issues.resolution.verification.links import Followed
from issues.resolution.verification.models import MINUTES, Verdict
from issues.resolution.verification.policy import may_answer_by_link, may_give_verdict
from issues.resolution.verification.queries import cells_of, current_rule, minutes_before, said_by, said_of
from issues.resolution.verification.recipients import RELAPSED as RELAPSE
from issues.resolution.verification.rule import field_state
from issues.resolution.verification.states import DOUBTS, Outcome

JUDGED = register_verb(
    "solution.judged",
    _("says for %(organisation_name)s of the solution “%(solution)s”: %(outcome)s"),
    _("A CPAS gave its verdict"),
)
RELAPSED = register_verb(
    RELAPSE,
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
    _(
        "records that the solution “%(solution)s” is verified by the rule of the committee: others are concerned than before"
    ),
    _("Verified in the field"),
)
BY_LINK = _("%(outcome)s (by the link of a mail)")
WHY = _("It worked in your CPAS before: say what happens now. The owner reads it.")


@transaction.atomic
def give_verdict(
    *,
    by: Person,
    solution: Solution,
    organisation: Organisation,
    outcome: str,
    comment: str = "",
    version: str | None = None,
    relapse: bool = False,
    by_link: bool = False,
    **minutes: Any,
) -> Verdict:
    """Say for a CPAS concerned whether a delivered solution works; revisable. `minutes`: minutes_low, _likely, _high, measured.

    By the rule of the committee (`rule.field_state`) the solution becomes verified, loses that word, or has relapsed: where
    it worked and works no longer, or a `relapse` is reported, a comment is demanded.
    Raises PermissionDenied, PersonalDataFound, ChangedMeanwhile, Refused.
    """
    with keep_totals(*solution.problems.all()):
        solution = lock_solution(solution)
        require(may_give_verdict(by, solution, organisation.pk))
        before = Verdict.objects.filter(solution=solution, organisation=organisation).first()
        facts = facts_of(solution, organisation.pk, before, outcome, comment, minutes)
        require_unchanged(version, said_by(before), said_by(Verdict(**facts)))
        facts["worked"] = relapse or facts["worked"]
        if facts["worked"] and outcome in DOUBTS and not comment.strip():
            raise Refused(WHY, field="comment")
        facts |= {"given_by": by, "given_at": clock.now(), "by_link": by_link}
        verdict, _new = Verdict.objects.update_or_create(solution=solution, organisation=organisation, defaults=facts)
        what = RELAPSED if verdict.is_relapse and not (before and before.is_relapse) else JUDGED
        entry = record_verdict(what, by, verdict)
        settle_duties(verdict)
        settle_by_verdict(by, verdict, what, entry)
    return verdict


def facts_of(
    solution: Solution, organisation: int, before: Verdict | None, outcome: str, comment: str, minutes: dict[str, Any]
) -> dict[str, Any]:
    """A verdict as it will stand: one number of minutes stands for the whole range, beside what was declared before."""
    likely = minutes.get("minutes_likely")
    facts: dict[str, Any] = {"outcome": Outcome(outcome), "comment": comment}
    facts |= {name: minutes[name] if minutes.get(name) is not None else likely for name in MINUTES}
    facts |= {"measured": bool(minutes.get("measured")) and likely is not None}
    facts["since"] = before.since if before and before.outcome == outcome else clock.now()
    facts |= {"worked": outcome == Outcome.WORKS or bool(before and before.worked)}
    kept = before.minutes_before if before else None
    facts["minutes_before"] = (
        None if likely is None else kept if kept is not None else minutes_before(solution, organisation)
    )
    return facts


@transaction.atomic
def report_relapse(*, by: Person, solution: Solution, organisation: Organisation, reason: str) -> Verdict:
    """Say for a CPAS concerned that a solution worked there and works no longer; it is then for the owner to take it up.

    Raises PermissionDenied, PersonalDataFound, Refused where the reason lacks.
    """
    facts: dict[str, Any] = {"by": by, "solution": solution, "organisation": organisation}
    return give_verdict(**facts, outcome=Outcome.FAILS, comment=reason, relapse=True)


@transaction.atomic
def answer_by_link(
    *, followed: Followed, outcome: str, comment: str = "", version: str | None = None, **minutes: Any
) -> Verdict:
    """Give the verdict of a CPAS by the link of a mail, in the name of the person to whom the mail went.

    What stood is kept where the same is said again without words. Raises PermissionDenied for a link that speaks no
    longer, PersonalDataFound, ChangedMeanwhile, Refused.
    """
    asked = followed.asked
    lock_solution(asked.round.solution)
    asked.round.refresh_from_db(fields=["closed_at"])
    require(may_answer_by_link(followed))
    before = Verdict.objects.filter(solution=asked.round.solution, organisation=asked.organisation_id).first()
    require_unchanged(version, outcome_of(before), {"outcome": outcome})
    if before and before.outcome == outcome:
        comment = comment or before.comment
        if minutes.get("minutes_likely") is None:
            minutes = {name: value for name, value in said_by(before).items() if name not in ("outcome", "comment")}
    facts: dict[str, Any] = {"solution": asked.round.solution, "organisation": asked.organisation, "by_link": True}
    return give_verdict(by=asked.person, outcome=outcome, comment=comment, **facts, **minutes)


def outcome_of(verdict: Verdict | None) -> dict[str, str]:
    """What a link says of what stands: no words, which not everybody who holds the mail may read."""
    return {"outcome": verdict.outcome if verdict else ""}


@transaction.atomic
def declare_new_minutes(*, by: Person, problem: Problem, verdict: Verdict) -> Declaration:
    """Revise what a CPAS declared on a problem by the minutes of its verdict; the rest stays. Raises PermissionDenied."""
    before = Declaration.objects.get(problem=problem, organisation=verdict.organisation)
    facts: dict[str, Any] = {name: getattr(before, name) for name in FACTS}
    facts |= {name: getattr(verdict, name) for name in MINUTES} | {"measured": verdict.measured}
    return declare_impact(by=by, problem=problem, organisation=verdict.organisation, **facts)


def record_verdict(what: str, by: Person, verdict: Verdict) -> Entry:
    """Record what a CPAS said, and whether it said so by a mail; its words stay out of the journal."""
    organisation = verdict.organisation
    names = {"fr": organisation.name_fr, "nl": organisation.name_nl}
    words = bilingual(Outcome(verdict.outcome).label)
    if verdict.by_link:
        words = {code: in_language(code, words[code]) for code, _name in settings.LANGUAGES}
    facts: dict[str, Any] = {"organisation_name": names, "outcome": words}
    return record_solution(what, by, verdict.solution, organisation.pk, **facts)


def in_language(code: str, outcome: str) -> str:
    """An outcome in a language, with the word that it came by a link."""
    with override(code):
        return str(BY_LINK) % {"outcome": outcome}


def settle_duties(verdict: Verdict) -> None:
    """Whoever has said it owes it no longer; whoever has not tested yet still does."""
    if verdict.outcome == Outcome.NOT_TESTED:
        ask_again(verdict.solution, verdict.organisation_id)
    else:
        discharge_duties(code=VERIFY, about=verdict.solution.about, organisation=verdict.organisation)


def settle_by_verdict(by: Person, verdict: Verdict, what: str, entry: Entry) -> None:
    """Let a verdict, recorded as `what`, decide with the others, and the problems follow."""
    solution, organisation = verdict.solution, verdict.organisation_id
    if not settle_state(solution, entry):
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


def settle_state(solution: Solution, entry: Entry | None = None) -> bool:
    """Store what the verdicts of the CPAS concerned add up to. Returns whether that is another state.

    A relapse, told in `entry`, is its owner's to take up.
    """
    verdicts = list(solution.verdicts.all())
    solution.cells = cells_of(verdicts)
    solution.save(update_fields=["cells"])
    state = field_state(current_rule(), said_of(solution, verdicts))
    if state == solution.state:
        return False
    set_state(solution, state)
    if state != State.RELAPSED:
        discharge_duties(code=REOPEN, about=solution.about)
    elif told := entry or last_delivery(solution):
        owe_duty(organisation=solution.owner_id, ability="", code=REOPEN, about=solution.about, entry=told)
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
        elif not solution.verdicts.filter(organisation=organisation).exists():
            ask_again(solution, organisation)
        settle_by_rule(solution)


def ask_again(solution: Solution, organisation: int) -> None:
    """Let a CPAS owe its verdict on what was delivered before it was concerned, or that it has not tested yet."""
    if entry := last_delivery(solution):
        ask_verdict_of(solution, organisation, entry)


def last_delivery(solution: Solution) -> Entry | None:
    """The entry of the last delivery of a solution."""
    return Entry.objects.filter(verb=DELIVERED).about(*solution.about).last()
