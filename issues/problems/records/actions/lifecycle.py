"""What can be done with a problem."""

import uuid
from collections.abc import Collection, Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from committee.access.lanes import Lane
from committee.access.models import Space
from committee.access.policy import require
from committee.access.refusals import Refused
from committee.access.roles import Ability
from committee.access.standing import standing_of
from committee.access.versions import require_unchanged
from committee.inbox.actions.duties import discharge_duties, owe_duty
from committee.journal import clock
from committee.journal.actions import record
from committee.journal.models import Entry
from committee.journal.past_days import require_past_days
from committee.journal.verbs import bilingual, register_verb
from committee.people.models import Person
from committee.seats.models import Committee
from issues.attachments.actions import share_files
from issues.conversation.threads.actions.posts import follow_thread, open_thread
from issues.conversation.threads.markup import render_markdown
from issues.problems.counters.models import ReferenceCounter
from issues.problems.records.actions.counting import count_in, counted
from issues.problems.records.dimensions import TERMS
from issues.problems.records.extension_points import around_move
from issues.problems.records.models import Problem, ProblemVersion
from issues.problems.records.policy import (
    lanes_for_problem,
    may_file_problem,
    may_move_problem,
    may_revise_problem,
    may_share_problem,
    may_translate_problem,
    may_triage_problem,
)
from issues.problems.records.queries import FIELD_NAMES
from issues.problems.records.states import State, move_between, state_by_solutions

FILED = register_verb("problem.filed", _("filed the problem “%(title)s”"), _("Filed"))
SHARED = register_verb("problem.shared", _("shared the problem “%(title)s” with the committee"), _("Shared"))
MOVED = register_verb("problem.moved", _("moved “%(title)s” to: %(state)s"), _("State changed"))
CLOSED = register_verb("problem.closed", _("closed “%(title)s” without action: %(reason)s"), _("Closed without action"))
REVISED = register_verb("problem.revised", _("corrected what the problem “%(title)s” says: %(fields)s"), _("Corrected"))
TRANSLATED = register_verb("problem.translated", _("gave “%(title)s” in the other language"), _("Translated"))
TRIAGE = register_verb("duty.triage", _("Qualify the problem “%(title)s”"))
SEEN = ("first_seen_on",)
REVISABLE = (
    "title",
    "description",
    "first_seen_on",
    "pilot",
    "software_version",
    "new_situation",
    "right_at_risk",
    "risk_reason",
)
FILED_FACTS = (
    *TERMS,
    *(f"{name}_id" for name in TERMS),
    "severity",
    "right_at_risk",
    "risk_reason",
    "new_situation",
    "software_version",
    "pilot",
    "first_seen_on",
    "title_other",
    "summary_other",
    "translation",
    "fictive",
)


@transaction.atomic
def file_problem(
    *,
    by: Person,
    space: Space,
    language: str,
    title: str,
    description: str,
    submission: str = "",
    organisation_id: int | None = None,
    **facts: Any,
) -> Problem:
    """File a problem in a lane, once for one `submission`; it gets the year's next reference.

    `facts` are fields of FILED_FACTS. Raises PermissionDenied, PersonalDataFound, Refused for a day still to come.
    """
    require(may_file_problem(by) and facts.keys() <= set(FILED_FACTS))
    require_past_days(facts, SEEN)
    here = next((lane for lane in lanes_for_problem(by) if lane.pk == space.pk), None)
    if here is None:
        raise PermissionDenied
    require(here.organisation_id is None or organisation_id in (None, here.organisation_id))
    organisation_id = standing_of(by).organisation_for(Ability.FILE_PROBLEM, organisation_id or here.organisation_id)
    require(organisation_id is not None)
    counter = locked_counter()
    filed = Problem.objects.filter(submission=submission).first()
    if filed and filed.reporter_id == by.pk:
        return filed
    submission = str(uuid.uuid4()) if filed or not submission else submission
    facts |= {"language": language, "title": title, "description": description, "submission": submission}
    problem = enter_problem(counter, space=space, reporter=by, organisation_id=organisation_id, **facts)
    entry = record_problem(FILED, by, problem)
    ask_for_triage(problem, entry)
    return problem


