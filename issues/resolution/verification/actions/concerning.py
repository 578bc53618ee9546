"""A solution answers other problems than before: others are concerned, and asked."""

from committee.inbox.actions.duties import discharge_duties
from committee.inbox.models import Duty
from committee.people.models import Person
from issues.resolution.solutions.models import Solution
from issues.resolution.solutions.policy import concerned_ids
from issues.resolution.solutions.states import IN_THE_FIELD
from issues.resolution.verification.actions.judging import VERIFY, ask_again, settle_by_rule
from issues.resolution.verification.states import Outcome


def follow_problems(by: Person, solution: Solution) -> None:
    """Ask the CPAS that are concerned now and have not tested, ask no others, and let the verdicts decide anew."""
    if solution.state not in IN_THE_FIELD:
        return
    concerned = concerned_ids(solution)
    said = solution.verdicts.exclude(outcome=Outcome.NOT_TESTED).values_list("organisation_id", flat=True)
    kind, key = solution.about
    owing = Duty.objects.open().filter(code=VERIFY, kind=kind, key=key).values_list("organisation_id", flat=True)
    for organisation in set(owing) - concerned:
        discharge_duties(code=VERIFY, about=solution.about, organisation=organisation)
    for organisation in sorted(concerned - set(said)):
        ask_again(solution, organisation)
    settle_by_rule(solution)
