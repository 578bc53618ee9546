"""Words as the index knows them: without accents, elisions and endings, in French and in Dutch at once."""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

LONGEST_WORD = 64
MOST_WORDS = 12
MOST_STEMS = 10_000
PREFIX_FROM = 5
WORD = re.compile(r"[^\W_]+")
ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu)['’ʼ](?=\w)", re.I)
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"})
LITTLE = """
    a au aux avec ce ces cette dans de des du elle elles en est et il ils je la le les leur lui mais ne nous on ou par
    pour qu que qui sa se ses son sont sur un une vos votre vous y
    aan als bij dat de den der die dit door een en er het hij hun ik in is maar met naar niet of om onze op te tot
    uit van voor was wat we wij ze zich zij zijn zo
"""
STOP_WORDS = frozenset(LITTLE.split())
_own = threading.local()


def compose_text(text: str) -> str:
    """A text with its accents joined to their letters, and without what no database or page takes."""
    text = unicodedata.normalize("NFC", text.encode("utf-8", "ignore").decode())
    return "".join(" " if unicodedata.category(sign) == "Cc" else sign for sign in text)


def words_in(text: str) -> Iterator[re.Match]:
    """Each word of a composed text where it stands; elided articles are left out."""
    elided = ELISION.sub(lambda found: " " * len(found.group()), text)
    return (found for found in WORD.finditer(elided) if len(found.group()) <= LONGEST_WORD)


def fold_word(word: str) -> str:
    """A word in small letters without accents; empty where nothing of it can be written so."""
    letters = unicodedata.normalize("NFKD", word.casefold().translate(LIGATURES))
    return "".join(sign for sign in letters if sign.isalnum())[:LONGEST_WORD]


@lru_cache(maxsize=16384)
def stems_of(word: str) -> tuple[str, ...]:
    """What a word is known by: its French and its Dutch stem, as written and as typed without accents."""
    plain = fold_word(word)
    spellings = dict.fromkeys((word.casefold(), plain)) if plain else {}
    stems = (fold_word(stemmer.stemWord(spelling)) for spelling in spellings for stemmer in stemmers())
    return tuple(dict.fromkeys(stem for stem in stems if stem))


def stemmers() -> tuple:
    """The two stemmers of this thread: they keep the word that they work on, so threads cannot share them."""
    if not hasattr(_own, "stemmers"):
        _own.stemmers = tuple(snowballstemmer.stemmer(name) for name in ("french", "dutch"))
    return _own.stemmers


def stems(*texts: str) -> str:
    """The stems of texts, each once, with spaces between: what the database indexes."""
    known = dict.fromkeys(
        stem for text in texts for word in words_in(compose_text(text)) for stem in stems_of(word.group().casefold())
    )
    return " ".join(list(known)[:MOST_STEMS])


@dataclass(frozen=True)
class Term:
    """One word that is looked for: any of its stems, or a word that begins with `prefix` where there is one."""

    stems: tuple[str, ...]
    prefix: str = ""

    @property
    def initials(self) -> frozenset[str]:
        """The first two letters of the words that can match, apart from Dutch participles in ge-."""
        return frozenset(stem[:2] for stem in self.stems)

    def matches(self, word: str) -> bool:
        """Whether a word of a text is the one looked for."""
        plain = fold_word(word)
        if plain[:2] not in self.initials and not plain.startswith("ge"):
            return False
        known = stems_of(word.casefold())
        return any(stem in self.stems or (self.prefix and stem.startswith(self.prefix)) for stem in known)


@dataclass(frozen=True)
class Query:
    """What is looked for: every term must be found. False where nothing can be looked for."""

    terms: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms)

    def matches(self, word: str) -> bool:
        """Whether a word of a text is one of those looked for."""
        return any(term.matches(word) for term in self.terms)


def parse_query(words: str) -> Query:
    """Read what somebody typed. Operators mean nothing; little words count only where there is nothing else."""
    typed = dict.fromkeys(found.group().casefold() for found in words_in(compose_text(words)))
    telling = [word for word in typed if fold_word(word) not in STOP_WORDS] or list(typed)
    terms = (Term(stems_of(word), prefix_of(word)) for word in telling)
    return Query(tuple(term for term in terms if term.stems)[:MOST_WORDS])


def prefix_of(word: str) -> str:
    """The word itself as a beginning, for Dutch compounds and words half typed; not for short words and figures."""
    plain = fold_word(word)
    return plain if len(plain) >= PREFIX_FROM and plain.isalpha() else ""
