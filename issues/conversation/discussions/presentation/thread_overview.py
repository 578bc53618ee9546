"""What stands above the posts of a thread: its lanes, its months, its decisions and answers, its summaries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.core.cache import cache
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from committee.access.lanes import SHORT, Lane
from committee.journal.moments import format_day
from committee.keeping.nearby import drawn
from committee.templatetags.hearing import written_in
from issues.conversation.discussions.queries import BENCHES, PAGE, Place, Reading, StrandFacts
from issues.conversation.threads.markup import excerpt
from issues.conversation.threads.models import Departure, Mark, Post

KEPT_SECONDS = 24 * 3600
FEW = 10
"""Up to so many posts nobody needs a way to jump among them."""


class MarkedPost(NamedTuple):
    """A decision or an answer, as the list above the posts names it."""

    key: str
    mark: str
    function: str
    at: datetime
    text: str
    language: str = ""
    author_language: str = ""


class Digest(NamedTuple):
    """A strand in short, as of one change: how many posts in each month, and those that are marked."""

    number: int
    change: int
    months: dict[str, int]
    marked: list[MarkedPost]


EMPTY_DIGEST = Digest(0, 0, {}, [])


def render_overview(reading: Reading, thread_id: int, place: Place) -> SafeString:
    """The overview as HTML. It is the same for all who read the same lanes, and kept until something happens there."""
    strands = reading.strands
    seen = "-".join(
        f"{s.pk}.{s.last_change}.{s.last_number}.{s.summary.pk if s.summary else ''}" for s in strands.values()
    )
    name = f"overview:{get_language()}:{thread_id}:{place.lane}:{place.bench}:{place.day or ''}:{seen}"
    template = "issues/conversation/discussions/overview.html"
    html = drawn(
        name, KEPT_SECONDS, lambda: str(render_to_string(template, overview_context(reading, thread_id, place)))
    )
    return mark_safe(html)


def overview_context(reading: Reading, thread_id: int, place: Place) -> dict:
    """What the overview's template needs."""
    page = reverse("issues:thread", args=[thread_id])
    digests = digests_of(reading.strands.values())
    counts: Counter[Any] = Counter()
    for pk, strand in reading.strands.items():
        counts[strand.lane] += sum(digests[pk].months.values())
    total = sum(counts.values())
    return {
        "page": page,
        "place": place,
        "tabs": lane_tabs(page, place, counts) if place.lane or len(+counts) > 1 else [],
        "benches": bench_links(page, place) if place.is_narrow or total > FEW else [],
        "months": month_links(page, place, reading, digests) if total > PAGE else [],
        "jumps": total > FEW,
        "marked": marked_posts(page, place, reading, digests),
        "summaries": summary_rows(place, reading),
    }


def address(page: str, place: Place, **words: str) -> str:
    """The address of a page of a thread; what is narrowed stays so."""
    known = {"lane": place.lane, "bench": place.bench} | words
    query = urlencode({name: value for name, value in known.items() if value})
    return f"{page}?{query}" if query else page


def lane_tabs(page: str, place: Place, counts: Counter) -> list[dict]:
    """The lanes that hold posts, each with its number, after all of them together."""
    rows = [("", _("All lanes"), counts.total()), *((lane, SHORT[lane], counts[lane]) for lane in Lane if counts[lane])]
    return [
        {
            "code": code,
            "label": label,
            "n": n,
            "url": address(page, place, lane=str(code)),
            "current": code == place.lane,
        }
        for code, label, n in rows
    ]


def bench_links(page: str, place: Place) -> list[dict]:
    """Whose posts to read."""
    words = {"": _("Everybody"), "federations": _("Federations and CPAS"), "administration": _("Administration")}
    return [
        {"label": words[code], "url": address(page, place, bench=code), "current": code == place.bench}
        for code in ("", *BENCHES)
    ]


def month_links(page: str, place: Place, reading: Reading, digests: dict[int, Digest]) -> list[dict]:
    """The months in which something was said, each with the number of posts, newest first."""
    counts: Counter[Any] = Counter()
    for pk in reading.shown(place):
        counts.update(digests[pk].months)
    return [
        {
            "label": date_format(date.fromisoformat(f"{month}-01"), "F Y"),
            "n": n,
            "url": address(page, place, day=f"{month}-01"),
        }
        for month, n in sorted(counts.items(), reverse=True)
    ]


