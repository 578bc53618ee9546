"""What a letter says, case by case and lane by lane: facts with the words that were written, each word once."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from typing import Literal

from django.conf import settings
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator

from committee.access.lanes import SHORT, Lane
from committee.inbox.case_titles import title_told
from committee.inbox.extension_points import Words
from committee.inbox.models import Duty, Notice
from committee.inbox.reasons import REASONS
from committee.journal.models import Entry
from committee.journal.moments import format_moment
from committee.journal.subjects import address_of, kinds_with, public_reference

MOST_SECTIONS, MOST_FACTS, LONGEST = 25, 8, 1500
QUOTE = re.compile(r"<blockquote>(?:(?!</?blockquote>).)*</blockquote>", re.DOTALL)
QUOTED_LINES = re.compile(r"(?:^>.*(?:\n|$))+", re.MULTILINE)
LEFT_OUT = "[…]"


@dataclass(frozen=True)
class Fact:
    """One thing that happened: who, what in one sentence, and the words where somebody wrote."""

    entry: Entry
    who: str
    sentence: str
    url: str
    words: Words | None
    is_cut: bool

    @property
    def when(self) -> str:
        """The day and the hour."""
        return format_moment(self.entry.at)

    @property
    def html(self) -> SafeString:
        """The words as sanitised HTML."""
        return mark_safe(self.words.html if self.words else "")


@dataclass(frozen=True)
class Section:
    """What is new about one case in one lane, newest first. `more`: how many facts the letter leaves out."""

    kind: str
    key: str
    lane: Lane
    facts: list[Fact]
    more: int
    why: str
    asked: list[str]

    @property
    def number(self) -> int:
        """How many facts are new."""
        return len(self.facts) + self.more

    @property
    def lane_label(self) -> str:
        """The lane in a word."""
        return str(SHORT[self.lane])

    @property
    def reference(self) -> str:
        """The public reference of the case; nothing for a case that is only numbered."""
        return public_reference(self.key)

    @property
    def title(self) -> str:
        """The title of the case in the reader's language."""
        return title_told(self.kind, (fact.entry for fact in self.facts))

    @property
    def url(self) -> str:
        """Where the case is."""
        return settings.SITE_URL + address_of(self.kind, self.key)


def sections_of(person, notices: list[Notice]) -> list[Section]:
    """What some notices say, by case and lane, newest first; what was withdrawn or hidden meanwhile says nothing."""
    told = [(notice, words) for notice in notices if (words := words_of(notice.entry)) is not False]
    duties = duties_of(person, [notice.entry_id for notice, _words in told])
    known = {notice.pk: comparable_text(words.html) for notice, words in told if words}
    grouped: dict[tuple[str, str, str], list[tuple[Notice, Fact]]] = {}
    for notice, words in told:
        others = [text for pk, text in known.items() if pk != notice.pk]
        case = (notice.kind, notice.key, notice.entry.space.lane)
        grouped.setdefault(case, []).append((notice, fact_of(notice.entry, words, others)))
    return [section_of(case, pairs, duties) for case, pairs in grouped.items()][:MOST_SECTIONS]


def words_of(entry: Entry) -> Words | Literal[False] | None:
    """The words of an entry, None for one that has none, False for words that are shown to nobody any more."""
    reader = text_readers().get(entry.verb)
    return (reader(entry) or False) if reader else None


def text_readers() -> dict[str, Callable[[Entry], Words | None]]:
    """By verb, how the words that an entry brought are read."""
    return {verb: reader for kind in kinds_with("texts") for verb, reader in kind.texts.items()}


def section_of(case: tuple[str, str, str], pairs: list[tuple[Notice, Fact]], duties: dict[int, list[Duty]]) -> Section:
    """One case in one lane."""
    kind, key, lane = case
    known = [REASONS[notice.reason] for notice, _fact in pairs if notice.reason in REASONS]
    why = str(min(known, key=lambda reason: reason.weight).sentence) if known else ""
    asked = [duty.sentence for notice, _fact in pairs for duty in duties.get(notice.entry_id, ())]
    facts = [fact for _notice, fact in pairs]
    return Section(kind, key, Lane(lane), facts[:MOST_FACTS], len(facts[MOST_FACTS:]), why, list(dict.fromkeys(asked)))


def fact_of(entry: Entry, words: Words | None, others: list[str]) -> Fact:
    """One fact, with its words shortened, and without what it quotes of the letter itself."""
    who = f"{entry.actor.function}, {entry.organisation}" if entry.organisation else entry.actor.function
    url = settings.SITE_URL + (words.url if words and words.url else address_of_subject(entry))
    if words is None:
        return Fact(entry, who, entry.sentence, url, None, False)
    html, text = without_quotes(words, others)
    cut = len(text) > LONGEST
    html, text = Truncator(html).chars(LONGEST, html=True), Truncator(text).chars(LONGEST)
    return Fact(entry, who, entry.sentence, url, Words(html, text, words.language, words.url), cut)


def address_of_subject(entry: Entry) -> str:
    """The page of the first thing that an entry is about."""
    subject = entry.subject
    return address_of(subject.kind, subject.key) if subject else ""


def without_quotes(words: Words, others: list[str]) -> tuple[str, str]:
    """The HTML and the text, where a quotation that stands elsewhere in the letter is left out."""
    html = QUOTE.sub(
        lambda found: f"<p>{LEFT_OUT}</p>" if is_quoted_elsewhere(found[0], others) else found[0], words.html
    )
    text = QUOTED_LINES.sub(
        lambda found: f"{LEFT_OUT}\n" if are_lines_quoted_elsewhere(found[0], others) else found[0], words.text
    )
    return html, text


def is_quoted_elsewhere(html: str, others: list[str]) -> bool:
    """Whether the longest paragraph of a quotation stands in one of the other texts."""
    paragraphs = [comparable_text(part) for part in re.split(r"</p>|<br ?/?>", html)]
    longest = max(paragraphs, key=len)
    return bool(longest) and any(longest in other for other in others)


def are_lines_quoted_elsewhere(lines: str, others: list[str]) -> bool:
    """The same for a quotation in plain text."""
    return is_quoted_elsewhere("<br>".join(line.lstrip("> ") for line in lines.splitlines()), others)


def comparable_text(html: str) -> str:
    """The words alone, to compare texts."""
    return " ".join(unescape(strip_tags(html)).split()).casefold()


def duties_of(person, entries: list[int]) -> dict[int, list[Duty]]:
    """What some entries still ask of a person; one query."""
    found: dict[int, list[Duty]] = {}
    for duty in Duty.objects.visible_to(person).open().filter(entry__in=entries).select_related("entry"):
        found.setdefault(duty.entry_id, []).append(duty)
    return found
