"""Who may sort, own, question, merge, split and relate problems, and why two problems cannot be merged."""

from django.utils.translation import gettext_lazy as _

from committee.access.policy import may_read, may_write
from committee.access.refusals import Refused
from committee.access.roles import Ability
from committee.access.standing import standing_of
from committee.people.models import Reader
from issues.intake.triage.models import InformationRequest, Merge, Relation
from issues.problems.records.models import Problem
from issues.problems.records.policy import may_triage_problem
from issues.problems.records.states import State

OVER = (State.CLOSED, State.MERGED)


def may_read_queue(person: Reader) -> bool:
    """Federations triage and the secretariat runs the queue: both read it."""
    return standing_of(person).can(Ability.TRIAGE)


def may_run_queue(person: Reader, problem: Problem | None = None) -> bool:
    """The secretariat owns what is in the queue, in the lanes in which it writes."""
    return standing_of(person).can(Ability.MODERATE) and (problem is None or may_write(person, problem.space_id))


def may_classify_problem(person: Reader, problem: Problem) -> bool:
    """Whoever triages sorts a problem; so does the organisation that filed it, until it is qualified."""
    if problem.state == State.MERGED:
        return False
    return may_triage_problem(person, problem) or (problem.state == State.FILED and speaks_for(person, problem))


def speaks_for(person: Reader, problem: Problem) -> bool:
    """Whether a person answers for the organisation that filed a problem, in the problem's lane."""
    mine = standing_of(person).can(Ability.FILE_PROBLEM, problem.organisation_id)
    return mine and may_write(person, problem.space_id)


def may_ask_reporter(person: Reader, problem: Problem) -> bool:
    """The secretariat asks who filed a problem for what it lacks, while the problem is not over."""
    return problem.state not in OVER and may_run_queue(person, problem)


def may_answer_request(person: Reader, request: InformationRequest) -> bool:
    """Someone of the organisation that was asked answers, in the problem's lane, while the question is open."""
    mine = standing_of(person).can(Ability.FILE_PROBLEM, request.organisation_id)
    return request.closed_at is None and mine and may_write(person, request.problem.space_id)


def may_withdraw_request(person: Reader, request: InformationRequest) -> bool:
    """The secretariat takes a question back while it is open."""
    return request.closed_at is None and may_run_queue(person, request.problem)


def may_merge_problem(person: Reader, problem: Problem) -> bool:
    """The secretariat merges, and undoes what it merged: counts and followers of two problems hang on it."""
    return may_run_queue(person, problem)


def why_not_merge(source: Problem, target: Problem) -> Refused | None:
    """Why one problem cannot be merged into another, or None where it can."""
    if source.pk == target.pk:
        return Refused(_("A problem is not merged into itself."))
    if source.space_id != target.space_id:
        return Refused(_("Both problems must stand in the same lane: what is merged never changes lanes."))
    if source.state == State.MERGED:
        return Refused(_("%(reference)s is merged already: undo that merge first."), reference=source.reference)
    if target.state == State.MERGED:
        return Refused(_("%(reference)s is itself merged into another: choose that one."), reference=target.reference)
    if target.state == State.CLOSED:
        return Refused(_("%(reference)s is closed: open it again first."), reference=target.reference)
    return None


def may_contest_merge(person: Reader, merge: Merge) -> bool:
    """Someone of the organisation that filed the problem merged away may contest the merge, once."""
    fresh = merge.undone_at is None and merge.contested_at is None
    return fresh and speaks_for(person, merge.source)


def may_split_problem(person: Reader, problem: Problem) -> bool:
    """The secretariat makes two problems of one that is not over."""
    return problem.state not in OVER and may_run_queue(person, problem)


def may_relate_problem(person: Reader, problem: Problem) -> bool:
    """Whoever triages relates a problem to another that they read; one merged away keeps the relations that it has."""
    return problem.state != State.MERGED and may_triage_problem(person, problem)


def may_remove_relation(person: Reader, relation: Relation) -> bool:
    """Whoever may relate either end, and reads the other, may take the relation away."""
    ends = (relation.source, relation.target)
    return all(may_read(person, end.space_id) for end in ends) and any(may_relate_problem(person, end) for end in ends)
