"""What a letter says: what is asked, then lane by lane and case by case the facts with the words written, each word once."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from html import unescape
from typing import Literal

from django.conf import settings
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from committee.access.lanes import SHORT, Lane
from committee.inbox.case_titles import title_told
from committee.inbox.extension_points import Words
from committee.inbox.models import Duty, Notice
from committee.inbox.queries import pages_of_entries
from committee.inbox.reasons import REASONS
from committee.journal.models import Entry
from committee.journal.moments import format_day, format_moment
from committee.journal.subjects import address_of, kinds_with, public_reference, reference_of

MOST_SECTIONS, MOST_FACTS, LONGEST = 25, 8, 1500
AT_ONCE = 1
"""Seconds within which what one person did is one deed."""
QUOTE = re.compile(r"<blockquote>(?:(?!</?blockquote>).)*</blockquote>", re.DOTALL)
LEFT_OUT = "[…]"


@dataclass(frozen=True)
class Fact:
    """What somebody did in one go: who, in one sentence or several, and the words where somebody wrote."""

    entry: Entry
    who: str
    sentences: tuple[str, ...]
    url: str
    words: Words | None = None
    is_cut: bool = False

    @property
    def when(self) -> str:
        """The day and the hour."""
        return format_moment(self.entry.at)

    @property
    def html(self) -> SafeString:
        """The words as sanitised HTML."""
        return mark_safe(self.words.html if self.words else "")

    def goes_on(self, other: Fact) -> bool:
        """Whether another fact is what this one brought about: of the same person at the same moment, without words."""
        apart = abs((other.entry.at - self.entry.at).total_seconds())
        return self.words is None and other.words is None and self.who == other.who and apart < AT_ONCE


@dataclass(frozen=True)
class Section:
    """What is new about one case in one lane, oldest first. `earlier`: how many older facts the letter leaves out."""

    kind: str
    key: str
    lane: Lane
    facts: list[Fact]
    earlier: int
    why: str

    @property
    def number(self) -> int:
        """How many facts are new."""
        return len(self.facts) + self.earlier

    @property
    def reference(self) -> str:
        """How people name the case in one word; nothing for a case that is only numbered."""
        return reference_of(self.kind, self.key)

    @property
    def title(self) -> str:
        """The title of the case in the reader's language."""
        return title_told(self.kind, (fact.entry for fact in reversed(self.facts)))

    @property
    def url(self) -> str:
        """Where the case is."""
        return settings.SITE_URL + address_of(self.kind, self.key)


@dataclass(frozen=True)
class Part:
    """What is new in one lane, case by case: words of one lane never stand among those of another."""

    lane: Lane
    sections: list[Section]

    @property
    def label(self) -> str:
        """The lane, and who reads it."""
        return str(self.lane.label)

    @property
    def is_common(self) -> bool:
        """Whether every bench reads it."""
        return self.lane == Lane.COMMON


@dataclass(frozen=True)
class Asked:
    """What awaits the reader: in one sentence, where it is done, in which lane, about what, by which day."""

    sentence: str
    url: str
    facts: str


@dataclass(frozen=True)
class News:
    """What a letter says: first what is asked, then each lane for itself. `more`: how many cases it leaves out."""

    asked: list[Asked]
    parts: list[Part]
    more: int

    @property
    def sections(self) -> list[Section]:
        """Every case in every lane."""
        return [section for part in self.parts for section in part.sections]

    @property
    def number(self) -> int:
        """How many facts are new."""
        return sum(section.number for section in self.sections)


def news_of(person, notices: list[Notice]) -> News:
    """What some notices say, the newest first; what was withdrawn or hidden meanwhile says nothing."""
    told = [(notice, words) for notice in reversed(notices) if (words := words_of(notice.entry)) is not False]
    known = {notice.pk: comparable_text(words.html) for notice, words in told if words}
    pages = pages_of_entries([notice.entry for notice, _words in told])
    grouped: dict[tuple[str, str, str], list[tuple[Notice, Fact]]] = {}
    for notice, words in told:
        others = [text for pk, text in known.items() if pk != notice.pk]
        case = (*case_of(notice), notice.entry.space.lane)
        grouped.setdefault(case, []).append((notice, fact_of(notice.entry, words, others, pages)))
    sections = [section_of(case, pairs) for case, pairs in grouped.items()]
    shown = sections[-MOST_SECTIONS:]
    parts = [Part(lane, mine) for lane in Lane if (mine := [section for section in shown if section.lane == lane])]
    return News(asked_of(person, [notice for notice, _words in told]), parts, len(sections) - len(shown))


