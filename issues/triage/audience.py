"""Who should hear of a question to the reporter."""

from committee.journal.models import Entry
from committee.people.models import Person
from issues.problems.audience import hearing
from issues.triage.models import InformationRequest


def hearing_of_request(entry: Entry) -> list[Person]:
    """Whoever filed the problem and whoever asked, even where they silenced it; and those who follow the problem."""
    key = next(subject.key for subject in entry.subjects.all() if subject.kind == "request")
    related = ("problem__space", "problem__reporter", "asked_by")
    request = InformationRequest.objects.select_related(*related).get(pk=key)
    return [request.problem.reporter, request.asked_by, *hearing(request.problem)]
