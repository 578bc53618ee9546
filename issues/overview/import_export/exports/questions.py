"""The register of questions between benches as a table: a row a term, since each has its own end and its own answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from committee.absences.speaking import seats_spoken_for
from committee.access.lanes import SHORT, Lane
from committee.access.standing import standing_of
from committee.people.models import Reader
from committee.seats.models import Bench
from issues.deliberation.questions.models import Question, ReplyTerm
from issues.deliberation.questions.presentation import asked_in_words, state_of, suspension_row
from issues.deliberation.questions.queries import Asked, facts_of, questions_with_terms
from issues.deliberation.questions.states import Verdict
from issues.overview.import_export.exports.rows import day_of
from issues.overview.import_export.exports.solutions import iso
from issues.overview.import_export.safe_tables import fresh_file, write_csv, write_workbook


def build_questions_file(person: Reader, asked: Asked, form: str) -> tuple[IO[bytes], int]:
    """All of a register for a person, in the active language, as a workbook or as CSV, and how many questions it holds."""
    questions = list(questions_with_terms(person, asked, seats_spoken_for(person)))
    rows = list(rows_of(person, questions))
    target = fresh_file()
    if form == "xlsx":
        write_workbook(target, [(_("Questions"), [header(), *rows])])
    else:
        write_csv(target, [header(), *([iso(cell) for cell in row] for row in rows)])
    target.seek(0)
    return target, len(questions)


def header() -> list[str]:
    """The names of the columns."""
    return [
        _("Number"), _("Address"), _("Lane"), _("State"), _("Title in French"), _("Title in Dutch"), _("About"),
        _("Asked by"), _("Bench that asks"), _("Asked of"), _("Bench asked"), _("Asked on"), pgettext("question", "Term"),
        _("Term began on"), _("Term ends on"), _("What became of the term"), _("Answered on"), _("Working days taken"),
        _("Answered for the seat of"), _("What whoever asked said"), _("Suspensions"),
    ]  # fmt: skip


def rows_of(person: Reader, questions: list[Question]) -> Iterator[list[Any]]:
    """The rows of a register: one for each term of each question."""
    readable = standing_of(person).readable_ids
    for question in questions:
        for term in question.terms.all():
            term.question = question
            yield [*cells_of_question(question, readable), *cells_of_term(term)]


def cells_of_question(question: Question, readable: frozenset[int]) -> list[Any]:
    """What is the same in each row of a question."""
    titles, thing = question.titles, question.problem or question.solution
    about = getattr(thing, "reference", "") or getattr(thing, "number", "")
    return [
        question.number,
        settings.SITE_URL + reverse("issues:question", args=[question.pk]),
        str(SHORT[Lane(question.space.lane)]),
        state_of(question)["label"],
        titles.get("fr", ""),
        titles.get("nl", ""),
        about if thing and thing.space_id in readable else "",
        question.asked_for.name,
        str(Bench(question.from_bench).label),
        asked_in_words(question),
        str(Bench(question.bench_asked).label),
        day_of(question.asked_at),
    ]


def cells_of_term(term: ReplyTerm) -> list[Any]:
    """What is said of one term: text, days, whole numbers, or None for nothing."""
    facts = facts_of(term)
    return [
        term.number,
        term.began_on,
        term.due_on,
        str(facts.fate.label),
        term.replied_on,
        facts.days,
        term.replied_for.organisation.name if term.replied_for else "",
        str(Verdict(term.verdict).label) if term.verdict else "",
        "; ".join(suspension_row(one)["words"] for one in term.suspensions.all()),
    ]
