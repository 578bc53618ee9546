"""Moving posts to another thread of the same lane: their addresses, files, answers and dates go along."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from committee.access.policy import require
from committee.access.refusals import Refused
from committee.journal.actions import record
from committee.journal.verbs import register_verb
from committee.people.models import Person
from issues.conversation.moderation.actions.reporting import keeping_order_for
from issues.conversation.moderation.policy import may_move_posts_to
from issues.conversation.threads.actions.posts import DEEPEST, follow_thread, readable_owner
from issues.conversation.threads.extension_points import Owner
from issues.conversation.threads.models import Departure, Follow, Post, ReadMark, Strand

MOVED = register_verb("post.moved", _("moved messages from “%(title)s” to “%(other)s”: %(n)s"), _("Messages moved"))
MOST = 50


@transaction.atomic
def move_posts(*, by: Person, posts: Iterable[Post], source_id: int, target_id: int) -> list[Post]:
    """Move up to 50 posts of one strand of the thread `source_id` to the end of the same lane's strand of `target_id`.
    Twice is once.

    What stays is numbered as before; nobody's place is lost. It is recorded about both ends, and nothing is said in
    either thread in anybody's name. Raises PermissionDenied, Refused where some of the
    posts stand elsewhere by now.
    """
    chosen = list(posts)
    require(0 < len(chosen) <= MOST and source_id != target_id)
    source, target = readable_owner(by, source_id), readable_owner(by, target_id)
    space_id = Strand.objects.values_list("space", flat=True).get(posts=chosen[0].pk)
    require(may_move_posts_to(by, space_id, target))
    here, there = lock_both_strands(source_id, target_id, space_id)
    found = Post.objects.filter(pk__in=[post.pk for post in chosen]).order_by("written_at", "pk")
    moved = list(found.select_related("author"))
    if all(post.strand_id == there.pk for post in moved):
        return moved
    if any(post.strand_id != here.pk for post in moved):
        raise Refused(_("Somebody moved some of these messages meanwhile: look again."))
    read = {"top": max(post.number for post in moved), "end": there.last_number}
    detach_answers(moved, here)
    move_into_strand(moved, here, there)
    for strand in (here, there):
        strand.save(update_fields=["last_number", "last_change"])
    transfer_read_marks(here, there, **read)
    carry_followers(moved, source_id, target_id)
    record_move(by, moved, source, target, here, there)
    return moved


def lock_both_strands(source: int, target: int, space_id: int) -> tuple[Strand, Strand]:
    """The strands of a lane in both threads, locked in the order of their keys."""
    Strand.objects.get_or_create(thread_id=target, space_id=space_id)
    rows = Strand.objects.select_for_update(of=("self",)).filter(thread__in=[source, target], space=space_id)
    ends = {strand.thread_id: strand for strand in rows.select_related("space").order_by("pk")}
    require(source in ends)
    return ends[source], ends[target]


def move_into_strand(moved: list[Post], here: Strand, there: Strand) -> None:
    """Give posts their place in the other strand, in the order in which they were written, and leave a note behind."""
    depths: dict[int, int] = {}
    for post in moved:
        there.last_number += 1
        there.last_change += 1
        post.strand, post.number, post.change = there, there.last_number, there.last_change
        depths[post.pk] = min(DEEPEST, depths[post.reply_to_id] + 1) if post.reply_to_id in depths else 0
        post.depth = depths[post.pk]
    Post.objects.bulk_update(moved, ["strand", "number", "change", "depth"])
    Departure.objects.filter(strand=there, key__in=[post.key for post in moved]).delete()
    first = here.last_change + 1
    here.last_change += len(moved)
    Departure.objects.bulk_create(
        Departure(strand=here, key=post.key, change=change) for change, post in enumerate(moved, first)
    )


def detach_answers(moved: list[Post], here: Strand) -> None:
    """What answered a post that went stands on its own: it, and what answers it, is no longer set below anything."""
    gone = [post.pk for post in moved]
    level, depth = list(Post.objects.filter(strand=here, reply_to__in=gone).exclude(pk__in=gone)), 0
    while level:
        lifted = [post for post in level if post.depth != depth]
        for post in lifted:
            here.last_change += 1
            post.depth, post.change = depth, here.last_change
        Post.objects.bulk_update(lifted, ["depth", "change"])
        below = Post.objects.filter(strand=here, reply_to__in=lifted).exclude(pk__in=gone)
        level, depth = list(below), min(DEEPEST, depth + 1)


def transfer_read_marks(here: Strand, there: Strand, *, top: int, end: int) -> None:
    """Who had read all that went, and all that stood where it goes, has read it there; where nothing unread is left
    behind, nothing is counted as unread.

    `top` is the highest number that went, `end` the last one where it goes, before.
    """
    left = Post.objects.filter(strand=here).order_by("-number").values_list("number", flat=True).first() or 0
    readers = list(ReadMark.objects.filter(strand=here, number__gte=top).values_list("person_id", flat=True))
    ReadMark.objects.filter(strand=here, number__gte=left, number__lt=here.last_number).update(number=here.last_number)
    known = dict(ReadMark.objects.filter(strand=there, person__in=readers).values_list("person_id", "number"))
    come = [person for person in readers if known.get(person, 0) >= end]
    places = ReadMark.objects.filter(strand=there, person__in=come)
    places.filter(before__gte=end).update(before=there.last_number)
    places.update(number=there.last_number)
    at_end = {"strand": there, "number": there.last_number, "before": there.last_number}
    fresh = [ReadMark(person_id=pk, **at_end) for pk in come if pk not in known]
    ReadMark.objects.bulk_create(fresh, ignore_conflicts=True)


def carry_followers(moved: list[Post], source: int, target: int) -> None:
    """Let the authors hear of the other thread what they chose to hear of this one, unless they chose there already."""
    authors = {post.author_id: post.author for post in moved}
    chosen = {follow.person_id: follow for follow in Follow.objects.filter(thread=source, person__in=authors)}
    for pk, author in sorted(authors.items()):
        known = chosen.get(pk)
        if known is None:
            follow_thread(by=author, thread=target)
        else:
            facts = {"level": known.level, "pace": known.pace, "deliberate": known.deliberate}
            Follow.objects.get_or_create(thread_id=target, person=author, defaults=facts)


def record_move(by: Person, moved: list[Post], source: Owner, target: Owner, here: Strand, there: Strand) -> None:
    """Record a move once, about what the posts left and what they came to, in their lane."""
    ends = [("strand", here.pk), ("thread", source.thread_id), ("strand", there.pk), ("thread", target.thread_id)]
    record(
        by=by,
        verb=MOVED,
        about=source.about,
        also=[target.about, *(("post", post.pk) for post in moved), *ends],
        space=here.space_id,
        organisation=keeping_order_for(by, here.space),
        title=source.titles,
        other=target.titles,
        n=len(moved),
    )
