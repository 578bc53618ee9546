"""Questions between benches as sections of other pages: of a solution, of a seat."""

from __future__ import annotations

from collections.abc import Iterable

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode

from committee.people.models import Reader
from committee.seats.models import Seat
from issues.deliberation.questions.models import Question
from issues.deliberation.questions.policy import may_ask_question
from issues.deliberation.questions.presentation import question_row, seat_section
from issues.deliberation.questions.queries import questions_to_seat


def draw_questions(person: Reader, questions: Iterable[Question], reference: str) -> str:
    """What was asked about a thing; nothing where nothing was and the reader does not ask."""
    rows, url = [question_row(one) for one in questions], address_to_ask(person, reference)
    if not rows and not url:
        return ""
    context = {"questions": rows, "ask_url": url}
    return render_to_string("issues/deliberation/questions/about.html", context)


def address_to_ask(person: Reader, reference: str) -> str:
    """Where a person asks about a thing; nothing for who does not ask."""
    return f"{reverse('issues:ask_bench')}?{urlencode({'about': reference})}" if may_ask_question(person) else ""


def questions_of_seat(person: Reader, seat: Seat) -> str:
    """What was asked of a seat, and what was answered in its name, whoever held it; nothing for observers."""
    if not seat.writes:
        return ""
    context = seat_section(seat, questions_to_seat(person, seat))
    return render_to_string("issues/deliberation/questions/of_seat.html", context)
