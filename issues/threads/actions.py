"""What can be done in a thread. The owner's feature says what a post is about."""

import uuid

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from committee.access.models import Space
from committee.access.policy import insist
from committee.access.standing import standing_of
from committee.journal import clock
from committee.journal.actions import blank_out, record
from committee.journal.verbs import verb
from committee.people.models import Person
from issues.attachments.actions import withdraw_files
from issues.threads.markup import excerpt, rendered
from issues.threads.models import (
    Follow,
    Level,
    Pace,
    Post,
    PostKind,
    PostVersion,
    Reaction,
    ReadMark,
    Strand,
    Thread,
)
from issues.threads.policy import may_edit_post, may_post, may_react, may_withdraw_post
from issues.threads.slots import Owner

POST_ADDED = verb("post.added", _("wrote about “%(title)s”: “%(excerpt)s”"), _("New post"))
POST_EDITED = verb("post.edited", _("corrected a post about “%(title)s”"))
POST_WITHDRAWN = verb("post.withdrawn", _("withdrew a post about “%(title)s”"))
POST_REACTED = verb("post.reacted", _("reacted to a post about “%(title)s”"))
DEEPEST = 2


def open_thread() -> Thread:
    """Begin a thread for an owner that is being made."""
    return Thread.objects.create(created_at=clock.now())


@transaction.atomic
def add_post(
    *,
    by: Person,
    owner: Owner,
    space: Space,
    text: str,
    organisation_id: int | None = None,
    kind: str = PostKind.COMMENT,
    language: str = "",
    reply_to: Post | None = None,
    attachments=(),
    key: str = "",
) -> Post:
    """Say something in one lane, once for one `key` and text. Raises PermissionDenied, PersonalDataFound."""
    insist(may_post(by, owner, space.pk))
    insist(reply_to is None or reply_to.strand.space_id == space.pk)
    strand = locked_strand(owner.thread_id, space)
    said = Post.objects.filter(key=key).first()
    if said and said_already(said, by, strand, text):
        return said
    insist(strand.thread.locked_at is None)
    number, change = count_on(strand, posts=1)
    post = Post.objects.create(
        strand=strand,
        number=number,
        change=change,
        key=str(uuid.uuid4()) if said or not key else key,
        author=by,
        organisation_id=organisation_id or speaking_for(by, space),
        kind=kind,
        language=language or by.language,
        text=text,
        html=rendered(text),
        reply_to=reply_to,
        depth=min(DEEPEST, reply_to.depth + 1) if reply_to else 0,
        written_at=clock.now(),
    )
    post.attachments.set(attachments)
    follow_thread(by=by, thread=strand.thread)
    ReadMark.objects.update_or_create(strand=strand, person=by, defaults={"number": post.number})
    tell(POST_ADDED, by, post, owner, excerpt=excerpt(text, 120))
    return post


def locked_strand(thread_id: int, space: Space | int) -> Strand:
    """Return the strand of a lane with its row locked: numbers are given one after another."""
    space_id = getattr(space, "pk", space)
    Strand.objects.get_or_create(thread_id=thread_id, space_id=space_id)
    locked = Strand.objects.select_for_update(of=("self",)).select_related("thread")
    return locked.get(thread=thread_id, space=space_id)


def count_on(strand: Strand, *, posts: int = 0) -> tuple[int, int]:
    """Take the next change of a locked strand, and the next number where a post is added; returns both as they are now."""
    strand.last_number += posts
    strand.last_change += 1
    strand.save(update_fields=["last_number", "last_change"])
    return strand.last_number, strand.last_change


def changed(post: Post, *fields: str) -> None:
    """Keep what happened to a post as the next change of its strand, so that every open page hears of it."""
    strand = Strand.objects.select_for_update().get(pk=post.strand_id)
    post.change = count_on(strand)[1]
    post.save(update_fields=[*fields, "change"])


def said_already(said: Post, by: Person, strand: Strand, text: str) -> bool:
    """Whether the post of a key is the very one that is sent again, and not another text from a form gone back to."""
    same = (said.author_id, said.strand_id) == (by.pk, strand.pk)
    return same and (said.text == text or said.versions.filter(text=text).exists())