def enter_problem(counter: ReferenceCounter, *, reporter: Person, description: str, **facts: Any) -> Problem:
    """Enter a problem under the next reference of a locked counter, with its thread, which the reporter follows."""
    moment = clock.now()
    problem = Problem.objects.create(
        reference=next_reference(counter),
        thread=open_thread(),
        reporter=reporter,
        description=description,
        html=render_markdown(description),
        filed_at=moment,
        last_at=moment,
        last_verb=FILED,
        **facts,
    )
    count_in(problem)
    follow_thread(by=reporter, thread=problem.thread)
    return problem


def locked_counter() -> ReferenceCounter:
    """Return the year's counter with its row locked until the transaction ends: problems are filed one after another."""
    year = clock.today().year
    ReferenceCounter.objects.get_or_create(year=year)
    return ReferenceCounter.objects.select_for_update().get(year=year)


def next_reference(counter: ReferenceCounter) -> str:
    """Give the next reference of a locked counter's year, without gaps."""
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"CO-{counter.year}-{counter.last:04d}"


def ask_for_triage(problem: Problem, entry: Entry) -> None:
    """Let the secretariat know that a problem awaits qualification."""
    ask_secretariat(TRIAGE, problem, entry)


def ask_secretariat(code: str, problem: Problem, entry: Entry) -> None:
    """Let the secretariat owe something about a problem, where it reads its lane."""
    if problem.space.lane in (Lane.COMMON, Lane.FEDERATIONS):
        for organisation in Committee.objects.values_list("secretariat_id", flat=True)[:1]:
            owe_duty(organisation=organisation, ability=Ability.MODERATE, code=code, about=problem.about, entry=entry)


@transaction.atomic
def share_problem(*, by: Person, problem: Problem) -> Problem:
    """Take a problem with its files from an organisation's own space to the common lane; what was said stays there."""
    problem = Problem.objects.select_for_update().get(pk=problem.pk)
    require(may_share_problem(by, problem))
    with counted(problem):
        problem.space = Space.objects.lane(Lane.COMMON)
        problem.save(update_fields=["space"])
    share_files(by=by, attachments=problem.attachments.all(), space=problem.space)
    entry = record_problem(SHARED, by, problem)
    ask_for_triage(problem, entry)
    return problem


@transaction.atomic
def translate_problem(
    *, by: Person, problem: Problem, title: str, summary: str, checked: bool = False, version: str | None = None
) -> Problem:
    """Give title and summary in the other language, as a draft or checked.

    Raises PermissionDenied, PersonalDataFound, ChangedMeanwhile.
    """
    problem = lock_problem(problem)
    require(may_translate_problem(by, problem))
    require_unchanged(version, problem.translated, {"title": title, "summary": summary, "checked": checked})
    problem.save(update_fields=problem.take_translation(title=title, summary=summary, checked=checked))
    record_problem(TRANSLATED, by, problem)
    return problem


@transaction.atomic
def revise_problem(*, by: Person, problem: Problem, version: str | None = None, **facts: Any) -> Problem:
    """Correct what a problem says; the values before are kept as a version.

    `facts` are fields of REVISABLE; those that stay as they were leave no trace. A translation of an earlier title or
    description is outdated from then on. Raises PermissionDenied, PersonalDataFound, ChangedMeanwhile.
    """
    problem = lock_problem(problem)
    require(may_revise_problem(by, problem) and facts.keys() <= set(REVISABLE))
    require_past_days(facts, SEEN)
    require_unchanged(version, {name: getattr(problem, name) for name in facts}, facts)
    before = {name: getattr(problem, name) for name, value in facts.items() if getattr(problem, name) != value}
    if not before:
        return problem
    keep_version(by, problem, before)
    with counted(problem):
        for name in before:
            setattr(problem, name, facts[name])
        problem.html = render_markdown(problem.description)
        if before.keys() & {"title", "description"}:
            problem.outdate_translation()
        problem.save(update_fields=[*before, "html", "translation"])
    record_problem(REVISED, by, problem, fields=bilingual_field_names(before))
    return problem


