"""Problems like the one that somebody begins to file: any words in common, the rare ones first, in either language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from math import log
from typing import Any

from django.db.models import Q

from committee.access.standing import standing_of
from committee.people.models import Reader
from home.search.bilingual import translated_terms
from home.search.models import SearchRow, Stem
from home.search.search_query import IndexQuery
from home.search.text import STOP_WORDS, Term, compose_text, compounds_in, fold_word, stems_of, words_in
from home.search.vocabulary import Known, look_up_terms, stems_beginning
from issues.problems.records.models import Problem
from issues.problems.records.states import State
from issues.problems.records.subject import PROBLEM

READ = 400
MOST_WORDS = 14
TELLING, TOGETHER = 6, 4
CANDIDATES = 80
RARE = 3_000
NEWEST = 16_000
PREFIX_FROM = 3
TYPO_FROM = 5
MOST_TYPOS = 3
NEIGHBOURS = 400
TITLE, TEXT = 3.0, 1.0
TRANSLATED = 0.8
LEAST = 0.3
"""A problem is similar where it holds so much of what the words weigh together."""


@dataclass(frozen=True)
class Clue:
    """A word of the text, or a term of the field: the stems that stand for it, and how much they say."""

    stems: frozenset[str]
    weight: float
    foreign: frozenset[str] = frozenset()

    @property
    def all(self) -> frozenset[str]:
        """The stems of the word and of its counterpart."""
        return self.stems | self.foreign

    def said_in(self, stems: frozenset[str]) -> float:
        """How much of it some stems say: a little less in the other language."""
        return self.weight if self.stems & stems else self.weight * TRANSLATED if self.foreign & stems else 0.0


def similar_problems(person: Reader, text: str, most: int = 5) -> list[str]:
    """The references of at most `most` problems that a person may read and that resemble a text, best first.

    The last word may be half typed. At most seven queries, and never more than some hundred rows, however many
    problems there are: which rows are read is decided by the rarest words.
    """
    return surviving_references(person, nearest_problems(person, text, 3 * most))[:most]


def nearest_problems(person: Reader, text: str, most: int, *, ask: int = 4) -> list[str]:
    """The references of problems that a person may read and that resemble a text; at most `ask` + 2 queries."""
    clues, known = clues_in(telling_words(text), half_typed=text[-1:].isalnum())
    rows: dict[str, float] = {}
    for asked, column in islice(questions_to_ask(person, clues, known), ask if clues else 0):
        for key, title, body in candidate_problems(person, asked, column):
            rows[key] = max(rows.get(key, 0.0), score_problem(clues, frozenset(title.split()), frozenset(body.split())))
        if sum(value >= score_needed(clues, 0.8) for value in rows.values()) >= most:
            break
    alike = [key for key, value in rows.items() if value >= score_needed(clues, LEAST)]
    return sorted(alike, key=lambda key: (-rows[key], key))[:most]


def telling_words(text: str) -> list[str]:
    """The words of the beginning of a text that say something, each once, in their order."""
    text = compose_text(text[:READ])
    typed = dict.fromkeys(found.group().casefold() for found in chain(compounds_in(text), words_in(text)))
    return [word for word in typed if fold_word(word) not in STOP_WORDS and stems_of(word)][:MOST_WORDS]


def clues_in(words: list[str], *, half_typed: bool) -> tuple[list[Clue], Known]:
    """What some words are known by in the index, the rarest first; at most two queries."""
    terms = [Term(stems_of(word)) for word in words]
    if words and half_typed and len(fold_word(words[-1])) >= PREFIX_FROM:
        terms[-1] = Term(terms[-1].stems, fold_word(words[-1]))
    spans = list(translated_terms(words))
    known = look_up_terms([*terms, *(Term(tuple(sorted(called))) for _start, _end, called in spans)])
    forms = [frozenset(known.forms(term)) for term in terms]
    nearest = correct_typos([word for word, some in zip(words, forms, strict=True) if not some])
    forms = [some or nearest.get(word, frozenset()) for word, some in zip(words, forms, strict=True)]
    clues = [clue_of(some, foreign_stems(known, spans, place), known) for place, some in enumerate(forms)]
    return sorted((clue for clue in clues if clue.all), key=lambda clue: -clue.weight), known


def foreign_stems(known: Known, spans: Iterable[tuple[int, int, Iterable[str]]], place: int) -> frozenset[str]:
    """The known stems by which the term at a place is called in the other language."""
    called = frozenset().union(*(called for start, end, called in spans if start <= place < end))
    return frozenset(stem for stem in called if stem in known.rows)


def clue_of(stems: frozenset[str], foreign: frozenset[str], known: Known) -> Clue:
    """A clue weighs the more, the fewer titles hold it."""
    titles = max((known.titles.get(stem, 0) for stem in stems or foreign), default=0)
    whole = max(1, known.titles.get(f"!{PROBLEM.code}", 0))
    return Clue(stems, log(2 + whole / (1 + titles)), foreign)


def correct_typos(words: list[str]) -> dict[str, frozenset[str]]:
    """For words that no text holds, the most frequent stems one letter away; one query, none without such words."""
    words = [word for word in words if len(fold_word(word)) >= TYPO_FROM and fold_word(word).isalpha()][:MOST_TYPOS]
    if not words:
        return {}
    wanted = Q(pk__in=[])
    for word in words:
        wanted |= stems_beginning(fold_word(word)[:2])
    found = Stem.objects.filter(wanted).order_by("-rows", "stem").values_list("stem", flat=True)[:NEIGHBOURS]
    near = {
        word: [stem for stem in found if any(is_one_edit_apart(stem, mine) for mine in stems_of(word))]
        for word in words
    }
    return {word: frozenset(stems[:3]) for word, stems in near.items()}


def is_one_edit_apart(one: str, other: str) -> bool:
    """Whether two words differ by one letter more, less or other, or by two that changed places."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return one == other
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    a, b = one[start:], other[start:]
    return a[1:] == b or a == b[1:] or a[1:] == b[1:] or (a[:2] == b[:2][::-1] and a[2:] == b[2:])