def speaking_for(person: Person, space: Space) -> int:
    """The organisation on whose behalf a person speaks in a lane where nothing else was said: there, or the first."""
    return space.organisation_id or min(standing_of(person).organisation_ids)


@transaction.atomic
def edit_post(*, by: Person, post: Post, text: str, owner: Owner) -> Post:
    """Correct a post; what it said before is kept. Raises PermissionDenied, PersonalDataFound."""
    insist(may_edit_post(by, post))
    if text == post.text:
        return post
    moment = clock.now()
    PostVersion.objects.create(post=post, text=post.text, replaced_at=moment)
    post.text, post.html, post.edited_at = text, rendered(text), moment
    changed(post, "text", "html", "edited_at")
    tell(POST_EDITED, by, post, owner)
    return post


@transaction.atomic
def withdraw_post(*, by: Person, post: Post, owner: Owner) -> Post:
    """Take a post with its files out of sight, and its words out of the journal; its place in the thread stays.

    Raises PermissionDenied.
    """
    insist(may_withdraw_post(by, post))
    post.withdrawn_at = clock.now()
    changed(post, "withdrawn_at")
    withdraw_files(by=by, attachments=post.attachments.all())
    blank_out(verb=POST_ADDED, about=("post", post.pk), name="excerpt")
    tell(POST_WITHDRAWN, by, post, owner)
    return post


@transaction.atomic
def react(*, by: Person, post: Post, word: str, owner: Owner) -> bool:
    """Say one word to a post, or take it back where it was said already. Returns whether it stands now.

    Raises PermissionDenied, and ValueError for a word that is none.
    """
    insist(may_react(by, post))
    word = Reaction.Word(word)
    mine = {"post": post, "person": by, "word": word}
    organisation_id = speaking_for(by, post.strand.space)
    _said, new = Reaction.objects.get_or_create(**mine, defaults={"organisation_id": organisation_id})
    if not new:
        Reaction.objects.filter(**mine).delete()
    changed(post)
    tell(POST_REACTED, by, post, owner, word=word if new else "")
    return new


@transaction.atomic
def follow_thread(*, by: Person, thread: Thread | int) -> Follow:
    """Hear of a thread by taking part in it. That never undoes a deliberate choice."""
    start = {"level": by.follows_by_taking_part}
    return Follow.objects.get_or_create(thread_id=getattr(thread, "pk", thread), person=by, defaults=start)[0]


@transaction.atomic
def choose_following(*, by: Person, thread: Thread | int, level: Level, pace: Pace | None = None) -> Follow:
    """Say deliberately what to hear of a thread, and how soon by mail where that is said."""
    chosen = {"level": Level(level), "deliberate": True} | ({} if pace is None else {"pace": Pace(pace)})
    facts = {"thread_id": getattr(thread, "pk", thread), "person": by}
    return Follow.objects.update_or_create(**facts, defaults=chosen)[0]


@transaction.atomic
def mark_read(*, by: Person, numbers: dict[int, int]) -> None:
    """Move a person's place in strands forward, never back. `numbers` maps strand identifiers to post numbers."""
    places = dict(ReadMark.objects.filter(person=by, strand__in=numbers).values_list("strand_id", "number"))
    fresh = [ReadMark(strand_id=pk, person=by, number=n) for pk, n in numbers.items() if pk not in places]
    ReadMark.objects.bulk_create(fresh, ignore_conflicts=True)
    for pk, number in numbers.items():
        if number > places.get(pk, number):
            ReadMark.objects.filter(strand=pk, person=by, number__lt=number).update(number=number)


def tell(what: str, by: Person, post: Post, owner: Owner, **data) -> None:
    """Record what happened to a post, in the post's lane, with the count that the strand had then."""
    record(
        by=by,
        verb=what,
        about=owner.about,
        also=[("post", post.pk), ("strand", post.strand_id), ("thread", owner.thread_id)],
        space=post.strand.space_id,
        organisation=standing_organisation(by, post),
        title=owner.titles,
        change=post.change,
        **data,
    )


def standing_organisation(by: Person, post: Post) -> int:
    """On whose behalf something is done to a post: the author's as it says, another's own."""
    if by.pk == post.author_id or not standing_of(by).organisation_ids:
        return post.organisation_id
    return speaking_for(by, post.strand.space)
