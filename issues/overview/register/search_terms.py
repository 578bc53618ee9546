"""What an address asks of the list: filters, an order, a page, table or board; and the address that asks it again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Generic, TypeVar
from urllib.parse import urlencode

from django.http import QueryDict

from issues.overview.register.filters import Filters, FilterSet, read_filters
from issues.overview.register.sorts import DEFAULT, SORTS, Sort

BOARD = "board"
Narrowed = TypeVar("Narrowed", bound=FilterSet)


@dataclass(frozen=True)
class ListQuery(Generic[Narrowed]):
    """A view of a list; `before` is where its page begins, an edge of its order, which is `usual` where none is asked."""

    filters: Narrowed
    sort: Sort = DEFAULT
    board: bool = False
    before: str = ""
    usual: Sort = DEFAULT

    @property
    def edge(self) -> tuple | None:
        """The place after which the page begins; None for the first page."""
        return self.sort.edge_in(self.before)

    @property
    def query(self) -> str:
        """The part of the address behind the question mark that asks for the first page of this again, in one spelling."""
        return urlencode(self.words)

    @property
    def words(self) -> list[tuple[str, str]]:
        """The same as names and values."""
        more = [("sort", self.sort.code)] if self.sort != self.usual else []
        more += [("as", BOARD)] if self.board else []
        return [*self.filters.words(), *more]

    def but(self, **changes) -> ListQuery[Narrowed]:
        """The same with other filters, from the first page."""
        return replace(self, filters=replace(self.filters, **changes), before="")


def query_in(words: str) -> QueryDict:
    """An address that a form brings along, as an address: NUL, which the site's own addresses cannot hold, is left out."""
    return QueryDict(words.lstrip("?").replace("%00", ""), mutable=True)


def list_query_from(query: QueryDict, person) -> ListQuery[Filters]:
    """What an address asks for, as far as it makes sense; `q` must hold no personal data."""
    sort = SORTS.get(query.get("sort", ""), DEFAULT)
    return ListQuery(read_filters(query, person), sort, query.get("as") == BOARD, query.get("before", ""))
