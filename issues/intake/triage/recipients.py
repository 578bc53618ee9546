"""Who should hear of a question to the reporter, and why."""

from django.utils.translation import gettext_lazy as _

from committee.inbox.reasons import Hearing, register_reason
from committee.journal.models import Entry
from issues.intake.triage.models import InformationRequest
from issues.problems.records.recipients import hearing_about_problem

FILED = register_reason("filed", 40, _("You filed the problem."))
ASKED = register_reason("asked", 45, _("You asked the question."))


def hearing_of_request(entry: Entry) -> Hearing:
    """Whoever filed the problem and whoever asked, even where they silenced it; and those who follow the problem."""
    key = next(subject.key for subject in entry.subjects.all() if subject.kind == "request")
    related = ("problem__space", "problem__reporter", "asked_by")
    request = InformationRequest.objects.select_related(*related).get(pk=key)
    return [(request.problem.reporter, FILED), (request.asked_by, ASKED), *hearing_about_problem(request.problem)]
