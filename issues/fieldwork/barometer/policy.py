"""Who answers the weekly pulse."""

from datetime import date

from committee.access.policy import may_read
from committee.access.roles import Ability
from committee.access.standing import standing_of
from committee.people.models import Reader
from issues.fieldwork.barometer.weeks import is_open
from issues.fieldwork.impacts.models import Answer, Declaration
from issues.problems.records.states import LIVING


def may_answer_pulse(person: Reader, declaration: Declaration, week: date) -> bool:
    """A member of a CPAS that declared itself affected, on a problem that lives, for one of the last eight weeks."""
    asked = declaration.answer == Answer.AFFECTED and declaration.problem.state in LIVING and is_open(week)
    mine = standing_of(person).can(Ability.DECLARE_IMPACT, declaration.organisation_id)
    return asked and mine and may_read(person, declaration.problem.space_id)


def answers_for(person: Reader) -> frozenset[int]:
    """Identifiers of the CPAS for which a person answers."""
    standing = standing_of(person)
    return frozenset(pk for pk in standing.organisation_ids if standing.can(Ability.DECLARE_IMPACT, pk))