def case_of(notice: Notice) -> tuple[str, str]:
    """Under what a notice is told: the case that people know by a reference, where the entry is about one."""
    subjects = ((subject.kind, subject.key) for subject in notice.entry.subjects.all())
    return next((about for about in subjects if public_reference(about[1])), (notice.kind, notice.key))


def asked_of(person, notices: list[Notice]) -> list[Asked]:
    """What some notices still ask of a person, each once, oldest first."""
    cases = {notice.entry_id: case_of(notice) for notice in notices}
    found = {duty.pk: asked_by(duty, cases[duty.entry_id]) for duty in duties_of(person, list(cases))}
    return list(dict.fromkeys(found.values()))


def asked_by(duty: Duty, case: tuple[str, str]) -> Asked:
    """What a duty asks, as a letter says it."""
    day = _("by %(day)s") % {"day": format_day(duty.due_on)} if duty.due_on else ""
    facts = [str(SHORT[Lane(duty.entry.space.lane)]), reference_of(*case), day]
    url = settings.SITE_URL + (duty.url or address_of(*case))
    return Asked(duty.sentence, url, " · ".join(filter(None, facts)))


def words_of(entry: Entry) -> Words | Literal[False] | None:
    """The words of an entry, None for one that has none, False for words that are shown to nobody any more."""
    reader = text_readers().get(entry.verb)
    return (reader(entry) or False) if reader else None


def text_readers() -> dict[str, Callable[[Entry], Words | None]]:
    """By verb, how the words that an entry brought are read."""
    return {verb: reader for kind in kinds_with("texts") for verb, reader in kind.texts.items()}


def section_of(case: tuple[str, str, str], pairs: list[tuple[Notice, Fact]]) -> Section:
    """One case in one lane."""
    kind, key, lane = case
    known = [REASONS[notice.reason] for notice, _fact in pairs if notice.reason in REASONS]
    why = str(min(known, key=lambda reason: reason.weight).sentence) if known else ""
    facts = joined_facts([fact for _notice, fact in pairs])
    return Section(kind, key, Lane(lane), facts[-MOST_FACTS:], len(facts[:-MOST_FACTS]), why)


def joined_facts(facts: list[Fact]) -> list[Fact]:
    """Facts in the order of time, where a deed and what follows from it at once are one."""
    found: list[Fact] = []
    for fact in facts:
        if found and found[-1].goes_on(fact):
            found[-1] = replace(found[-1], sentences=(*found[-1].sentences, *fact.sentences))
        else:
            found.append(fact)
    return found


def fact_of(entry: Entry, words: Words | None, others: list[str], pages: dict[int, str]) -> Fact:
    """One fact, with its words shortened, and without what it quotes of the letter itself."""
    url = settings.SITE_URL + pages[entry.pk]
    if words is None:
        return Fact(entry, who_of(entry), (entry.sentence,), url)
    html = without_quotes(words.html, others)
    cut = len(unescape(strip_tags(html))) > LONGEST
    shown = Words(Truncator(html).chars(LONGEST, html=True), words.language)
    return Fact(entry, who_of(entry), (entry.sentence,), url, shown, cut)


def who_of(entry: Entry) -> str:
    """Who did it, and for whom."""
    return f"{entry.actor.function}, {entry.organisation}" if entry.organisation else entry.actor.function


def without_quotes(html: str, others: list[str]) -> str:
    """The words, where a quotation that stands elsewhere in the letter is left out."""
    return QUOTE.sub(lambda found: f"<p>{LEFT_OUT}</p>" if is_quoted_elsewhere(found[0], others) else found[0], html)


def is_quoted_elsewhere(html: str, others: list[str]) -> bool:
    """Whether the longest paragraph of a quotation stands in one of the other texts."""
    paragraphs = [comparable_text(part) for part in re.split(r"</p>|<br ?/?>", html)]
    longest = max(paragraphs, key=len)
    return bool(longest) and any(longest in other for other in others)


def comparable_text(html: str) -> str:
    """The words alone, to compare texts."""
    return " ".join(unescape(strip_tags(html)).split()).casefold()


def duties_of(person, entries: list[int]) -> list[Duty]:
    """What some entries still ask of a person, oldest first; one query."""
    open_ones = Duty.objects.visible_to(person).open().filter(entry__in=entries)
    return list(open_ones.select_related("entry__space"))
