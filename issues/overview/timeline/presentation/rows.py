"""The facts of a story in words, for its page and for its file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from committee.access.lanes import SHORT, Lane
from committee.access.policy import may_moderate
from committee.journal.models import Entry
from committee.journal.moments import format_day
from committee.organisations.queries import names_of_organisations
from committee.seats.models import Bench
from issues.conversation.discussions.fragments.posts import file_link, post_body
from issues.conversation.threads.models import Mark, Post, PostKind
from issues.overview.timeline.kinds import What
from issues.overview.timeline.queries import Story

WITH_REASON = frozenset({"problem.moved"})
"""The verbs whose reason stands beside the sentence."""


@dataclass
class Line:
    """One fact of a story, in words."""

    fact: Entry | Post
    is_post: bool
    function: str
    organisation: str
    lane: str
    words: str
    day: str = ""
    reason: str = ""
    kind: str = ""
    mark: str = ""
    url: str = ""
    history: str = ""
    audit: str = ""
    files: list[tuple[str, str]] = field(default_factory=list)

    @property
    def lane_label(self) -> str:
        """The lane in a word."""
        return str(SHORT[Lane(self.lane)])

    @property
    def person(self):
        """Who said or did it, whose language a reason is in."""
        return self.fact.author if isinstance(self.fact, Post) else self.fact.actor

    @property
    def moment(self):
        """When it happened."""
        return self.fact.written_at if self.is_post else self.fact.at


def line_of(person, fact: Entry | Post, posts: dict[int, Post]) -> Line:
    """A fact in words."""
    return post_line(person, fact) if isinstance(fact, Post) else entry_line(fact, posts)


def post_line(person, post: Post) -> Line:
    """A post as a fact: its whole text, or why it says nothing any more."""
    space = post.strand.space
    corrected = post.edited_at and not post.is_silent
    return Line(
        post,
        True,
        post.author.function,
        post.organisation.name,
        space.lane,
        post_body(post),
        format_day(post.written_at),
        kind="" if post.kind == PostKind.COMMENT else str(PostKind(post.kind).label),
        mark=str(Mark(post.mark).label) if post.mark else "",
        url=reverse("issues:post", args=[post.key]),
        history=reverse("issues:post_history", args=[post.key]) if corrected else "",
        audit=reverse("issues:audit", args=["post", post.key]) if may_moderate(person, space.pk) else "",
        files=[] if post.is_silent else [file_link(file) for file in post.attachments.all()],
    )


def entry_line(entry: Any, posts: dict[int, Post]) -> Line:
    """An entry as a fact: its sentence, with the way to what it is about."""
    post = posts.get(int(entry.post_pk)) if entry.post_pk else None
    url = reverse("issues:post", args=[post.key]) if post else ""
    if entry.solution_pk and not post:
        url = reverse("issues:solution", args=[entry.solution_pk])
    return Line(
        entry,
        False,
        entry.actor.function,
        entry.organisation.name if entry.organisation else "",
        entry.space.lane,
        entry.sentence,
        format_day(entry.at),
        reason=entry.localised.get("reason", "") if entry.verb in WITH_REASON else "",
        url=url,
        history=reverse("issues:post_history", args=[post.key]) if post and is_told_corrected(entry, post) else "",
    )


def is_told_corrected(entry: Entry, post: Post | None) -> bool:
    """Whether an entry tells a correction that may be looked at."""
    return entry.verb == "post.edited" and post is not None and not post.is_silent


def caption_of(story: Story) -> str:
    """What stands on the page, in words, for who prints it."""
    order = _("newest first") if story.filters.newest_first else _("oldest first")
    return " · ".join([*(label for _name, _value, label in on(story)), order])


def on(story: Story) -> list[tuple[str, str, str]]:
    """The filters that are on, as name, value and words."""
    filters = story.filters
    told = [("what", one, str(What(one).label)) for one in filters.what]
    if filters.lane:
        told.append(("lane", filters.lane, str(SHORT[Lane(filters.lane)])))
    if filters.bench:
        told.append(("bench", filters.bench, str(Bench(filters.bench).label)))
    if filters.organisation:
        told.append(("organisation", str(filters.organisation), name_of(filters.organisation)))
    if filters.since:
        told.append(("from", str(filters.since), _("from %(day)s") % {"day": format_day(filters.since)}))
    if filters.until:
        told.append(("to", str(filters.until), _("until %(day)s") % {"day": format_day(filters.until)}))
    if filters.reactions:
        told.append(("reactions", "1", _("with reactions")))
    return told


def name_of(organisation: int) -> str:
    """An organisation in the reader's language."""
    return names_of_organisations()[organisation][int(get_language() == "nl")]
