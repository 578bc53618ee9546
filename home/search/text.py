"""Words as the index knows them: without accents, elisions and endings, in French and in Dutch at once."""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, islice

import snowballstemmer

from committee.privacy.signs import tidy_signs

LONGEST_WORD = 64
MOST_WORDS = 12
MOST_STEMS = 10_000
PREFIX_FROM = 5
LETTER = r"[^\W\d_]"
SPACED = rf"(?<![\w.]){LETTER}(?:\.[ \xa0]{LETTER}(?!\w)){{2,8}}"
WORD = re.compile(rf"{SPACED}|[^\W_]+(?:\.(?<={LETTER}\.)(?<![^\W_]{LETTER}\.)(?:{LETTER}\.)+(?:{LETTER}(?!\w))?)?")
COMPOUND = re.compile(rf"(?<![\w.]){LETTER}+(?:[-‐‑]{LETTER}+){{1,3}}(?!\w)")
HYPHEN = re.compile("[-‐‑]")
CONTROLS = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], " ")
CLITICS = frozenset("je tu il elle on nous vous ils elles ce ci la là y en moi toi le les lui leur t".split())
"""What French ties to a verb or a pronoun with a hyphen: no part of one word."""
ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu)['’ʼ](?=\w)", re.I)
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"})
LITTLE = """
    a au aux avec ce ces cette dans de des du elle elles en est et il ils je la le les leur lui mais ne nous on ou par
    pour qu que qui sa se ses son sont sur un une vos votre vous y
    aan als bij dat de den der die dit door een en er het hij hun ik in is maar met naar niet of om onze op te tot
    uit van voor was wat we wij ze zich zij zijn zo s t n
"""
STOP_WORDS = frozenset(LITTLE.split())
_own = threading.local()


def compose_text(text: str) -> str:
    """A text with its accents joined to their letters, and without what no database takes or nobody sees."""
    text = unicodedata.normalize("NFC", tidy_signs(text.encode("utf-8", "ignore").decode()))
    return text.translate(CONTROLS)


def words_in(text: str) -> Iterator[re.Match]:
    """Each word of a composed text where it stands; elided articles are left out, “C.P.A.S.” and “C. P. A. S.” are one word."""
    tied = any(sign in text for sign in "'’ʼ")
    elided = ELISION.sub(lambda found: " " * len(found.group()), text) if tied else text
    return (found for found in WORD.finditer(elided) if len(found.group()) <= LONGEST_WORD)


def compounds_in(text: str) -> Iterator[re.Match]:
    """Each word of several parts, “e-Box”, where it stands: it is known as “eBox” as well as by its parts."""
    done = 0
    for hyphen in HYPHEN.finditer(text):
        begin, least = hyphen.start(), max(done, hyphen.start() - LONGEST_WORD)
        while begin > least and text[begin - 1].isalpha():
            begin -= 1
        found = COMPOUND.match(text, begin)
        if found and found.end() - begin <= LONGEST_WORD:
            done = found.end()
            if HYPHEN.split(found.group())[-1].lower() not in CLITICS:
                yield found


@lru_cache(maxsize=16384)
def fold_word(word: str) -> str:
    """A word in small letters without accents; empty where nothing of it can be written so."""
    letters = unicodedata.normalize("NFKD", word.casefold().translate(LIGATURES))
    return "".join(sign for sign in letters if sign.isalnum())[:LONGEST_WORD]


FIRST_LETTERS = {sign: plain[0] for sign in map(chr, range(0x250)) if (plain := fold_word(sign))}
"""With which letter a word is known that begins with a sign of a European alphabet."""


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
    composed = [compose_text(text) for text in texts]
    words = (word.group().casefold() for text in composed for word in chain(words_in(text), compounds_in(text)))
    return " ".join(islice(dict.fromkeys(stem for word in words for stem in stems_of(word)), MOST_STEMS))


@dataclass(frozen=True)
class Term:
    """One word that is looked for: any of its stems, or a word that begins with `prefix` where there is one."""

    stems: tuple[str, ...]
    prefix: str = ""

    @cached_property
    def initials(self) -> frozenset[str]:
        """The first two letters of the words that can match, apart from Dutch participles in ge-."""
        return frozenset(stem[:2] for stem in self.stems)

    @cached_property
    def strangers(self) -> frozenset[str]:
        """Signs with which no word begins that can match: most words are passed over by their first."""
        first = {stem[0] for stem in self.stems} | {"g"}
        return frozenset(sign for sign, letter in FIRST_LETTERS.items() if letter not in first)

    def matches(self, word: str) -> bool:
        """Whether a word of a text is the one looked for."""
        if word[:1] in self.strangers:
            return False
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

    @cached_property
    def strangers(self) -> frozenset[str]:
        """Signs with which no word begins that any term can match."""
        return frozenset.intersection(*(term.strangers for term in self.terms)) if self.terms else frozenset()

    @cached_property
    def judged(self) -> dict[str, bool]:
        """Which words of texts are looked for, of those that were asked: the texts of a page say the same ones."""
        return {}

    def matches(self, word: str) -> bool:
        """Whether a word of a text is one of those looked for."""
        if word[:1] in self.strangers:
            return False
        known = self.judged.get(word)
        if known is None:
            known = self.judged[word] = any(term.matches(word) for term in self.terms)
        return known


def parse_query(words: str) -> Query:
    """Read what somebody typed. Operators mean nothing; little words count only where there is nothing else."""
    words = compose_text(words)
    typed = dict.fromkeys(found.group().casefold() for found in words_in(words))
    telling = [word for word in typed if fold_word(word) not in STOP_WORDS] or list(typed)
    whole = wholes_in(words)
    terms = (Term((*stems_of(word), *whole.get(word, ())), prefix_of(word)) for word in telling)
    return Query(tuple(term for term in terms if term.stems)[:MOST_WORDS])


def wholes_in(text: str) -> dict[str, tuple[str, ...]]:
    """For each part of a word of several parts, the stems of the whole: in its place, it is found by them too."""
    found: dict[str, tuple[str, ...]] = {}
    for compound in compounds_in(text):
        whole = compound.group().casefold()
        for part in HYPHEN.split(whole):
            found[part] = (*found.get(part, ()), *stems_of(whole))
    return found


def prefix_of(word: str) -> str:
    """The word itself as a beginning, for Dutch compounds and words half typed; not for short words and figures."""
    plain = fold_word(word)
    return plain if len(plain) >= PREFIX_FROM and plain.isalpha() else ""
