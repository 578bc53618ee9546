"""A problem as a row of the list: reference, title, state, the nineteen, hours per month, last fact."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from committee.access.lanes import SHORT, Lane
from committee.journal.moments import day
from committee.journal.verbs import brief
from committee.organisations.strip import strip_svg
from issues.impacts.words import answers_in_words, coverage, hours
from issues.lists.markup import filled
from issues.problems.models import Problem, Severity
from issues.problems.queries import terms
from issues.problems.states import State


def row_of(problem: Problem, known_terms: dict, prefix: str) -> dict:
    """The words and figures of one row; `prefix` is the address of the list, which ends with a slash."""
    tally = getattr(problem, "tally", None)
    category = known_terms.get(problem.category_id)
    return {
        "ref": problem.reference,
        "url": f"{prefix}{problem.reference}/",
        "title": problem.title_here,
        "lang": problem.language_here,
        "lane": problem.space.lane,
        "lane_label": SHORT[Lane(problem.space.lane)],
        "about": " · ".join(str(word) for word in (problem.organisation.name, category) if word),
        "risk": problem.right_at_risk,
        "state": problem.state,
        "state_label": State(problem.state).label,
        "state_note": Severity(problem.severity).label,
        "strip": strip_svg(tally.cells, words=answers_in_words(tally.cells)) if tally else "",
        "coverage": coverage(tally) if tally else _("No answer yet"),
        "hours": hours(tally) if tally else "–",
        "last": brief(problem.last_verb),
        "last_note": day(problem.last_at),
    }


def rows_of(problems: list[Problem]) -> list[dict]:
    """Every row of a page of the list."""
    known, prefix = terms(), reverse("issues:problems")
    return [row_of(problem, known, prefix) for problem in problems]


def drawn(rows: list[dict]) -> SafeString:
    """The rows as the body of the table."""
    risk = format_html('<b class="risk">{}</b>', _("Right at risk"))
    return mark_safe("".join(filled("lists/row", **{**row, "risk": risk if row["risk"] else ""}) for row in rows))
