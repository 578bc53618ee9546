"""The kind *post*: what somebody wrote in a thread of whatever owner. The journal names posts by their identifier."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from itertools import islice

from django.urls import reverse
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from committee.inbox.extension_points import Words
from committee.journal.models import Entry
from committee.journal.moments import format_day
from committee.journal.subjects import Findable, Stay, SubjectKind, Trace, holders_of
from committee.people.models import Reader
from issues.conversation.threads.models import Post
from issues.conversation.threads.recipients import hearing_of_post

HIDDEN, SHOWN = "post.hidden", "post.shown"
BATCH = 500


def words_of_post(entry: Entry) -> Words | None:
    """What a post says now; None once it is withdrawn, hidden, or stands in another lane than the entry."""
    key = next((subject.key for subject in entry.subjects.all() if subject.kind == "post"), None)
    post = Post.objects.select_related("strand").filter(pk=key).first() if key else None
    if post is None or post.is_silent or post.strand.space_id != entry.space_id:
        return None
    return Words(post.html, post.language)


def pages_of_posts(keys: Collection[str]) -> dict[str, str]:
    """Where each post stands, by its identifier; one query."""
    found = Post.objects.filter(pk__in=[int(key) for key in keys]).values_list("pk", "key")
    return {str(pk): reverse("issues:post", args=[key]) for pk, key in found}


def searched_posts(keys: Collection[str] | None) -> Iterator[Findable]:
    """What search knows of posts: their own text, in their own lane, on the page of what their thread is about."""
    rows = Post.objects.select_related("strand").order_by("written_at", "pk")
    chosen = rows if keys is None else rows.select_for_update(of=("self",)).filter(pk__in=[int(key) for key in keys])
    posts = chosen.iterator(BATCH)
    while batch := list(islice(posts, BATCH)):
        holders = holders_of({post.strand.thread_id for post in batch})
        yield from (
            findable(post, *holders[post.strand.thread_id]) for post in batch if post.strand.thread_id in holders
        )


def findable(post: Post, shown_on: tuple[str, str], within_id: int) -> Findable:
    """A post as search knows it; one that is withdrawn or hidden must not be found."""
    return Findable(
        key=post.key,
        shown_on=shown_on,
        space_id=post.strand.space_id,
        within_id=within_id,
        language=post.language,
        body=post.text,
        at=post.written_at,
        is_hidden=post.is_silent,
    )


def trace_of_post(person: Reader, key: str) -> Trace | None:
    """When the words of a post could be read by its lane: not while hidden, and not once withdrawn."""
    post = Post.objects.visible_to(person).select_related("strand__space", "author").filter(key=key).first()
    if post is None:
        return None
    title = now("A message of %(function)s, %(day)s") % {
        "function": post.author.function,
        "day": format_day(post.written_at),
    }
    url = reverse("issues:post", args=[key])
    return Trace(title, post.language, url, str(post.pk), stays_of(post), is_silent=post.is_silent)


def stays_of(post: Post) -> list[Stay]:
    """When the words of a post could be read."""
    space = post.strand.space
    since: datetime | None = post.written_at
    told = Entry.objects.filter(verb__in=(HIDDEN, SHOWN)).about("post", str(post.pk)).order_by("pk")
    stays: list[Stay] = []
    for verb, at in told.values_list("verb", "at"):
        if verb == HIDDEN and since:
            stays.append(Stay(space, since, at))
        since = None if verb == HIDDEN else since or at
    if since:
        stays.append(Stay(space, since, post.withdrawn_at or post.hidden_at))
    return stays


POST = SubjectKind(
    code="post",
    label=_("Post"),
    plural=_("Posts"),
    pages=pages_of_posts,
    found_address="issues:post",
    recipients=hearing_of_post,
    texts={"post.added": words_of_post, "post.edited": words_of_post},
    searched=searched_posts,
    trace=trace_of_post,
)
