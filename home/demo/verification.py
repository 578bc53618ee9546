"""Three solutions in the field: one awaits the word of CPAS, one was contradicted and taken back, one saves time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from committee.journal import clock
from committee.organisations.models import Organisation
from committee.people.actions import choose_preferences
from committee.people.models import MailPace, Person
from home.demo.accounts import SPP_IS, Cast
from issues.fieldwork.impacts.actions.declaring import declare_impact
from issues.fieldwork.impacts.models import Answer, Declaration
from issues.problems.records.models import Problem
from issues.resolution.solutions.actions.lifecycle import move_solution
from issues.resolution.solutions.models import Solution
from issues.resolution.verification.actions.judging import give_verdict
from issues.resolution.verification.policy import may_give_verdict
from issues.resolution.verification.states import Outcome

AWAITING, CONTRADICTED, SAVING = "PB-2025-013", "PB-2025-021", "PB-2025-001"
IXELLES, MOLENBEEK = "ixelles@example.org", "molenbeek@example.org"
WORKS = "La page d’état s’affiche, et nous avons été prévenus dans l’heure."
FAILS = "Lors de la panne de mardi, aucune alerte n’est arrivée : la page est restée au vert."
TAKEN_BACK = "De waarschuwing hangt aan één meting; wij voegen een tweede toe en leveren opnieuw."
MINUTES_SAVED = (9, 12, 8, 6, 11, 10)


def load_verification(people: dict[str, Person], cast: Cast, problems: dict[str, Problem]) -> None:
    """Deliver two solutions, and let CPAS say of three whether they work."""
    now = clock.now()
    await_word(people, cast, solution_of(problems[AWAITING]), now - timedelta(days=2))
    contradict(people, cast, solution_of(problems[CONTRADICTED]), now - timedelta(days=20))
    save_time(solution_of(problems[SAVING]), now - timedelta(days=9))


def solution_of(problem: Problem) -> Solution:
    """The solution to a problem of the stories."""
    return Solution.objects.filter(problems=problem).earliest("pk")


def await_word(people: dict[str, Person], cast: Cast, solution: Solution, at: datetime) -> None:
    """Deliver a solution to CPAS that have accounts: their letters have links that answer."""
    with clock.acting_at(at - timedelta(days=12)):
        for email, minutes in ((IXELLES, 12), (MOLENBEEK, 9)):
            declare_affected(people[email], solution, minutes)
    for email in (IXELLES, MOLENBEEK):
        choose_preferences(by=people[email], mail_pace=MailPace.DUTIES)
    deliver(cast, solution, at)
    for email in (IXELLES, MOLENBEEK):
        choose_preferences(by=people[email], mail_pace=MailPace.NEVER)


def contradict(people: dict[str, Person], cast: Cast, solution: Solution, at: datetime) -> None:
    """Deliver a solution of which one CPAS says that it does not work, and let its owner take it back."""
    with clock.acting_at(at - timedelta(days=12)):
        for email, minutes in ((IXELLES, 6), (MOLENBEEK, 10)):
            declare_affected(people[email], solution, minutes)
    deliver(cast, solution, at)
    with clock.acting_at(at + timedelta(days=3)):
        judge(people[IXELLES], solution, Outcome.WORKS, WORKS)
    with clock.acting_at(at + timedelta(days=6)):
        judge(people[MOLENBEEK], solution, Outcome.FAILS, FAILS)
    with clock.acting_at(at + timedelta(days=10)):
        fresh = Solution.objects.get(pk=solution.pk)
        move_solution(by=cast.bench(SPP_IS), solution=fresh, target="planned", reason=TAKEN_BACK)


def save_time(solution: Solution, at: datetime) -> None:
    """Let the CPAS that verified a solution say how long a case takes now, where they declared how long it took."""
    declared = Declaration.objects.filter(
        problem__solutions=solution, answer=Answer.AFFECTED, minutes_likely__isnull=False
    )
    with clock.acting_at(at):
        for row, saved in zip(declared.select_related("declared_by", "organisation"), MINUTES_SAVED, strict=False):
            if may_give_verdict(row.declared_by, solution, row.organisation_id):
                facts: dict[str, Any] = {"by": row.declared_by, "solution": solution, "organisation": row.organisation}
                give_verdict(**facts, outcome=Outcome.WORKS, minutes_likely=max(0, (row.minutes_likely or 0) - saved))


def deliver(cast: Cast, solution: Solution, at: datetime) -> None:
    """Let the owner say that a solution is delivered."""
    with clock.acting_at(at):
        move_solution(by=cast.bench(solution.owner.name_fr), solution=solution, target="delivered")


def place_of(person: Person) -> Organisation:
    """The CPAS that a person works for."""
    return person.memberships.select_related("organisation").get(ended_on=None).organisation


def declare_affected(person: Person, solution: Solution, minutes: int) -> None:
    """Declare that the CPAS of a person is concerned, where it has not."""
    facts: dict[str, Any] = {"by": person, "organisation": place_of(person), "answer": Answer.AFFECTED}
    for problem in solution.problems.all():
        if not problem.declarations.filter(organisation=facts["organisation"], answer=Answer.AFFECTED).exists():
            declare_impact(problem=problem, cases=8, minutes_likely=minutes, **facts)


def judge(person: Person, solution: Solution, outcome: str, comment: str) -> None:
    """Say for the CPAS of a person whether a solution works."""
    give_verdict(by=person, solution=solution, organisation=place_of(person), outcome=outcome, comment=comment)
