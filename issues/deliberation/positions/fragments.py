"""Positions as sections of other pages: of what they are about, and of a seat."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from committee.people.models import Reader
from committee.seats.models import Seat
from issues.deliberation.positions.presentation import positions_page, round_shown, seat_rows
from issues.deliberation.positions.queries import beside_solution, positions_of_seat
from issues.deliberation.questions.fragments import draw_questions
from issues.resolution.solutions.models import Solution

FOLDER = "issues/deliberation/positions/"


def deliberation_on_solution(request: Any, solution: Solution) -> str:
    """What the seats think of a solution, and what the benches asked of each other about it; one query."""
    person, thing = request.user, solution.owner_of_thread
    found, seats, questions = beside_solution(person, solution)
    shown = round_shown(person, thing, found, seats if found.consultation else [])
    context = {"round": shown, "url": positions_page(*solution.about)}
    positions = render_to_string(f"{FOLDER}section.html", context)
    return mark_safe(positions + draw_questions(person, questions, solution.number))  # both are drawn by templates


def positions_of(person: Reader, seat: Seat) -> str:
    """What a seat thinks, under whichever holder; nothing for observers."""
    if not seat.writes:
        return ""
    return render_to_string(f"{FOLDER}of_seat.html", {"rows": seat_rows(positions_of_seat(person, seat))})
