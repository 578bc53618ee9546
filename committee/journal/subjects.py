"""The kinds of things that the portal speaks of. Each feature states its own once, in its `subject.py`; everything that
spans kinds (timeline, inbox, mail, search, references in texts, moderation, merge, audit, live pages) reads the list.

`home/wiring.py` lists them once, the most particular first: an entry about several is heard as the first of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from committee.access.models import Space
from committee.journal.registries import Registry
from committee.people.models import Reader
from committee.writing.signs import plain_signs

PUBLIC_REFERENCE = re.compile(r"[A-Z]{2}-\d{4}-\d{3,6}")
Text = str | Promise


class Description(NamedTuple):
    """What a reader may know of a thing that a text refers to."""

    title: str
    language: str
    state: str
    state_words: str


@dataclass(frozen=True)
class Findable:
    """What search knows of a thing; `is_hidden` where it must not be found. `space_id` is None for what is public.

    It is shown on the page of `shown_on` (kind, key), which stands in the space `within_id`. The texts `_other` are in
    the other language; `code` is searched as a part of the title.
    """

    key: str
    shown_on: tuple[str, str]
    at: datetime
    space_id: int | None
    language: str
    within_id: int | None = None
    code: str = ""
    title: str = ""
    title_other: str = ""
    body: str = ""
    body_other: str = ""
    is_hidden: bool = False


@dataclass(frozen=True)
class Stay:
    """A thing stood in a space from one moment to another; `until` is None while it does."""

    space: Space
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True)
class Trace:
    """Where a thing stood over time, and how it is called: what the audit of its readers rests on.

    `journal_key` is its key in the journal; `thread_id` its discussion, where it has one of its own.
    """

    title: str
    language: str
    url: str
    journal_key: str
    stays: list[Stay]
    thread_id: int | None = None
    is_silent: bool = False


@dataclass(frozen=True)
class Carrier:
    """One sort of thing that follows a problem into another, and comes back.

    `count(source)` says how many there are, for the preview. `carry(source, target)` moves them, without doubles, and
    returns what JSON must remember; `restore(source, target, carried)` brings that back as it was, as far as nobody
    has changed it since. Both run in the merge's transaction.
    """

    name: str
    label: Text
    count: Callable[[Any], int]
    carry: Callable[[Any, Any], Any]
    restore: Callable[[Any, Any, Any], None]


@dataclass(frozen=True)
class SubjectKind:
    """A kind of thing. Only `code` and the labels are demanded; what is left out, such things do not have.

    `address` is the URL name of its page, with the key as its one argument; `found_address` the same for the key by
    which search knows it, where that is another. What takes a person answers with what the person may read, in one
    query, whatever the number of keys.
    """

    code: str
    label: Text
    plural: Text
    address: str = ""
    found_address: str = ""
    pages: Callable[[Collection[str]], dict[str, str]] | None = None
    """The page of each thing by its key in the journal, where its address holds another; whoever asks, in one query."""
    visible_to: Callable[[Any, Collection[str]], set[str]] | None = None
    """The keys of things that a person reads."""

    reference: re.Pattern[str] | None = None
    """How a text names one; its key is the first group, or all of it."""
    naming: str = ""
    """How a text would name one whose key is no public reference, with a place for the key: SOL-%s."""
    typed: Callable[[str], str] | None = None
    """The key of the one that somebody typed and nothing else, however it was typed; empty otherwise."""
    addresses: re.Pattern[str] | None = None
    """How the address of its page holds the key, where people paste one."""
    describe: Callable[[Any, Collection[str]], Mapping[str, Description]] | None = None
    """What a person may know of things that texts name."""
    journal_key: Callable[[str], str | None] | None = None
    """The key in the journal of what a text names, where that is another."""

    threads: Callable[[Collection[str]], dict[str, int]] | None = None
    """The thread of each thing by its key, whoever asks."""
    holders: Callable[[Collection[int]], dict[int, tuple[str, int]]] | None = None
    """The key and the space of what holds each of some threads, whoever asks."""
    owners: Callable[..., dict[int, Any]] | None = None
    """`(person, threads=(), keys=())`: what some threads, or the threads of things of some keys, are about, as threads
    name their owner, by thread; as far as a person reads it."""

    recipients: Callable[[Any], Any] | None = None
    """Who hears of an entry about it, and why."""
    texts: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    """By verb, the words that an entry brought, or None where they are shown to nobody any more."""

    searched: Callable[[Collection[str] | None], Iterator[Findable]] | None = None
    """What search knows of the things of some journal keys, their rows locked; of all, oldest first, for None."""
    spaces: Callable[[Collection[str]], dict[str, int]] | None = None
    """The space in which each thing stands: open pages of it, and lists of its kind there, hear of what happens to it."""
    story: tuple[str, str] = ("", "")
    """URL names of its timeline and of the file of it, where they are not the general ones."""
    told_with: Callable[[str], Iterable[tuple[str, QuerySet[Any, Any]]]] | None = None
    """What else its timeline tells of, as (kind, keys)."""
    trace: Callable[[Any, str], Trace | None] | None = None
    """Where the thing of an address stood over time, for a person who reads it; else None."""

    carriers: tuple[Carrier, ...] = ()
    """What of this kind follows a problem that is merged into another."""
    citations: Callable[[Any, Any], list[dict[str, str]]] | None = None
    """Where things of this kind cite a thing that a person reads, as {"label", "url"}."""

    def key_in(self, match: re.Match[str]) -> str:
        """The key of a thing that `reference` found, as an address can hold it."""
        return match[1 if match.re.groups else 0].replace("/", "-")

    def about(self, key: str) -> tuple[str, str] | None:
        """How the journal names the thing that a text names by a key."""
        found = self.journal_key(key) if self.journal_key else key
        return (self.code, found) if found else None


KINDS: Registry[str, SubjectKind] = Registry()
"""By code, in the order of the wiring."""


def register_subjects(*kinds: SubjectKind) -> None:
    """State kinds. Raises ImproperlyConfigured for a code that is stated already, and once the site is wired."""
    for kind in kinds:
        KINDS.register(kind.code, kind)


def kinds_with(*fields: str) -> list[SubjectKind]:
    """The kinds that have each of some things, in the order of the wiring."""
    return [kind for kind in KINDS.values() if all(getattr(kind, name) for name in fields)]


def kind_of(code: str) -> SubjectKind | None:
    """The kind of a code, or None."""
    return KINDS.get(code)


def address_of(kind: str, key: str) -> str:
    """The page of a thing in the active language, or an empty string."""
    known = KINDS.get(kind)
    return address_named(known.address, key) if known else ""


def pages_of(subjects: Collection[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """The page of each of some things, by kind and key; one query for each kind whose addresses hold other keys."""
    found = {subject: address_of(*subject) for subject in subjects}
    for kind in kinds_with("pages"):
        if kind.pages and (keys := [key for code, key in found if code == kind.code]):
            found |= {(kind.code, key): url for key, url in kind.pages(keys).items()}
    return found


def address_found(kind: str, key: str) -> str:
    """The page of a thing by the key that search knows, or an empty string."""
    known = KINDS.get(kind)
    return address_named(known.found_address or known.address, key) if known else ""


def address_named(name: str, key: str) -> str:
    """The address of a URL name with one key, or an empty string."""
    try:
        return reverse(name, args=[key]) if name else ""
    except NoReverseMatch:
        return ""


def public_reference(key: str) -> str:
    """The key of a thing where it is a reference that people know, such as CO-2026-0042; else nothing."""
    return key if PUBLIC_REFERENCE.fullmatch(key) else ""


def reference_of(kind: str, key: str) -> str:
    """How people name a thing in one word, CO-2026-0042 or SOL-12; nothing where they have none for it."""
    known = KINDS.get(kind)
    return public_reference(key) or (known.naming % key if known and known.naming else "")


def name_of(kind: str, key: str) -> str:
    """How a record names a thing in one word or two: by its reference, else by its kind and key."""
    return reference_of(kind, key) or f"{kind} {key}"


def thread_of_each(subjects: Collection[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """The thread of each thing that has one, by kind and key; one query for each kind that is asked for."""
    found: dict[tuple[str, str], int] = {}
    for kind in KINDS.values():
        if kind.threads and (keys := [key for code, key in subjects if code == kind.code]):
            found |= {(kind.code, key): thread for key, thread in kind.threads(keys).items()}
    return found


def holders_of(threads: Collection[int]) -> dict[int, tuple[tuple[str, str], int]]:
    """What holds each of some threads, as (kind, key) and space; one query for each kind that has threads."""
    found: dict[int, tuple[tuple[str, str], int]] = {}
    for kind in KINDS.values():
        held = kind.holders(threads) if kind.holders and threads else {}
        found |= {thread: ((kind.code, key), space) for thread, (key, space) in held.items()}
    return found


def thing_named(person: Reader, words: str, *fields: str) -> tuple[SubjectKind, str] | None:
    """The thing whose reference or address stands in some words, where the person reads it; None where none does.

    Only kinds that have each of `fields` are looked for.
    """
    for kind in kinds_with("visible_to", *fields):
        keys = [kind.typed(words)] if kind.typed else []
        for pattern, text in ((kind.reference, plain_signs(words).upper()), (kind.addresses, words)):
            match = pattern.search(text) if pattern else None
            keys += [kind.key_in(match)] if match else []
        for key in filter(None, keys):
            if kind.visible_to and kind.visible_to(person, [key]):
                return kind, key
    return None


def thing_typed(person: Reader, words: str) -> tuple[SubjectKind, str] | None:
    """The thing whose reference is all that somebody typed, where the person reads it; no query where it is none."""
    for kind in KINDS.values():
        readable = kind.visible_to or kind.describe
        key = key_typed(kind, words)
        if key and readable and key in readable(person, [key]):
            return kind, key
    return None


def key_typed(kind: SubjectKind, words: str) -> str:
    """The key of the thing of a kind whose reference is all that somebody typed; empty for anything else."""
    if kind.typed:
        return kind.typed(words)
    match = kind.reference.fullmatch(plain_signs(words).upper()) if kind.reference else None
    return kind.key_in(match) if match else ""
