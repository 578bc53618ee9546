"""Who may cite evidence, record an answer, and submit or publish an opinion."""

from collections.abc import Iterable

from committee.access.lanes import Lane
from committee.access.policy import may_read
from committee.access.roles import Ability
from committee.access.standing import standing_of
from committee.people.models import Reader
from issues.problems.records.models import Problem
from issues.problems.records.states import State
from publications.opinions.models import OpinionPage


def may_cite_evidence(person: Reader) -> bool:
    """Federations and editors see the desk where evidence is gathered, and take evidence back."""
    return standing_of(person).can(Ability.CITE_EVIDENCE)


def may_cite_problem(person: Reader, problem: Problem) -> bool:
    """They cite problems that they read and that stand in the common lane: only what is shared may become public.

    Of a problem that was merged, the target is cited.
    """
    shared = problem.space.lane == Lane.COMMON and problem.state != State.MERGED
    return shared and may_cite_evidence(person) and may_read(person, problem.space_id)


def may_record_answer(person: Reader) -> bool:
    """The secretariat and editors record what the authority answered."""
    return standing_of(person).can(Ability.RECORD_ANSWER)


def may_publish_opinion(person: Reader, pages: Iterable[OpinionPage]) -> bool:
    """Who cites evidence and may, by Wagtail's own rights, publish the page in each of these languages."""
    return may_cite_evidence(person) and all(page.permissions_for_user(person).can_publish() for page in pages)


def may_submit_opinion(person: Reader, pages: Iterable[OpinionPage]) -> bool:
    """Who cites evidence and may, by Wagtail's own rights, change the page in each of these languages."""
    return may_cite_evidence(person) and all(page.permissions_for_user(person).can_edit() for page in pages)


def may_change_standing(person: Reader, pages: Iterable[OpinionPage]) -> bool:
    """Who may publish an opinion says when it is corrected, replaced or withdrawn."""
    return may_publish_opinion(person, pages)