def questions_to_ask(person: Reader, clues: list[Clue], known: Known) -> Iterator[tuple[IndexQuery, str]]:
    """What to ask the index, one after another: four words in a title, two of them, one, and rare ones in a text."""
    facts: dict[str, Any] = {
        "kind": PROBLEM.code,
        "spaces": tuple(sorted(standing_of(person).readable_ids)),
        "last": known.last,
    }
    groups = tuple(tuple(sorted(clue.all)) for clue in clues)
    titled = [IndexQuery(groups[:TOGETHER], **facts)] if len(groups) > 1 else []
    titled += [IndexQuery(groups[:TELLING], least=2, **facts)] if len(groups) > 2 else []
    titled += [IndexQuery((merge_groups(groups[:2]),), **facts)]
    yield from ((known.bounded(asked, CANDIDATES, titles=True), "title_stems") for asked in titled)
    rare = [group for group in groups[:TELLING] if known.share(group) * known.total <= RARE]
    if rare:
        yield IndexQuery((merge_groups(rare),), **facts), "stems"
    else:
        yield IndexQuery(groups[:2], **facts).back_to(known.last - NEWEST), "stems"


def merge_groups(groups: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Several groups as one, of which any stem will do."""
    return tuple(sorted({stem for group in groups for stem in group}))


def candidate_problems(person: Reader, asked: IndexQuery, column: str) -> list[tuple[str, str, str]]:
    """At most 80 problems that a person may read and that answer: reference and stems; one query.

    In no order: where more answer, the question was narrowed to the newest, and sorting costs more than it tells.
    """
    rows = SearchRow.objects.visible_to(person).filter(kind=PROBLEM.code, **{f"{column}__match": asked})
    return list(rows.order_by().values_list("key", "title_stems", "stems")[:CANDIDATES])


def score_problem(clues: list[Clue], title: frozenset[str], body: frozenset[str]) -> float:
    """How much a problem resembles: what its words weigh, those of its title thrice; a short title says it better."""
    total = sum(max(TITLE * clue.said_in(title), TEXT * clue.said_in(body)) for clue in clues)
    return total - 0.01 * len(title)


def score_needed(clues: list[Clue], part: float) -> float:
    """A part of what all words would weigh in a title."""
    return part * TITLE * sum(clue.weight for clue in clues)


def surviving_references(person: Reader, references: list[str]) -> list[str]:
    """References in their order, where a problem merged into another stands back for it; one query."""
    found = Problem.objects.visible_to(person).filter(reference__in=references)
    facts = {
        ref: (state, into) for ref, state, into in found.values_list("reference", "state", "merged_into__reference")
    }
    listed = {ref for ref, (state, _into) in facts.items() if state != State.MERGED}
    return [ref for ref in references if ref in listed or (ref in facts and facts[ref][1] not in facts)]
