"""A problem as a row of the list: reference, title, state, the nineteen, hours per month, last fact.

What a row looks like depends on nothing but its arguments here, so that rows are drawn once and remembered: no list
shows an old one.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from committee.access.lanes import SHORT, Lane
from committee.journal import clock
from committee.journal.moments import format_day
from committee.journal.verbs import brief_of
from committee.organisations.queries import centres, names_of_organisations
from committee.organisations.strip import strip_svg
from issues.fieldwork.impacts.models import ProblemImpact
from issues.fieldwork.impacts.policy import may_name_centres, sums_readable_by
from issues.fieldwork.impacts.presentation.words import (
    MASKED,
    cells_in,
    describe_answers,
    describe_coverage,
    describe_hours,
    describe_sum,
)
from issues.overview.register.queries.lists import Row
from issues.problems.records.models import Severity
from issues.problems.records.states import State
from issues.problems.taxonomies.queries import terms_by_id

SUMS = ("affected", "not_affected", "cannot_tell", "with_minutes", "hours_low", "hours_likely", "hours_high")


class Reader(NamedTuple):
    """What makes a row differ between readers: the language, whether it names CPAS, and how many there are."""

    language: str
    named: bool
    centres: int


def render_table_rows(person, rows: list[Row], *, choosing: bool = False, chosen: Container[str] = ()) -> SafeString:
    """The rows as the body of the table, with a box to choose each where they are to be chosen."""
    return render_rows(
        "issues/overview/register/row.html", person, rows, lambda row: (row.reference in chosen) if choosing else None
    )


def render_cards(person, rows: list[Row], *, moving: bool = False) -> SafeString:
    """The rows as cards of the board, with a link to move each where the reader may."""
    return render_rows("issues/overview/register/card.html", person, rows, lambda row: True if moving else None)


def render_rows(template: str, person, rows: list[Row], mark: Callable) -> SafeString:
    """Rows in a template of theirs; what is asked of rights is asked once."""
    reader = Reader((get_language() or "fr")[:2], may_name_centres(person), len(centres()))
    readable, names, known = sums_readable_by(person), names_of_organisations(), terms_by_id()
    place, today = int(reader.language == "nl"), clock.today()
    return mark_safe(
        "".join(
            row_html(
                template,
                row,
                names[row.organisation][place],
                str(known.get(row.category or 0) or ""),
                readable(row.cells or ""),
                reader,
                today,
                mark(row),
            )
            for row in rows
        )
    )


@lru_cache(maxsize=2048)
def row_html(
    template: str, row: Row, organisation: str, category: str, readable: bool, reader: Reader, today: date, mark
) -> str:
    """One row, written once for all readers to whom it looks alike on one day; `mark` is None without a box or link."""
    words = words_of(row, organisation, category, readable, reader)
    words["days_overdue"] = max(0, (today - row.due_on).days) if row.due_on else 0
    words["mark"] = MARKS[template](words, mark) if mark is not None else ""
    return render_to_string(template, words).strip()


def words_of(row: Row, organisation: str, category: str, readable: bool, reader: Reader) -> dict:
    """The words and figures of a row. `readable` says whether the reader may read its sums of volumes."""
    cells = cells_in(row.cells or "", reader.centres, named=reader.named)
    tally = ProblemImpact(cells=cells, **{name: getattr(row, name) or 0 for name in SUMS})
    title, spoken = title_of(row, reader.language)
    return {
        "ref": row.reference,
        "url": f"{reverse('issues:problems')}{row.reference}/",
        "title": title,
        "lang": spoken,
        "lane": row.lane,
        "lane_label": SHORT[Lane(row.lane)],
        "about": " · ".join(word for word in (organisation, category) if word),
        "risk": format_html('<b class="risk">{}</b>', _("Right at risk")) if row.right_at_risk else "",
        "state": row.state,
        "state_label": State(row.state).label,
        "state_note": link_to_problem(row.into) if row.into else Severity(row.severity).label,
        "strip": strip_svg(cells, words=describe_answers(cells)),
        "coverage": describe_coverage(tally) if tally.answered else _("No answer yet"),
        "hours": describe_hours(tally)
        if readable
        else format_html('<span title="{}">{}</span>', _(WHY_MASKED), MASKED),
        "partial": readable and bool(tally.hours_high) and tally.coverage_of_hours.is_little,
        "of_hours": describe_sum(tally.coverage_of_hours) if readable and tally.hours_high else "",
        "last": brief_of(row.last_verb),
        "last_note": format_day(row.last_at),
    }


def link_to_problem(reference: str) -> SafeString:
    """A link to the problem into which a row's was merged."""
    return format_html('<a href="{}">→ {}</a>', reverse("issues:problem", args=[reference]), reference)


WHY_MASKED = gettext_noop("Not shown: it would tell what one CPAS declared.")


def title_of(row: Row, language: str) -> tuple[str, str]:
    """The title in the reader's language where it is known, in its own otherwise, and that language."""
    if row.title_other and row.language != language:
        return row.title_other, language
    return row.title, row.language


def render_checkbox(words: dict, chosen: bool) -> SafeString:
    """The box that chooses a row for the form of many."""
    return format_html(
        '<label class="pick"><input type="checkbox" name="problem" value="{}" form="together"{}>'
        '<span class="sr">{}</span></label>',
        words["ref"],
        mark_safe(" checked") if chosen else "",
        _("Choose %(reference)s") % {"reference": words["ref"]},
    )


def render_move_link(words: dict, _may: bool) -> SafeString:
    """The link to the page on which a card's problem is moved."""
    said = _("Move %(reference)s to another state") % {"reference": words["ref"]}
    return format_html('<a class="go" href="{}state/" aria-label="{}">{}</a>', words["url"], said, _("Move"))


MARKS = {"issues/overview/register/row.html": render_checkbox, "issues/overview/register/card.html": render_move_link}
