"""A solution that was delivered to Ixelles and Molenbeek, and the letters that ask whether it works."""

from committee.inbox.models import Letter
from issues.resolution.solutions.models import Solution
from issues.resolution.verification.models import VerdictRequest
from tests.issues.steps import declare, deliver
from tests.scenes import scene


@scene
def asked(people, problem, solution):
    """Delivered to Ixelles, with 12 minutes a case, and to Molenbeek; Jette is not affected."""
    declare(people.ixelles, problem, cases=4, minutes_likely=12)
    declare(people.molenbeek, problem, cases=3)
    declare(people.jette, problem, "n")
    deliver(people, solution)
    return Solution.objects.get(pk=solution.pk)


def request_to(person) -> VerdictRequest:
    """What a person is asked in the round that is open."""
    return VerdictRequest.objects.select_related("person").get(person=person, round__closed_at=None)


def letters() -> list[str]:
    """To whom a letter was written that asks for a verdict, as often as one was."""
    rows = Letter.objects.filter(kind="verdict").values_list("person__email", flat=True)
    return sorted(address.split("@")[0] for address in rows)