def marked_posts(page: str, place: Place, reading: Reading, digests: dict[int, Digest]) -> list[dict]:
    """Decisions and answers of the lanes shown, in the order in which they were written."""
    found = [(one, strand.lane) for pk, strand in reading.shown(place).items() for one in digests[pk].marked]
    return [
        {
            "mark": Mark(one.mark).label,
            "lane": lane,
            "lane_label": SHORT[Lane(lane)],
            "function": written_in(one.function, one.author_language),
            "day": format_day(one.at),
            "text": written_in(one.text, one.language),
            "url": f"{page}?post={one.key}#post-{one.key}",
        }
        for one, lane in sorted(found, key=lambda pair: pair[0].at)
    ]


def summary_rows(place: Place, reading: Reading) -> list[dict]:
    """What the lanes shown have come to, with how far that goes."""
    return [
        {
            "lane": strand.lane,
            "lane_label": SHORT[Lane(strand.lane)],
            "versions": reverse("issues:summary", args=[pk]),
            "language": strand.summary.language,
            "html": mark_safe(strand.summary.html),
            "day": format_day(strand.summary.written_at),
            "up_to": strand.summary.up_to,
            "since": strand.last_number - strand.summary.up_to,
        }
        for pk, strand in reading.shown(place).items()
        if strand.summary
    ]


def digests_of(strands: Collection[StrandFacts]) -> dict[int, Digest]:
    """Strands in short, from the cache; of those in which something happened since, only what is new is counted."""
    names = {f"digest:{strand.pk}": strand for strand in strands}
    known = cache.get_many(names)
    kept = {names[name].pk: digest for name, digest in known.items()}
    stale = [strand for strand in strands if kept.get(strand.pk, EMPTY_DIGEST).change != strand.last_change]
    fresh = update_digests(stale, kept)
    cache.set_many({f"digest:{pk}": digest for pk, digest in fresh.items()}, KEPT_SECONDS)
    return {strand.pk: EMPTY_DIGEST for strand in strands} | kept | fresh


def update_digests(stale: list[StrandFacts], kept: dict[int, Digest]) -> dict[int, Digest]:
    """Count what was written since digests were made; from the beginning where posts have left. Three queries."""
    if not stale:
        return {}
    since = {strand.pk: kept.get(strand.pk, EMPTY_DIGEST) for strand in stale}
    left = Departure.objects.filter(rows_since_digest(since, "change", lambda digest: digest.change))
    since |= dict.fromkeys(left.values_list("strand_id", flat=True), EMPTY_DIGEST)
    counts = {pk: Counter(digest.months) for pk, digest in since.items()}
    written = Post.objects.filter(rows_since_digest(since, "number", lambda digest: digest.number)).order_by()
    for pk, at in written.values_list("strand_id", "written_at"):
        counts[pk][f"{timezone.localtime(at):%Y-%m}"] += 1
    marked = marked_posts_of(since)
    return {s.pk: Digest(s.last_number, s.last_change, dict(counts[s.pk]), marked.get(s.pk, [])) for s in stale}


def rows_since_digest(since: dict[int, Digest], what: str, value) -> Q:
    """What came in any of some strands after its digest."""
    return reduce(or_, (Q(**{"strand": pk, f"{what}__gt": value(digest)}) for pk, digest in since.items()))


def marked_posts_of(strand_ids: Collection[int]) -> dict[int, list[MarkedPost]]:
    """The decisions and answers of strands; one query."""
    posts = Post.objects.filter(strand__in=strand_ids, withdrawn_at=None, hidden_at=None).exclude(mark="")
    found: dict[int, list[MarkedPost]] = {}
    for post in posts.select_related("author").defer("html"):
        said = (excerpt(post.text, 110), post.language, post.author.language)
        row = MarkedPost(post.key, post.mark, post.author.function, post.written_at, *said)
        found.setdefault(post.strand_id, []).append(row)
    return found
