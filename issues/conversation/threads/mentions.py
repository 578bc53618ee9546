"""Whom and what a post names: people and organisations of its lane by `@`, and things by their references.

A person is called as “@Function (Organisation)”, an organisation by its name, in either language, whatever the accents
and capitals, and over the end of a line. Only readers of the lane can be called; who holds the same function in the same
organisation is called together. The longest name that fits is meant.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from django.utils.translation import get_language

from committee.access.grants import readers_of
from committee.journal.subjects import kinds_with
from committee.keeping.nearby import listed
from committee.organisations.models import Membership
from issues.conversation.threads.markup import Named, render_markdown

MOST_CALLS, MOST_REFERENCES = 20, 50
CALL = re.compile(r"(?<![\w@/.])@")
LIKE = {"’": "'", "ʼ": "'", "‐": "-", "‑": "-", "–": "-", "\u00a0": " ", "\u202f": " ", "\n": " "}
KEPT_SECONDS = 60


@dataclass(frozen=True)
class Callee:
    """Who can be called: a person, or all of an organisation who read the lane."""

    person: int | None = None
    organisation: int | None = None


Spelled = tuple[str, str]
"""A name in French and in Dutch."""


@dataclass(frozen=True)
class Roster:
    """Who can be called in a lane, by folded name; `spelled` says how each is called in French and in Dutch."""

    names: dict[str, set[Callee]]
    spelled: dict[str, Spelled]

    @property
    def lengths(self) -> list[int]:
        """The lengths of names, the longest first."""
        return sorted({len(name) for name in self.names}, reverse=True)


def roster_of(space_id: int) -> Roster:
    """Who can be called in a lane, as rights stand now; two queries."""
    readers = readers_of(space_id)
    functions = ("person__function_fr", "person__function_nl")
    columns = ("person_id", *functions, "organisation_id", "organisation__name_fr", "organisation__name_nl")
    members = list(Membership.objects.current().filter(person__in=readers.values("pk")).values_list(*columns))
    others = readers.exclude(pk__in={row[0] for row in members}).values_list("pk", "function_fr", "function_nl")
    made = Roster({}, {})
    for _person, _fr, _nl, organisation, *names in members:
        enter(made, Callee(organisation=organisation), (names[0], names[1]))
    for person, french, dutch, _organisation, *names in members:
        said = (french, dutch or french)
        ways = {f"{function} ({name})" for function in said for name in names}
        enter(made, Callee(person=person), (f"{said[0]} ({names[0]})", f"{said[1]} ({names[1]})"), ways)
    for person, french, dutch in others:
        enter(made, Callee(person=person), (french, dutch or french))
    made.names.pop("", None)
    return made


def enter(roster: Roster, callee: Callee, spelled: Spelled, ways: Collection[str] = ()) -> None:
    """Let somebody be called by either name, and by other ways to write it; several may be meant by one name."""
    for name in dict.fromkeys((*spelled, *sorted(ways))):
        key = fold_text(name)
        roster.names.setdefault(key, set()).add(callee)
        roster.spelled.setdefault(key, spelled)


def cached_roster(space_id: int) -> Roster:
    """The same as at most a minute ago, for suggestions while somebody types."""
    return listed(f"roster:{space_id}", KEPT_SECONDS, lambda: roster_of(space_id))


@lru_cache(maxsize=4096)
def fold_sign(sign: str) -> str:
    """One sign without accent and capital: one again, so that places in a text stay."""
    base = unicodedata.normalize("NFD", sign)[0]
    return LIKE.get(base, base).lower()[0]


def fold_text(text: str) -> str:
    """A text without accents and capitals, of the same length."""
    return "".join(map(fold_sign, unicodedata.normalize("NFC", text)))


@dataclass
class NameFinder:
    """Finds what a post names while it is rendered, and remembers who is called."""

    space_id: int
    called: dict[Callee, None] = field(default_factory=dict)
    references: set[str] = field(default_factory=set)
    _roster: Roster | None = None

    def __call__(self, text: str, *, quoted: bool = False) -> Iterator[Named]:
        """What a piece of plain text names, in order, without overlap. Who is called in a quotation is not called again."""
        calls = () if quoted else self.calls(text)
        found = sorted([*self.things(text), *calls], key=lambda one: one.start)
        at = 0
        for one in found:
            if one.start >= at:
                at = one.end
                yield one

    def things(self, text: str) -> Iterator[Named]:
        """References to things: links that reveal nothing by themselves."""
        for kind in kinds_with("reference", "describe"):
            for match in kind.reference.finditer(text) if kind.reference else ():
                key = kind.key_in(match)
                told = f"{kind.code} {key}"
                if told not in self.references and len(self.references) >= MOST_REFERENCES:
                    return
                self.references.add(told)
                facts = (("class", "ref"), ("data-ref", told), ("href", f"/to/{kind.code}/{key}/"))
                yield Named(match.start(), match.end(), "a", facts)

    def calls(self, text: str) -> Iterator[Named]:
        """Names after an @, at most 20 different ones in a post."""
        if "@" not in text:
            return
        self._roster = self._roster or roster_of(self.space_id)
        flat, lengths = fold_text(text), self._roster.lengths
        for match in CALL.finditer(text):
            name = longest_name_at(flat, match.end(), lengths, self._roster.names)
            if name and self.take(self._roster.names[name]):
                yield Named(match.start(), match.end() + len(name), "span", (("class", "call"),))

    def take(self, callees: Collection[Callee]) -> bool:
        """Remember who is called; False where that would be too many."""
        new = [callee for callee in sorted(callees, key=repr) if callee not in self.called]
        if len(self.called) + len(new) > MOST_CALLS:
            return False
        self.called.update(dict.fromkeys(new))
        return True


def longest_name_at(flat: str, start: int, lengths: list[int], names: Collection[str]) -> str:
    """The longest name that stands at a place of a folded text and ends with a word, or nothing."""
    for length in lengths:
        name = flat[start : start + length]
        after = flat[start + length : start + length + 1]
        if name in names and not (after.isalnum() or after == "_"):
            return name
    return ""


def render_post_text(text: str, space_id: int) -> tuple[str, list[Callee]]:
    """The HTML of a post in a lane, and who is called by it; two queries where an @ stands in plain words, else none."""
    naming = NameFinder(space_id)
    return render_markdown(text, naming), list(naming.called)


def suggest_names(space_id: int, typed: str, most: int = 8) -> list[tuple[str, bool]]:
    """Whom one may mean in a lane, each once and in the reader's language, with whether it is an organisation.

    Names that begin as was typed stand first, whichever language that was.
    """
    known, sought = cached_roster(space_id), fold_text(typed.strip())[:120]
    fitting = [key for key in known.names if all(word in key for word in sought.split())]
    fitting.sort(key=lambda key: (not key.startswith(sought), any(one.person for one in known.names[key]), key))
    place = int(get_language() == "nl")
    offered = ((known.spelled[key][place], any(one.organisation for one in known.names[key])) for key in fitting)
    return list(dict.fromkeys(offered))[:most]
