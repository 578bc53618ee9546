"""What the public reads, in words: the state, the owner and the days, and of figures only what its owner agreed to show."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from committee.journal.moments import format_day
from issues.resolution.solutions.models import Kind, PublicText
from issues.resolution.solutions.states import State


def row_of(text: PublicText) -> dict[str, Any]:
    """One solution."""
    solution = text.solution
    return {
        "text": text,
        "number": solution.number,
        "url": reverse("issues:public_solution", args=[solution.pk]),
        "state": solution.state,
        "state_label": State(solution.state).label,
        "facts": [{"label": label, "value": value} for label, value in facts_of(text) if value],
    }


def facts_of(text: PublicText) -> list[tuple[str, str]]:
    """What stands beside it, as labels and words."""
    solution, first, times = text.solution, text.first_due, text.times or 0  # type: ignore[attr-defined]
    moved = first if first and first != solution.due_on else None
    put_off = ngettext("postponed once", "postponed %(n)d times", times) % {"n": times} if times else ""
    promise = solution.promised_minutes if text.shows_promise else None
    minutes = ngettext("%(n)d minute a case", "%(n)d minutes a case", promise) % {"n": promise} if promise else ""
    return [
        (_("Owner"), str(solution.owner)),
        (_("Kind of solution"), str(Kind(solution.kind).label)),
        (_("Due at first"), format_day(moved)),
        (_("Due date"), ", ".join(filter(None, (format_day(solution.due_on), put_off)))),
        (_("Delivered"), format_day(solution.delivered_at)),
        (_("Promised to save"), minutes),
    ]
