"""A question in the words of the index, and how each database is asked it. Stems hold letters and figures only."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations

SMALL, LARGE = 12, 16
MOST_SLICES = 16
"""Rows are cut by their keys, which grow with time, into slices of 4,096 and of 65,536. PostgreSQL's index cannot be
read newest first, so the slice of a row is a word of its own in it: to want the newest is to want some slices."""
POSTGRESQL = """array_to_tsvector(string_to_array({row}{stems}, ' ') || ARRAY[
    '!' || {row}kind, '@' || COALESCE({row}space_id, 0)::text,
    '<' || ({row}id >> 12)::text, '>' || ({row}id >> 16)::text])"""


@dataclass(frozen=True)
class IndexQuery:
    """Of each group one stem must be found, or of at least `least` groups where it is given.

    What can narrow the index is said as well: one kind, spaces, and the keys from `since` to `last`. Only the words
    and `since` are a promise; kinds and spaces are checked on the rows themselves.
    """

    groups: tuple[tuple[str, ...], ...]
    least: int = 0
    kind: str = ""
    spaces: tuple[int, ...] = ()
    since: int = 0
    last: int = 0

    def __bool__(self) -> bool:
        return bool(self.groups) and all(self.groups)

    def back_to(self, key: int) -> IndexQuery:
        """The same question of the rows from a key on."""
        return replace(self, since=max(0, key))

    def clauses(self) -> list[tuple[tuple[str, ...], ...]]:
        """The groups that together suffice."""
        return list(combinations(self.groups, self.least)) if 0 < self.least < len(self.groups) else [self.groups]

    def in_fts5(self) -> str:
        """The words as SQLite takes them."""
        return join_clauses(self.clauses(), '"{}"', " AND ", " OR ")

    def in_tsquery(self) -> str:
        """The words, and all that narrows them, as PostgreSQL takes them."""
        words = join_clauses(self.clauses(), "'{}'", " & ", " | ")
        kind = [(f"!{self.kind}",)] if self.kind else []
        spaces = [tuple(f"@{pk}" for pk in (0, *self.spaces))] if self.spaces else []
        narrow = [*kind, *spaces, *self.slices()]
        return f"({words}) & {join_clauses([narrow], QUOTED, ' & ', ' | ')}" if narrow else words

    def slices(self) -> list[tuple[str, ...]]:
        """The slices that hold the keys from `since` on: small ones where few are enough, then large ones, or none."""
        for sign, bits in (("<", SMALL), (">", LARGE)):
            places = range(self.since >> bits, (self.last >> bits) + 1)
            if self.since and len(places) <= MOST_SLICES:
                return [tuple(f"{sign}{place}" for place in places)]
        return []


QUOTED = "'{}'"


def join_clauses(clauses, quoted: str, both: str, either: str) -> str:
    """Groups as one expression: any clause, all its groups, any word of a group."""
    return either.join(
        f"({both.join(f'({either.join(quoted.format(word) for word in group)})' for group in clause)})"
        for clause in clauses
    )


def expression(stems: str, alias: str = "") -> str:
    """What PostgreSQL's index is made of: the stems of a column, and the marks that narrow a question."""
    return POSTGRESQL.format(row=f"{alias}." if alias else "", stems=stems)