def lock_problem(problem: Problem) -> Problem:
    """Return a problem with its row locked until the transaction ends."""
    return Problem.objects.select_for_update(of=("self",)).select_related("space").get(pk=problem.pk)


def keep_version(by: Person, problem: Problem, before: dict[str, Any]) -> ProblemVersion:
    """Keep the earlier values of the fields that are about to change."""
    facts = {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in before.items()}
    return ProblemVersion.objects.create(problem=problem, facts=facts, revised_by=by, revised_at=clock.now())


def bilingual_field_names(fields: Collection[str]) -> dict[str, str]:
    """Fields of a problem in brief words, in both languages, for the journal."""
    words = [bilingual(FIELD_NAMES[name]) for name in FIELD_NAMES if name in fields]
    return {code: ", ".join(word[code] for word in words) for code, _name in settings.LANGUAGES}


@transaction.atomic
def move_problem(*, by: Person, problem: Problem, target: str, reason: str = "") -> Problem:
    """Move a problem to another state; done already where it stands there, so that a double click moves it once.

    Raises PermissionDenied for an unlawful move, Refused where a reason lacks.
    """
    with around_move(problem):
        problem = lock_problem(problem)
        if problem.state == target:
            require(may_triage_problem(by, problem))
            return problem
        move = move_between(problem.state, target)
        if move is None:
            raise PermissionDenied
        require(may_move_problem(by, problem, move))
        if move.reasoned and not reason.strip():
            raise Refused(_("This move demands a reason: those concerned will read it."), field="reason")
        change_state(by, problem, State(target), reason)
        discharge_duties(code=TRIAGE, about=problem.about)
    return problem


@transaction.atomic
def follow_solution(
    *,
    by: Person,
    problem: Problem,
    solution_states: Iterable[str],
    organisation: int | None = None,
    because: str = "",
) -> Problem:
    """Let a problem's state follow all its solutions; their own policy has been asked. See `states.state_by_solutions`.

    What is closed or merged stays, and so does a problem without solutions. `organisation` is the one on whose behalf
    its solution moved, where it is known, and `because` the fact that moved it: whoever reports a relapse did not deploy.
    """
    target = state_by_solutions(solution_states)
    if target is not None and problem.state not in (target, State.CLOSED, State.MERGED):
        with around_move(problem):
            change_state(by, problem, target, "", organisation, because)
            discharge_duties(code=TRIAGE, about=problem.about)
    return problem


def change_state(
    by: Person, problem: Problem, target: State, reason: str, organisation: int | None = None, because: str = ""
) -> None:
    """Store a new state with its reason and record it."""
    with counted(problem):
        problem.state, problem.state_reason = target, reason
        problem.save(update_fields=["state", "state_reason"])
    record_problem(
        CLOSED if target == State.CLOSED else MOVED,
        by,
        problem,
        organisation=organisation,
        state=bilingual(target.label),
        reason=reason,
        because=because,
    )


def record_problem(
    what: str,
    by: Person,
    problem: Problem,
    *,
    also: Iterable[Any] = (),
    organisation: int | None = None,
    **data: Any,
) -> Entry:
    """Record an entry about a problem, and `also` about others of its lane, in its own lane, as its last fact.

    Without an `organisation`, it was done on behalf of the one that filed it, or else of the person's first.
    """
    save_last_fact(problem, what)
    mine = standing_of(by).organisation_ids
    return record(
        by=by,
        verb=what,
        about=problem.about,
        also=also,
        space=problem.space_id,
        organisation=organisation or min(mine & {problem.organisation_id} or mine, default=None),
        title=problem.titles,
        reference=problem.reference,
        **data,
    )


def save_last_fact(problem: Problem, what: str) -> None:
    """Remember the last fact of a problem, for its row in lists. Only facts of its own lane come here."""
    problem.last_verb, problem.last_at = what, clock.now()
    problem.save(update_fields=["last_verb", "last_at"])
