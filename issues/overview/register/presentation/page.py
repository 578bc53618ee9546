"""The pages of the list: views as tabs, the words above the table, the columns of the board."""

from __future__ import annotations

from functools import cache

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from committee.access.standing import standing_of
from issues.intake.triage.policy import may_read_queue
from issues.overview.register.filters import Filters, own_centres
from issues.overview.register.models import SavedView
from issues.overview.register.policy import may_share_views, may_triage_many
from issues.overview.register.presentation.choices import format_count, list_address
from issues.overview.register.presentation.filter_bar import render_filter_bar
from issues.overview.register.presentation.rows import render_cards, render_table_rows
from issues.overview.register.queries.counts import Counts, counts_of
from issues.overview.register.queries.lists import CARDS, ROWS, board_rows, edge_after, list_rows, views_of
from issues.overview.register.search_terms import ListQuery
from issues.problems.records.policy import may_file_problem
from issues.problems.records.states import State


def table_context(person, asked: ListQuery, chosen) -> dict:
    """One page of rows with its caption; the chosen are ticked where the reader may handle many at once."""
    rows = list_rows(person, asked)
    whole = rows if len(rows) <= ROWS and asked.edge is None else None
    counts = counts_of(person, asked.filters, whole)
    shown, edge = rows[:ROWS], edge_after(rows, asked)
    may_choose = may_triage_many(person)
    marked = {row.reference for row in shown} if chosen == ["all"] else set(chosen)
    return {
        "counts": counts,
        "any": bool(rows),
        "drawn": render_table_rows(person, shown, choosing=may_choose, chosen=marked),
        "choosing": may_choose,
        "older": f"?{asked.query}&before={edge}".replace("?&", "?") if edge else "",
        "newest": list_address(reverse("issues:problems"), asked) if asked.edge else "",
        "caption": describe_listing(asked, counts),
        "number": format_total(counts),
    }


def board_context(person, asked: ListQuery) -> dict:
    """The columns of the board, in the order of the life of a problem."""
    found = board_rows(person, asked)
    counts = counts_of(person, asked.filters)
    moving = may_triage_many(person)
    columns = [board_column(person, asked, counts, state, rows, moving=moving) for state, rows in found.items()]
    return {
        "counts": counts,
        "any": any(found.values()),
        "columns": columns,
        "caption": describe_listing(asked, counts),
        "number": format_total(counts),
    }


def board_column(person, asked: ListQuery, counts: Counts, state: str, rows: list, *, moving: bool) -> dict:
    """One state of the board: at most twenty cards, how many there are, and the list of them."""
    known = counts.of("state", state) if len(rows) > CARDS else len(rows)
    only = ListQuery(asked.but(state=(state,)).filters, asked.sort)
    return {
        "state": state,
        "label": State(state).label,
        "count": format_count(known) if known is not None else _("more than %(number)s") % {"number": CARDS},
        "url": list_address(reverse("issues:problems"), only),
        "more": len(rows) > CARDS,
        "cards": render_cards(person, rows[:CARDS], moving=moving),
    }


def format_total(counts: Counts) -> str:
    """How many problems are shown; nothing where it is not known."""
    if counts.total is None:
        return ""
    return f"{format_count(counts.total)}+" if counts.more else format_count(counts.total)


def describe_listing(asked: ListQuery, counts: Counts) -> str:
    """How many problems are shown, as far as it is known, and in which order."""
    order = _("order: %(order)s") % {"order": asked.sort.label}
    number = format_total(counts)
    if counts.total is None:
        return order[:1].upper() + order[1:]
    said = ngettext("%(number)s problem", "%(number)s problems", counts.total) % {"number": number}
    return f"{said} · {order}"


def page_context(person, asked: ListQuery, counts: Counts) -> dict:
    """What stands around the rows on a whole page; one query."""
    action = reverse("issues:problems")
    return {
        "asked": asked,
        "bar": render_filter_bar(person, asked, counts, action),
        "views": view_tabs(person, asked, views_of(person)),
        "sharing": may_share_views(person),
        "may_file": may_file_problem(person),
        "keys": render_key_hints((get_language() or "fr")[:2], may_triage_many(person)),
        "may_read_queue": may_read_queue(person),
        "as_table": list_address(action, ListQuery(asked.filters, asked.sort)),
        "as_board": list_address(action, ListQuery(asked.filters, asked.sort, True)),
    }


@cache
def render_key_hints(_language: str, choosing: bool) -> SafeString:
    """The hints about keys in the language in force."""
    return render_to_string("issues/overview/register/keys.html", {"choosing": choosing})


def topics_of(person) -> str:
    """What a list that stays open listens to."""
    return " ".join(f"problems:{pk}" for pk in sorted(standing_of(person).readable_ids))


def standard_views(person) -> list[tuple[str, ListQuery]]:
    """The views that everybody has."""
    own = bool(own_centres(person))
    concerned = [(_("Concerned: my CPAS"), Filters(concerned="yes"))] if own else []
    silent = [(_("Not answered by my CPAS"), Filters(concerned="unanswered"))] if own else []
    late = (_("Solution overdue"), Filters(overdue=True))
    every = [(_("All"), Filters()), *concerned, (_("Right at risk"), Filters(risk=True)), late, *silent]
    return [(label, ListQuery(filters)) for label, filters in (*every, (_("Followed"), Filters(followed=True)))]


def view_tabs(person, asked: ListQuery, saved: list[SavedView]) -> list[dict]:
    """The views of the list, one of them current where its address is this one's."""
    views = [(label, one.query) for label, one in standard_views(person)]
    views += [(view.name_here, view.query) for view in saved]
    action, current, taken = reverse("issues:problems"), asked.query, False
    found = []
    for label, query in views:
        here, taken = query == current and not taken, taken or query == current
        found.append({"label": label, "url": f"{action}?{query}" if query else action, "current": here})
    return found
