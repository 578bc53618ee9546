"""What any list may be narrowed by, as the filter bar draws it: options with numbers, and chips of what is on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Generic, NamedTuple

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from committee.journal.moments import format_day
from issues.overview.register.queries.counts import Counts
from issues.overview.register.search_terms import ListQuery, Narrowed


class Option(NamedTuple):
    """One value of a filter, with how many problems would be shown; empty where that is not known."""

    value: str
    label: str
    selected: bool = False
    count: str = ""  # type: ignore[assignment]


class Field(NamedTuple):
    """One filter of the bar. `kind` is `several` (boxes), `one` (a choice), `box` or `day`."""

    kind: str
    name: str
    label: str
    options: tuple[Option, ...] = ()
    value: str = ""
    count: str = ""  # type: ignore[assignment]


class Choices(Generic[Narrowed]):
    """The filters of a list as they are offered, with their labels, their numbers and what is on."""

    def __init__(self, asked: ListQuery[Narrowed], counts: Counts) -> None:
        self.asked, self.counts = asked, counts
        self.filters: Any = asked.filters

    def drawn(self, action: str, everyday: Sequence[Field], more: Sequence[Field]) -> dict[str, Any]:
        """What the filter bar shows: filters at hand, others behind a fold, and chips of what is on."""
        return {
            "action": action,
            "clear_url": action,
            "query": self.filters.q,
            "everyday": everyday,
            "more": more,
            "more_on": sum(bool(getattr(self.filters, field.name)) for field in more),
            "chips": self.chips((*everyday, *more), action),
        }

    def option(self, name: str, value, label) -> Option:
        """One value with its number."""
        on = getattr(self.filters, name)
        selected = value in on if isinstance(on, tuple) else bool(on) and value == on
        return Option(str(value), str(label), selected, format_count(self.counts.of(name, value)))

    def one(self, name: str, label, values: Iterable[tuple]) -> Field:
        """A choice of one value, or none."""
        options = [self.option(name, value, said) for value, said in values]
        return Field("one", name, str(label), (Option("", _("Any"), not any(o.selected for o in options)), *options))

    def chips(self, fields: Iterable[Field], action: str) -> tuple[tuple[str, str], ...]:
        """What is on, each with the address of the list without it."""
        words = _("%(filter)s: %(value)s") % {"filter": _("Search"), "value": self.filters.q}
        found: list[tuple[str, dict[str, Any]]] = [(words, {"q": ""})] if self.filters.q else []
        for field in fields:
            on = getattr(self.filters, field.name)
            if isinstance(on, tuple):
                for option in (one for one in field.options if one.selected):
                    found.append((option.label, {field.name: tuple(one for one in on if str(one) != option.value)}))
            elif on:
                found.append(
                    (describe_filter(field), {field.name: type(on)() if isinstance(on, (str, bool)) else None})
                )
        return tuple((label, list_address(action, self.asked.but(**change))) for label, change in found)


def describe_filter(field: Field) -> str:
    """A filter that is on, in words."""
    chosen = next((option.label for option in field.options if option.selected), "")
    if field.kind == "day":
        chosen = format_day(date.fromisoformat(field.value))
    return _("%(filter)s: %(value)s") % {"filter": field.label, "value": chosen} if chosen else field.label


def format_count(number: int | None) -> str:
    """A number as the reader's language writes it; nothing where it is not known."""
    return "" if number is None else str(number) if number < 1000 else group_thousands(number)


def group_thousands(number: int) -> str:
    """A number of more than three digits, with what the language puts between thousands."""
    return number_format(number, use_l10n=True, force_grouping=True)


def list_address(action: str, asked: ListQuery) -> str:
    """The address of a list."""
    return f"{action}?{asked.query}" if asked.query else action
