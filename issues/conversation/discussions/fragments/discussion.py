"""A conversation as its template shows it, the same on the page of what it is about and on its own."""

from __future__ import annotations

import json
from datetime import datetime
from functools import lru_cache

from django.core.cache import cache
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from committee.access.standing import standing_of
from committee.journal import clock
from committee.journal.moments import format_day
from committee.journal.subjects import address_of
from issues.conversation.discussions.forms import PostForm
from issues.conversation.discussions.fragments.composer import composer_html
from issues.conversation.discussions.fragments.posts import page_fragments, with_reader_classes
from issues.conversation.discussions.presentation.references import fill_references
from issues.conversation.discussions.presentation.thread_overview import address, render_overview
from issues.conversation.discussions.queries import Place, PostRow, Reading, StrandFacts
from issues.conversation.threads.actions.posts import mark_read, record_visits
from issues.conversation.threads.extension_points import Owner
from issues.conversation.threads.models import Level, Pace
from issues.conversation.threads.policy import VISIT

DIVIDER = '<hr class="since"><p class="first-unread" id="new">{}</p>'
TOKEN, ACTION = "token-of-the-page", "action-of-the-page"
TOUCHED_SECONDS = 60


def discussion_context(
    request, owner: Owner, reading: Reading, *, place: Place, page="owner", refused: PostForm | None = None
):
    """Everything that `issues/conversation/discussions/thread.html` needs. `page`: whether it stands with its owner or by itself ("thread")."""
    person, thread = request.user, reverse("issues:thread", args=[owner.thread_id])
    return {
        "thread": owner.thread_id,
        "page": thread,
        "items": render_posts(person, reading, place),
        "older": address(thread, place, before=str(reading.older)) if reading.older else "",
        "newer": address(thread, place, after=str(reading.newer)) if reading.newer else "",
        "at_end": place.is_end and not place.is_narrow,
        "narrow": place.is_narrow,
        "overview": render_overview(reading, owner.thread_id, place),
        "unread": render_unread_notice(request, owner.thread_id, reading, page),
        "follow": render_follow_form(request, owner.thread_id, reading, page),
        "strands": json.dumps({str(pk): strand.last_change for pk, strand in reading.strands.items()}),
        "catch_up": reverse("issues:strand_after", args=[0, 0]),
        "topics": topics_of(person, owner),
        "composer": composer_html(request, owner, page, draft=reading.draft, refused=refused),
        "over": owner.closed,
        "locked": reading.locked,
    }


def topics_of(person, owner: Owner) -> str:
    """The live topics of a thread: one for each lane that the reader reads, first that in which the thread stands."""
    lanes = sorted(standing_of(person).readable_ids, key=lambda pk: (pk != owner.space.pk, pk))
    return " ".join(f"thread:{owner.thread_id}:{pk}" for pk in lanes)


def render_posts(person, reading: Reading, place: Place) -> SafeString:
    """The posts of a page as fragments, marked for their reader, with a divider before the first that is new."""
    first = first_unread_strand(list(reading.shown(place).values()))
    html = page_fragments(reading.posts)
    items = []
    for row in reading.posts:
        if first and row.key == first.first and first.visited_at:
            items.append(format_html(DIVIDER, _("New since your last visit")))
        items.append(
            with_reader_classes(html.get(row.pk, ""), reader_classes(person, row, reading.strands.get(row.strand_id)))
        )
    return mark_safe("\n".join(fill_references(person, items)))


def first_unread_strand(strands: list[StrandFacts]) -> StrandFacts | None:
    """The strand in which the first new post of several stands, or None where nothing is new."""
    return min((one for one in strands if one.fresh), key=lambda one: (one.first_at, one.pk), default=None)


def reader_classes(person, row: PostRow, strand: StrandFacts | None) -> str:
    """What a post is for its reader, as class names: their own, new in this visit, kept, answered with a word."""
    names = [f"said-{word}" for word in row.said] + (["kept"] if row.kept else [])
    if row.author_id == person.pk:
        names.append("own")
    elif strand is not None and row.number > strand.before:
        names.append("new")
    return " ".join(names)


