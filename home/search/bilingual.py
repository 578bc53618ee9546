"""The field's words in the other language, from the shipped glossary: a French word finds its Dutch counterpart."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from home.search.text import STOP_WORDS, compose_text, fold_word, stems_of, words_in

SOURCE = Path(__file__).parent / "data" / "glossary.csv"
ASIDE = re.compile(r"\([^)]*\)|[«»\"]")
EITHER = re.compile(r"\s+/\s+")
LONGEST_TERM = 4
SAME_LETTERS, ENDING = 5, 2
Words = tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """A term of one to four telling words, and the stems of what it is called."""

    words: Words
    others: frozenset[str]

    def begins(self, words: Sequence[str]) -> bool:
        """Whether some words begin with the term, in whatever forms."""
        return len(words) >= len(self.words) and all(map(is_alike, self.words, words))


def is_alike(one: str, other: str) -> bool:
    """Whether two folded words have a stem in common, or differ by an ending alone: “bijlage”, “bijlagen”."""
    short, long = sorted((one, other), key=len)
    ending = len(short) >= SAME_LETTERS and long.startswith(short) and len(long) - len(short) <= ENDING
    return ending or not set(stems_of(one)).isdisjoint(stems_of(other))


@lru_cache(maxsize=1)
def counterparts() -> dict[str, list[Entry]]:
    """The terms of both languages by the first letter of their first word."""
    known: dict[str, list[Entry]] = {}
    with SOURCE.open(encoding="utf-8", newline="") as lines:
        rows = [(spellings_in(row["fr"]), spellings_in(row["nl"])) for row in csv.DictReader(lines)]
    for row in rows:
        for ways, others in (row, row[::-1]):
            called = frozenset(stem for other in others for word in other for stem in stems_of(word))
            for way in ways:
                known.setdefault(way[0][0], []).append(Entry(way, called))
    return known


def spellings_in(cell: str) -> list[Words]:
    """The ways in which a glossary writes a term."""
    ways = (words_of(ASIDE.sub(" ", way)) for way in EITHER.split(cell))
    return [way for way in ways if 0 < len(way) <= LONGEST_TERM]


def words_of(text: str) -> Words:
    """The telling words of a text, folded."""
    typed = (fold_word(found.group()) for found in words_in(compose_text(text)))
    return tuple(word for word in typed if word and word not in STOP_WORDS)


def translated_terms(words: Sequence[str]) -> Iterator[tuple[int, int, frozenset[str]]]:
    """The terms among words that stand in a row, the longest ones: from where, to where, and what they are called."""
    typed, place = [fold_word(word) for word in words], 0
    while place < len(typed):
        fitting = [entry for entry in counterparts().get(typed[place][:1], ()) if entry.begins(typed[place:])]
        size = max((len(entry.words) for entry in fitting), default=0)
        if size:
            called = [entry.others for entry in fitting if len(entry.words) == size]
            yield place, place + size, frozenset().union(*called)
        place += size or 1
