"""The filing page as its template shows it: what is similar, what is kept."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from committee.access.lanes import SHORT, Lane
from committee.journal import clock
from committee.organisations.strip import strip_svg
from issues.conversation.threads.markup import excerpt
from issues.fieldwork.impacts.presentation.words import cells_for, describe_answers
from issues.intake.filing.policy import may_have_too
from issues.intake.filing.queries import drafts_of, last_filed
from issues.problems.records.models import Problem
from issues.problems.records.states import State

ENOUGH_TO_JUDGE = 240


def filing_context(person, key: str) -> dict:
    """What stands around the form of one submission: other drafts, and what was filed last; two queries."""
    others = [draft for draft in drafts_of(person) if draft.key != key]
    return {"others": len(others), "last_filed": last_filed(person)}


def similar_rows(person, problems: list[Problem]) -> list[dict]:
    """Similar problems, each with enough to judge whether it is the same."""
    return [similar_row(person, problem) for problem in problems]


def similar_row(person, problem: Problem) -> dict:
    """One similar problem in the reader's language, as far as it has one."""
    other = problem.language_here != problem.language and problem.summary_other
    cells = cells_for(person, problem.tally.cells) if hasattr(problem, "tally") else ""
    return {
        "ref": problem.reference,
        "url": reverse("issues:problem", args=[problem.reference]),
        "title": problem.title_here,
        "lang": problem.language_here,
        "text": excerpt(problem.summary_other if other else problem.description, ENOUGH_TO_JUDGE),
        "text_lang": problem.language_here if other else problem.language,
        "lane": problem.space.lane,
        "lane_label": SHORT[Lane(problem.space.lane)],
        "state": problem.state,
        "state_label": State(problem.state).label,
        "concerned": cells.count("a"),
        "strip": strip_svg(cells, words=describe_answers(cells)) if cells else "",
        "too": may_have_too(person, problem),
    }


def describe_draft_kept() -> str:
    """“Draft kept at 14:05”, in Brussels."""
    return _("Draft kept at %(time)s.") % {"time": f"{timezone.localtime(clock.now()):%H:%M}"}