def render_unread_notice(request, thread_id: int, reading: Reading, page: str) -> SafeString | str:
    """How much is new, with the way to the first of it, and a button that says that all is read."""
    strands = list(reading.strands.values())
    number, first = sum(one.fresh for one in strands), first_unread_strand(strands)
    if first is None:
        return ""
    return render_to_string(
        "issues/conversation/discussions/unread.html",
        {
            "words": describe_unread(number, previous_visit(request.user, thread_id, first)),
            "url": f"{reverse('issues:thread', args=[thread_id])}?post={first.first}#"
            + ("new" if first.visited_at else f"post-{first.first}"),
            "action": reverse("issues:mark_read", args=[thread_id]),
            "token": get_token(request),
            "page": page,
        },
    )


def describe_unread(number: int, visit: datetime | None) -> str:
    """How much is new, since when where that is known."""
    if visit is None:
        return ngettext("%(n)d message that is new to you", "%(n)d messages that are new to you", number) % {
            "n": number
        }
    words = ngettext(
        "%(n)d new message since your last visit on %(day)s",
        "%(n)d new messages since your last visit on %(day)s",
        number,
    )
    return words % {"n": number, "day": format_day(visit)}


def previous_visit(person, thread_id: int, strand: StrandFacts) -> datetime | None:
    """When the reader was here before this visit; None where that was never, or is no longer known."""
    if strand.visited_at and strand.visited_at < clock.now() - VISIT:
        return strand.visited_at
    return cache.get(f"visit:{person.pk}:{thread_id}")


def render_follow_form(request, thread_id: int, reading: Reading, page: str) -> SafeString:
    """What the reader hears of the thread, and how to choose."""
    html = follow_form_html(get_language(), reading.level or Level.MENTIONS, reading.pace, page)
    action = reverse("issues:follow", args=[thread_id])
    return mark_safe(html.replace(TOKEN, get_token(request)).replace(ACTION, action))


@lru_cache(maxsize=256)
def follow_form_html(_language: str, level: str, pace: str, page: str) -> str:
    """The same for all who chose alike."""
    chosen = str(Level(level).label) + (f" · {Pace(pace).label}" if pace else "")
    facts = {"chosen": chosen, "level": level, "pace": pace, "levels": Level.choices, "paces": Pace.choices}
    facts |= {"action": ACTION, "token": TOKEN, "page": page}
    return render_to_string("issues/conversation/discussions/follow.html", facts)


def title_of(owner: Owner, language: str) -> str:
    """The title of what a thread is about, in a language where it has one."""
    if isinstance(owner.titles, str):
        return owner.titles
    return owner.titles.get(language) or next(iter(owner.titles.values()), _("Discussion"))


def address_of_owner(owner: Owner) -> str:
    """The page of what a thread is about."""
    return address_of(*owner.about)


def record_visit(person, thread_id: int, reading: Reading, place: Place) -> None:
    """Remember that the reader is here, and how far they have read where they see the end. No query while nothing moves."""
    now, strands = clock.now(), reading.strands.values()
    begun = {one.pk for one in strands if one.visited_at is None or one.visited_at < now - VISIT}
    last = max((one.visited_at for one in strands if one.pk in begun and one.visited_at), default=None)
    if last:
        cache.set(f"visit:{person.pk}:{thread_id}", last, 24 * 3600)
    going_on = {one.pk: one.visited_at for one in strands if one.pk not in begun and one.visited_at}
    stale = {pk for pk, visited_at in going_on.items() if (now - visited_at).seconds > TOUCHED_SECONDS}
    if begun or stale:
        record_visits(by=person, begun=begun, going_on=stale)
    if place.is_end and not place.bench:
        shown = reading.shown(place)
        unread = {pk: one.last_number for pk, one in shown.items() if one.last_number > one.read}
        if unread:
            mark_read(by=person, numbers=unread)
