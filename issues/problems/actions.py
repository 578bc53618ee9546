"""What can be done with a problem."""

import uuid

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from committee.access.lanes import Lane
from committee.access.models import Space
from committee.access.policy import insist
from committee.access.roles import Ability
from committee.access.standing import standing_of
from committee.inbox.actions import discharge_duties, owe_duty
from committee.journal import clock
from committee.journal.actions import record
from committee.journal.models import Entry
from committee.journal.verbs import bilingual, verb
from committee.people.models import Person
from committee.seats.models import Committee
from issues.attachments.actions import share_files
from issues.problems.census import count_in, counted
from issues.problems.models import Problem, ReferenceCounter, TranslationState
from issues.problems.policy import (
    lanes_for_problem,
    may_file_problem,
    may_move_problem,
    may_share_problem,
    may_translate_problem,
)
from issues.problems.states import BY_SOLUTION, State, move_between
from issues.threads.actions import follow_thread, open_thread
from issues.threads.markup import rendered

FILED = verb("problem.filed", _("filed the problem “%(title)s”"), _("Filed"))
SHARED = verb("problem.shared", _("shared the problem “%(title)s” with the committee"), _("Shared"))
MOVED = verb("problem.moved", _("moved “%(title)s” to: %(state)s"), _("State changed"))
CLOSED = verb("problem.closed", _("closed “%(title)s” without action: %(reason)s"), _("Closed without action"))
TRANSLATED = verb("problem.translated", _("gave “%(title)s” in the other language"), _("Translated"))
TRIAGE = verb("duty.triage", _("Qualify the problem “%(title)s”"))


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
    **facts,
) -> Problem:
    """File a problem in a lane, once for one `submission`; it gets the year's next reference.

    `facts` are further fields of Problem. Raises PermissionDenied, PersonalDataFound.
    """
    insist(space.organisation_id is None or organisation_id in (None, space.organisation_id))
    organisation_id = standing_of(by).organisation_for(Ability.FILE_PROBLEM, organisation_id or space.organisation_id)
    insist(may_file_problem(by) and organisation_id is not None)
    insist(any(space.pk == lane.pk for lane in lanes_for_problem(by)))
    counter = locked_counter()
    filed = Problem.objects.filter(submission=submission).first()
    if filed and filed.reporter_id == by.pk:
        return filed
    submission = str(uuid.uuid4()) if filed or not submission else submission
    moment = clock.now()
    problem = Problem.objects.create(
        reference=next_reference(counter),
        space=space,
        thread=open_thread(),
        reporter=by,
        organisation_id=organisation_id,
        submission=submission,
        language=language,
        title=title,
        description=description,
        html=rendered(description),
        filed_at=moment,
        last_at=moment,
        last_verb=FILED,
        **facts,
    )
    count_in(problem)
    follow_thread(by=by, thread=problem.thread)
    entry = note(FILED, by, problem)
    ask_for_triage(problem, entry)
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
    """Let the secretariat know that a problem of a lane it reads awaits qualification."""
    if problem.space.lane in (Lane.COMMON, Lane.FEDERATIONS):
        for committee in Committee.objects.all()[:1]:
            owe_duty(
                organisation=committee.secretariat_id,
                ability=Ability.MODERATE,
                code=TRIAGE,
                about=problem.about,
                entry=entry,
            )


@transaction.atomic
def share_problem(*, by: Person, problem: Problem) -> Problem:
    """Take a problem with its files from an organisation's own space to the common lane; what was said stays there."""
    problem = Problem.objects.select_for_update().get(pk=problem.pk)
    insist(may_share_problem(by, problem))
    with counted(problem):
        problem.space = Space.objects.lane(Lane.COMMON)
        problem.save(update_fields=["space"])
    share_files(by=by, attachments=problem.attachments.all(), space=problem.space)
    entry = note(SHARED, by, problem)
    ask_for_triage(problem, entry)
    return problem


@transaction.atomic
def translate_problem(*, by: Person, problem: Problem, title: str, summary: str, checked: bool = False) -> Problem:
    """Give title and summary in the other language, as a draft or checked. Raises PermissionDenied, PersonalDataFound."""
    insist(may_translate_problem(by, problem))
    problem.title_other, problem.summary_other = title, summary
    problem.translation = TranslationState.CHECKED if checked else TranslationState.DRAFT
    problem.save(update_fields=["title_other", "summary_other", "translation"])
    note(TRANSLATED, by, problem)
    return problem


@transaction.atomic
def move_problem(*, by: Person, problem: Problem, target: str, reason: str = "") -> Problem:
    """Move a problem to another state. Raises PermissionDenied for an unlawful move, ValueError where a reason lacks."""
    problem = Problem.objects.select_for_update().select_related("space").get(pk=problem.pk)
    move = move_between(problem.state, target)
    insist(move is not None and may_move_problem(by, problem, move))
    if move.reasoned and not reason.strip():
        raise ValueError("this move demands a reason")
    change_state(by, problem, State(target), reason)
    discharge_duties(code=TRIAGE, about=problem.about)
    return problem


@transaction.atomic
def follow_solution(*, by: Person, problem: Problem, solution_state: str) -> Problem:
    """Let a problem's state follow its solution's; the solution's own policy has been asked."""
    target = BY_SOLUTION[solution_state]
    if problem.state not in (target, State.CLOSED, State.MERGED):
        change_state(by, problem, target, "")
        discharge_duties(code=TRIAGE, about=problem.about)
    return problem


def change_state(by: Person, problem: Problem, target: State, reason: str) -> None:
    """Store a new state with its reason and record it."""
    with counted(problem):
        problem.state, problem.state_reason = target, reason
        problem.save(update_fields=["state", "state_reason"])
    note(CLOSED if target == State.CLOSED else MOVED, by, problem, state=bilingual(target.label), reason=reason)


def note(what: str, by: Person, problem: Problem, **data) -> Entry:
    """Record an entry about a problem in its own lane, as its last fact."""
    touch(problem, what)
    organisation = standing_of(by).organisation_ids & {problem.organisation_id} or standing_of(by).organisation_ids
    return record(
        by=by,
        verb=what,
        about=problem.about,
        space=problem.space_id,
        organisation=min(organisation, default=None),
        title=problem.titles,
        reference=problem.reference,
        **data,
    )


def touch(problem: Problem, what: str) -> None:
    """Remember the last fact of a problem, for its row in lists. Only facts of its own lane come here."""
    problem.last_verb, problem.last_at = what, clock.now()
    problem.save(update_fields=["last_verb", "last_at"])
