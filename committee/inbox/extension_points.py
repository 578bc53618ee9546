"""What the inbox must be told by higher features, since it knows no thread and no page; filled in `home/wiring.py`."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

from django.core.mail import EmailMultiAlternatives

from committee.journal.models import Entry
from committee.journal.registries import ExtensionPoint, Registry
from committee.people.models import Person


@dataclass(frozen=True)
class Words:
    """What somebody wrote: sanitised HTML, and its language."""

    html: str
    language: str


@dataclass(frozen=True)
class Change:
    """One click by which a person hears less of a case: a form that posts `fields` to `url`, named by `words`."""

    url: str
    words: str
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Stop:
    """How one sort of thing is silenced from a mail without signing in.

    `find(kind, key)` names the thing of a case, or gives ""; `name(person, thing)` says it in words, empty where the person
    may not know it; `stop(person, thing)` silences it.
    """

    find: Callable[[str, str], str]
    name: Callable[[Person, str], str]
    stop: Callable[[Person, str], None]


PACES: ExtensionPoint[Callable[[Entry, Collection[int]], dict[int, str]]] = ExtensionPoint()
"""Each takes (entry, identifiers of people) and maps those who chose a pace of mail for what the entry is about."""

CHANGES: Registry[str, Callable[[Collection[tuple[str, str]]], dict[tuple[str, str], list[Change]]]] = Registry()
"""For each reason that is chosen at the case itself: maps cases, as (kind, key), to the clicks that change it."""

STOPS: Registry[str, Stop] = Registry()
"""The sorts of things that a mail offers to silence by themselves, by a short code."""

REPLY_ADDRESSES: ExtensionPoint[Callable[[Person, Entry], str]] = ExtensionPoint()
"""Each takes (person, entry) and gives the address to which a reply to a mail about that entry goes, or ""."""

WRITERS: Registry[str, Callable[[Any], EmailMultiAlternatives | None]] = Registry()
"""For each kind of letter but news: takes the letter and gives the mail as it leaves, or None where nothing is left to say."""

NEVER_MAILED: ExtensionPoint[str] = ExtensionPoint()
"""The verbs that are told in the inbox and never by mail."""

REPLY_LINE = "— Répondez au-dessus de cette ligne / Antwoord boven deze lijn —"
"""Stands at the top of a mail that can be answered, in both languages: below it nothing is read."""
