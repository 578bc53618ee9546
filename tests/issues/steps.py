"""What members do, in one line each, the way the pages do it."""

from committee.organisations.models import Organisation
from issues.conversation.threads.actions.posts import add_post
from issues.conversation.threads.models import Post
from issues.fieldwork.impacts.actions.declaring import declare_impact
from issues.fieldwork.impacts.models import ProblemImpact
from issues.problems.records.models import Problem
from issues.resolution.solutions.actions.lifecycle import move_solution, propose_solution
from issues.resolution.solutions.models import Solution
from issues.resolution.verification.actions.judging import give_verdict
from tests.committee.records import organisation_of
from tests.conftest import filed

PHONE = "Appelez le demandeur au 0470 12 34 56."
ELSEWHERE = "00000000-0000-4000-8000-000000000000"


def say(person, problem: Problem, text: str = "Une phrase.", space=None, **facts) -> Post:
    """Post about a problem, in its own lane unless another is given."""
    return add_post(by=person, thread_id=problem.thread_id, space=space or problem.space, text=text, **facts)


def declare(person, problem: Problem, answer: str = "a", **facts):
    """Declare for the person's own CPAS."""
    return declare_impact(by=person, problem=problem, organisation=organisation_of(person), answer=answer, **facts)


def propose(person, *problems: Problem, owner: Organisation | None = None, **facts) -> Solution:
    """Propose a solution, owned by the person's organisation unless another is given."""
    facts = {"title": "Correctif", "text": "On **corrige**.", "language": "fr", **facts}
    return propose_solution(by=person, problems=list(problems), owner=owner or organisation_of(person), **facts)


def move(person, solution: Solution, *targets: str, reason: str = "") -> Solution:
    """Move a solution through states."""
    for target in targets:
        solution = move_solution(by=person, solution=solution, target=target, reason=reason)
    return solution


def deliver(people, solution: Solution) -> Solution:
    """The federations agree to what the administration proposed and owns; it delivers."""
    move(people.federation, solution, "agreed")
    return move(people.spp_is, solution, "delivered")


def judge(person, solution: Solution, outcome: str, comment: str = ""):
    """Give the verdict of the person's own CPAS."""
    return give_verdict(
        by=person, solution=solution, organisation=organisation_of(person), outcome=outcome, comment=comment
    )


def stand(problem: Problem, state: str) -> Problem:
    """Put a problem into a state without any action; one that is merged went into another of its lane."""
    other = None
    if state == "merged":
        other = Problem.objects.filter(space=problem.space, state="filed").exclude(pk=problem.pk).first()
        other = other or filed(problem.reporter, problem.space, title="Un autre")
    reason = "x" if state == "closed" else ""
    Problem.objects.filter(pk=problem.pk).update(state=state, state_reason=reason, merged_into=other)
    return Problem.objects.select_related("space").get(pk=problem.pk)


def state_of(thing) -> str:
    """Where a problem or solution stands now."""
    return type(thing).objects.values_list("state", flat=True).get(pk=thing.pk)


def tally_of(problem: Problem) -> ProblemImpact:
    """The tally as it stands now."""
    return ProblemImpact.objects.get(problem=problem)
