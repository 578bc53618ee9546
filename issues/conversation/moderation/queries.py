"""Reports, summaries and the posts of a strand as the pages of those who keep order read them."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet

from committee.access.standing import standing_of
from committee.journal.subjects import thing_named
from committee.people.models import Reader
from issues.conversation.moderation.models import Report, ReportQuerySet, Summary
from issues.conversation.threads.extension_points import Owner, owners_of
from issues.conversation.threads.models import Post, Strand

PAGE = 50
SETTLED = 20
SHOWN_WITH = (
    "organisation", "reporter", "settled_by", "post__strand__space", "post__author", "post__organisation",
)  # fmt: skip


def reports_with_details() -> ReportQuerySet[Report]:
    """Reports with what is shown of them."""
    return Report.objects.select_related(*SHOWN_WITH)


def open_reports(person: Reader, after: int | None = None) -> tuple[list[Report], int | None]:
    """What awaits a decision in the lanes that a person moderates, oldest first, and where the next page begins."""
    waiting = reports_with_details().visible_to(person).open()
    found = list(waiting.filter(pk__gt=after)[: PAGE + 1] if after else waiting[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None


def settled_reports(person: Reader) -> list[Report]:
    """The newest decisions in the lanes that a person moderates; one query."""
    found = reports_with_details().visible_to(person).exclude(settled_at=None)
    return list(found.order_by("-settled_at", "-pk")[:SETTLED])


def get_report(person: Reader, pk: int) -> Report | None:
    """A report for who moderates its lane, or for who made it; None for anybody else. One query."""
    found = reports_with_details().visible_to(person) | reports_with_details().made_by(person)
    return found.filter(pk=pk).first()


def owners_by_post(person: Reader, posts: Collection[Post]) -> dict[int, Owner]:
    """What the threads of posts are about, by the identifier of the post; one query for each kind of owner."""
    owners = owners_of(person, {post.strand.thread_id for post in posts})
    return {post.pk: owners[post.strand.thread_id] for post in posts if post.strand.thread_id in owners}


def strand_of(person: Reader, pk: int) -> Strand | None:
    """A strand of a lane that a person reads; one query."""
    return Strand.objects.visible_to(person).select_related("space").filter(pk=pk).first()


def summary_history(strand: Strand) -> list[Summary]:
    """All that was ever said in sum of a strand, the newest first; one query."""
    return list(strand.summaries.select_related("author", "organisation"))


def strands_to_move(person: Reader, thread_id: int) -> list[Strand]:
    """The strands of a thread with posts, in lanes that a person moderates; one query."""
    moderated = standing_of(person).moderated_ids
    strands = Strand.objects.filter(thread=thread_id, space__in=moderated, posts__isnull=False)
    return list(strands.select_related("space").distinct())


def posts_to_move(strand: Strand, *, key: str = "", before: int | None = None) -> tuple[list[Post], int | None]:
    """The newest posts of a strand, oldest first, with the number before which older ones stand; one query.

    With a `key`, that post and all that answers it, at most four deep.
    """
    posts = Post.objects.filter(strand=strand).select_related("author", "organisation")
    if key:
        return answers_to(posts, key), None
    found = list((posts.filter(number__lt=before) if before else posts).order_by("-number")[: PAGE + 1])
    return found[:PAGE][::-1], found[PAGE - 1].number if len(found) > PAGE else None


def answers_to(posts: QuerySet[Post], key: str) -> list[Post]:
    """A post and what answers it, in the order in which it was written; one query for each depth."""
    found = list(posts.filter(key=key))
    level = found
    while level and len(found) < PAGE:
        known = [post.pk for post in found]
        level = list(posts.filter(reply_to__in=level).exclude(pk__in=known)[: PAGE - len(found)])
        found = [*found, *level]
    return sorted(found, key=lambda post: (post.written_at, post.pk))


def thread_named(person: Reader, words: str) -> int | None:
    """The thread of the thing that some words name by its reference or address, where the person reads it; else None."""
    named = thing_named(person, words, "threads")
    if named is None:
        return None
    kind, key = named
    return kind.threads([key]).get(key) if kind.threads else None
