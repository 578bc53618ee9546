"""What the pages of questions between benches say: plain data in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from committee.absences.speaking import Speaker
from committee.access.lanes import SHORT, Lane
from committee.journal.moments import format_day
from committee.people.models import Reader
from committee.seats.models import Bench, Seat
from issues.deliberation.questions import policy
from issues.deliberation.questions.models import ASKED_BENCHES, Question, ReplyTerm, Suspension
from issues.deliberation.questions.queries import Asked
from issues.deliberation.questions.states import AWAITING, State, Suspended
from issues.deliberation.questions.terms import Fate, days_taken
from issues.problems.records.models import Problem
from issues.resolution.solutions.models import Solution

STATE_CLASS = {
    State.ASKED: "filed",
    State.SUSPENDED: "draft",
    State.ANSWERED: "in_discussion",
    State.INSUFFICIENT: "qualified",
    State.ACCEPTED: "verified",
    State.WITHDRAWN: "closed",
}
"""How the mark of a state is drawn: as the state of a problem that it is most like."""


def asked_in_words(question: Question) -> str:
    """Whom a question is put to."""
    if question.to_seat_id and question.to_seat:
        return str(question.to_seat.organisation)
    return str(Bench(question.to_bench).label)


def term_in_words(question: Question) -> str:
    """What is left of the term of a question, in words; nothing where none runs."""
    if question.state == State.SUSPENDED:
        return _("term suspended")
    if question.state not in AWAITING or question.days_overdue:
        return ""
    left = question.days_left
    return ngettext("%(n)s working day left", "%(n)s working days left", left) % {"n": left}


def question_row(question: Question) -> dict[str, Any]:
    """One question as a line of a list."""
    return {
        "question": question,
        "url": reverse("issues:question", args=[question.pk]),
        "lane": SHORT[Lane(question.space.lane)],
        "state": state_of(question),
        "asked": asked_in_words(question),
        "due": format_day(question.due_on) if question.state in AWAITING else "",
        "left": term_in_words(question),
    }


def state_of(question: Question) -> dict[str, str]:
    """The state of a question as its mark is drawn."""
    state = State(question.state)
    return {"code": STATE_CLASS[state], "label": str(state.label)}


def about_line(thing: Problem | Solution | None) -> dict[str, str] | None:
    """What a question is about: its reference, title and address."""
    if thing is None:
        return None
    is_problem = isinstance(thing, Problem)
    reference = thing.reference if isinstance(thing, Problem) else thing.number
    url = reverse("issues:problem" if is_problem else "issues:solution", args=[thing.about[1]])
    return {"reference": reference, "title": thing.title_here, "language": thing.language_here, "url": url}


def term_rows(question: Question) -> list[dict[str, Any]]:
    """Every term of a question with what became of it, the first one first."""
    return [term_row(question, term) for term in question.terms.all()]


def term_row(question: Question, term: ReplyTerm) -> dict[str, Any]:
    """One term: from when until when, what became of it, the answer and who gave it, and what was said of it."""
    fate = term.fate(suspended=question.state == State.SUSPENDED, dropped=question.state == State.WITHDRAWN)
    suspensions = [suspension_row(one) for one in term.suspensions.all()]
    stopped = [(one.began_on, one.resumed_on) for one in term.suspensions.all() if one.began_on and one.resumed_on]
    took = days_taken(term.began_on, term.replied_on, stopped) if term.replied_on else None
    return {
        "term": term,
        "fate": {"code": fate.value, "label": str(fate.label)},
        "late": fate in (Fate.LATE, Fate.EXPIRED),
        "took": ngettext("after %(n)s working day", "after %(n)s working days", took) % {"n": took}
        if took is not None
        else "",
        "suspensions": suspensions,
    }


def suspension_row(suspension: Suspension) -> dict[str, Any]:
    """A suspension in words."""
    began, resumed = format_day(suspension.began_on), format_day(suspension.resumed_on)
    words = {
        Suspended.PROPOSED: _("Suspension proposed, awaiting the other side"),
        Suspended.DECLINED: _("Suspension proposed, and declined"),
        Suspended.RUNNING: _("Suspended since %(began)s, by agreement") % {"began": began},
        Suspended.ENDED: _("Suspended from %(began)s to %(resumed)s, by agreement")
        % {"began": began, "resumed": resumed}
        if began
        else _("Suspension proposed, then without object"),
    }
    return {"words": words[Suspended(suspension.state)], "suspension": suspension}


def may_of(person: Reader, question: Question, spoken: Mapping[int, Speaker]) -> dict[str, bool]:
    """What the reader may do with a question, for the forms of its page."""
    proposed = open_proposal(question)
    settles = bool(proposed and policy.may_settle_suspension(person, question, proposed.side, spoken))
    return {
        "answer": policy.may_answer_question(person, question, spoken),
        "judge": policy.may_judge_answer(person, question),
        "suspend": proposed is None and policy.may_propose_suspension(person, question, spoken),
        "settle": settles,
        "resume": policy.may_resume_term(person, question, spoken),
        "withdraw": policy.may_withdraw_question(person, question),
        "translate": policy.may_translate_question(person, question),
    }


def open_proposal(question: Question) -> Suspension | None:
    """The suspension that one side proposed and on which the other has not said anything."""
    found = [one for term in question.terms.all() for one in term.suspensions.all() if one.state == Suspended.PROPOSED]
    return found[0] if found else None


def speaking_as(speaker: Speaker | None) -> dict[str, Any] | None:
    """In whose name the reader would answer."""
    return {"seat": speaker.seat, "instead_of": speaker.instead_of} if speaker else None


def filters_of(asked: Asked) -> dict[str, Any]:
    """The filter bar of the register of questions."""
    fields = (
        ("state", _("State"), State.choices, asked.state),
        ("bench", _("Bench asked"), ASKED_BENCHES, asked.bench),
    )
    return {
        "action": reverse("issues:questions"),
        "query": asked.words,
        "everyday": [drop_down(*one) for one in fields],
    }


def drop_down(name: str, label: str, choices: Iterable[Any], chosen: str) -> dict[str, Any]:
    """A filter of which one value is chosen, or none."""
    options = [{"value": "", "label": _("All")}]
    options += [{"value": code, "label": str(words), "selected": code == chosen} for code, words in choices]
    return {"kind": "one", "name": name, "label": label, "options": options}


def view_tabs(asked: Asked, spoken: Mapping[int, Speaker], may_ask: bool) -> list[dict[str, Any]]:
    """The views of the register that mean something to the reader."""
    views = [("", pgettext("questions", "All")), ("overdue", pgettext("questions", "Overdue"))]
    views += [("ours", _("Awaiting my seat"))] if spoken else []
    views += [("asked", _("Asked by us"))] if may_ask else []
    here = reverse("issues:questions")
    return [
        {"label": label, "url": f"{here}?view={code}" if code else here, "current": asked == Asked(view=code)}
        for code, label in views
    ]


def seat_section(seat: Seat, asked: Iterable[tuple[Question, list[ReplyTerm]]]) -> dict[str, Any]:
    """What was asked of a seat or its bench, with the answers given in its name, whoever held it."""
    rows = []
    for question, terms in asked:
        answers = [term for term in terms if term.replied_for_id == seat.pk]
        if question.to_seat_id or answers or question.state in AWAITING:
            rows.append(question_row(question) | {"answers": answers})
    return {"seat": seat, "rows": rows}
