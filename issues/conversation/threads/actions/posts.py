"""What can be done in a thread. The owner's feature says what a post is about."""

import uuid
from collections.abc import Collection, Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from committee.access.models import Space
from committee.access.policy import require
from committee.access.standing import standing_of
from committee.access.versions import require_unchanged
from committee.journal import clock
from committee.journal.actions import record, redact_entries
from committee.journal.verbs import register_verb
from committee.people.models import Person
from issues.attachments.actions import withdraw_files
from issues.attachments.models import Attachment
from issues.conversation.threads.actions.mentions import keep_mentions
from issues.conversation.threads.extension_points import Owner, owner_of
from issues.conversation.threads.markup import excerpt
from issues.conversation.threads.mentions import Callee, render_post_text
from issues.conversation.threads.models import (
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
from issues.conversation.threads.policy import may_edit_post, may_post, may_react, may_withdraw_post

POST_ADDED = register_verb("post.added", _("wrote about “%(title)s”: “%(excerpt)s”"), _("New post"))
POST_EDITED = register_verb("post.edited", _("corrected a post about “%(title)s”"))
POST_WITHDRAWN = register_verb("post.withdrawn", _("withdrew a post about “%(title)s”"))
POST_REACTED = register_verb("post.reacted", _("reacted to a post about “%(title)s”"))
DEEPEST = 2


def open_thread() -> Thread:
    """Begin a thread for an owner that is being made."""
    return Thread.objects.create(created_at=clock.now())


@transaction.atomic
def add_post(
    *,
    by: Person,
    thread_id: int,
    space: Space,
    text: str,
    organisation_id: int | None = None,
    kind: str = PostKind.COMMENT,
    language: str = "",
    reply_to: Post | None = None,
    attachments: Iterable[Attachment] = (),
    key: str = "",
) -> Post:
    """Say something in one lane, once for one `key` and text. Raises PermissionDenied, PersonalDataFound.

    What is answered stands in the same thread and lane; files are the author's own, of that lane; an organisation is
    one of the author's.
    """
    owner = readable_owner(by, thread_id)
    require(may_post(by, owner, space.pk))
    strand = lock_strand(thread_id, space)
    reply_to = reply_to and answered_in(strand, reply_to)
    require(organisation_id is None or organisation_id in standing_of(by).organisation_ids)
    require(all_theirs(by, strand, attachments))
    said = Post.objects.filter(key=key).first()
    if said and is_resubmission(said, by, strand, text):
        return said
    require(strand.thread.locked_at is None)
    number, change = next_numbers(strand, posts=1)
    html, called = render_post_text(text, space.pk)
    post = Post.objects.create(
        strand=strand,
        number=number,
        change=change,
        key=str(uuid.uuid4()) if said or not key else key,
        author=by,
        organisation_id=organisation_id or default_organisation(by, space),
        kind=kind,
        language=language or by.language,
        text=text,
        html=html,
        reply_to=reply_to,
        depth=min(DEEPEST, reply_to.depth + 1) if reply_to else 0,
        written_at=clock.now(),
    )
    if attachments:
        post.attachments.set(attachments)
    keep_mentions(post, called)
    if not Follow.objects.filter(thread=thread_id, person=by).exists():
        follow_thread(by=by, thread=strand.thread)
    advance_read_mark(by, strand, number)
    record_post(POST_ADDED, by, post, owner, excerpt=excerpt(text, 120))
    return post


def readable_owner(person: Person, thread_id: int) -> Owner:
    """What a thread is about, as the database has it. Raises PermissionDenied for a stranger."""
    owner = owner_of(person, thread_id)
    if owner is None:
        raise PermissionDenied
    return owner


def answered_in(strand: Strand, post: Post) -> Post | None:
    """A post that is answered, as it stands in a locked strand; None where it was moved away meanwhile.

    Raises PermissionDenied for one that never stood there.
    """
    found = Post.objects.select_related("author", "strand").filter(pk=post.pk, strand=strand).first()
    require(found is not None or strand.departures.filter(key=post.key).exists())
    return found


def all_theirs(person: Person, strand: Strand, attachments: Iterable[Attachment]) -> bool:
    """Whether a person added each of some files, in the lane of a strand, and none was withdrawn since."""
    keys = {file.pk for file in attachments}
    own = {"added_by": person, "space": strand.space_id, "withdrawn_at": None}
    return not keys or Attachment.objects.filter(pk__in=keys, **own).count() == len(keys)


def lock_strand(thread_id: int, space: Space | int) -> Strand:
    """Return the strand of a lane with its row locked: numbers are given one after another."""
    space_id: Any = getattr(space, "pk", space)
    locked = Strand.objects.select_for_update(of=("self",)).select_related("thread", "space")
    strand = locked.filter(thread=thread_id, space=space_id).first()
    if strand is None:
        Strand.objects.get_or_create(thread_id=thread_id, space_id=space_id)
        strand = locked.get(thread=thread_id, space=space_id)
    return strand


def advance_read_mark(by: Person, strand: Strand, number: int) -> None:
    """Who writes has read up to there."""
    if not ReadMark.objects.filter(strand=strand, person=by).update(number=number):
        ReadMark.objects.get_or_create(strand=strand, person=by, defaults={"number": number})


def next_numbers(strand: Strand, *, posts: int = 0) -> tuple[int, int]:
    """Take the next change of a locked strand, and the next number where a post is added; returns both as they are now."""
    strand.last_number += posts
    strand.last_change += 1
    strand.save(update_fields=["last_number", "last_change"])
    return strand.last_number, strand.last_change


def lock_post(post: Post) -> None:
    """Take a post as it stands now, with its strand locked: whatever else would happen to it waits its turn.

    A strand is always locked before its posts, and several strands in the order of their keys.
    """
    stood = None
    while stood != post.strand_id or stood is None:
        stood = Post.objects.values_list("strand_id", flat=True).get(pk=post.pk)
        Strand.objects.select_for_update().get(pk=stood)
        post.refresh_from_db(from_queryset=Post.objects.select_related("strand__space"))


def lock_post_for(person: Person, post: Post) -> Owner:
    """Lock a post, and return what its thread is about. Raises PermissionDenied for who does not read that."""
    lock_post(post)
    return readable_owner(person, post.strand.thread_id)


def save_change(post: Post, *fields: str) -> None:
    """Keep what happened to a post as the next change of its strand, so that every open page hears of it."""
    strand = Strand.objects.select_for_update().get(pk=post.strand_id)
    if CITED & set(fields):
        refresh_quotes(post, strand)
    post.change = next_numbers(strand)[1]
    post.save(update_fields=[*fields, "change"])


CITED = {"text", "withdrawn_at", "hidden_at"}
"""The fields of a post of which its answers show something."""


def refresh_quotes(post: Post, strand: Strand) -> None:
    """The answers cite the words of a post: where these change, so do they. Before the post, so that a page that hears
    of the post alone asks for the rest."""
    for answer in post.replies.filter(strand=strand).only("change").order_by("pk"):
        answer.change = next_numbers(strand)[1]
        answer.save(update_fields=["change"])


def is_resubmission(said: Post, by: Person, strand: Strand, text: str) -> bool:
    """Whether the post of a key is the very one that is sent again, and not another text from a form gone back to."""
    same = said.author_id == by.pk and (said.text == text or said.versions.filter(text=text).exists())
    return same and (said.strand_id == strand.pk or strand.departures.filter(key=said.key).exists())


def default_organisation(person: Person, space: Space) -> int:
    """The organisation on whose behalf a person speaks in a lane where nothing else was said: there, or the first."""
    return space.organisation_id or min(standing_of(person).organisation_ids)


@transaction.atomic
def edit_post(*, by: Person, post: Post, text: str, version: str | None = None) -> Post:
    """Correct a post; what it said before is kept. Raises PermissionDenied, PersonalDataFound, ChangedMeanwhile."""
    owner = lock_post_for(by, post)
    require(may_edit_post(by, post))
    require_unchanged(version, {"text": post.text}, {"text": text})
    if text == post.text:
        return post
    moment = clock.now()
    PostVersion.objects.create(post=post, text=post.text, replaced_at=moment)
    html, called = render_post_text(text, post.strand.space_id)
    post.text, post.html, post.edited_at = text, html, moment
    save_change(post, "text", "html", "edited_at")
    new = keep_mentions(post, called)
    people, together = called_ids(new, "person"), called_ids(new, "organisation")
    record_post(POST_EDITED, by, post, owner, **({"called": people, "called_together": together} if new else {}))
    return post


def called_ids(called: list[Callee], name: str) -> list[int]:
    """The identifiers of the people, or of the organisations, among those called."""
    return [pk for callee in called if (pk := getattr(callee, name))]


@transaction.atomic
def withdraw_post(*, by: Person, post: Post) -> Post:
    """Take a post with its files out of sight, and its words out of the journal; its place in the thread stays.

    Raises PermissionDenied.
    """
    owner = lock_post_for(by, post)
    require(may_withdraw_post(by, post))
    post.withdrawn_at = clock.now()
    save_change(post, "withdrawn_at")
    withdraw_files(by=by, attachments=post.attachments.all())
    redact_entries(verb=POST_ADDED, about=("post", post.pk), name="excerpt")
    record_post(POST_WITHDRAWN, by, post, owner)
    return post


@transaction.atomic
def react(*, by: Person, post: Post, word: str, said: bool = True) -> bool:
    """Say one word to a post, or take it back: as `said` wants it to stand. Returns whether that changed anything.

    Raises PermissionDenied, and ValueError for a word that is none.
    """
    owner = lock_post_for(by, post)
    require(may_react(by, post))
    mine = {"post": post, "person": by, "word": Reaction.Word(word)}
    if said:
        organisation_id = default_organisation(by, post.strand.space)
        new = Reaction.objects.get_or_create(**mine, defaults={"organisation_id": organisation_id})[1]
    else:
        new = bool(Reaction.objects.filter(**mine).delete()[0])
    if new:
        save_change(post)
        record_post(POST_REACTED, by, post, owner, word=word if said else "")
    return new


@transaction.atomic
def follow_thread(*, by: Person, thread: Thread | int) -> Follow:
    """Hear of a thread by taking part in it. That never undoes a deliberate choice."""
    start = {"level": by.follows_by_taking_part}
    return Follow.objects.get_or_create(thread_id=key_of(thread), person=by, defaults=start)[0]


@transaction.atomic
def choose_following(*, by: Person, thread: Thread | int, level: Level, pace: Pace | None = None) -> Follow:
    """Say deliberately what to hear of a thread, and how soon by mail where that is said.

    Raises PermissionDenied for who does not read what it is about; silence may be chosen by anybody.
    """
    if Level(level) != Level.NONE:
        readable_owner(by, key_of(thread))
    chosen = {"level": Level(level), "deliberate": True} | ({} if pace is None else {"pace": Pace(pace)})
    return Follow.objects.update_or_create(thread_id=key_of(thread), person=by, defaults=chosen)[0]


def key_of(thread: Thread | int) -> int:
    """The key of a thread that is given as a row or by its key."""
    return thread.pk if isinstance(thread, Thread) else thread


@transaction.atomic
def mark_read(*, by: Person, numbers: dict[int, int]) -> None:
    """Move a person's place in strands forward, never back. `numbers` maps strand identifiers to post numbers."""
    places = dict(ReadMark.objects.filter(person=by, strand__in=numbers).values_list("strand_id", "number"))
    fresh = [ReadMark(strand_id=pk, person=by, number=n) for pk, n in numbers.items() if pk not in places]
    ReadMark.objects.bulk_create(fresh, ignore_conflicts=True)
    for pk, number in numbers.items():
        if number > places.get(pk, number):
            ReadMark.objects.filter(strand=pk, person=by, number__lt=number).update(number=number)


@transaction.atomic
def record_visits(*, by: Person, begun: Collection[int], going_on: Collection[int]) -> None:
    """Remember that a person is here: where a visit begins, what was read before it; else that it goes on."""
    ReadMark.objects.bulk_create([ReadMark(strand_id=pk, person=by) for pk in begun], ignore_conflicts=True)
    mine, now = ReadMark.objects.filter(person=by), clock.now()
    if begun:
        mine.filter(strand__in=begun).update(before=F("number"), visited_at=now)
    if going_on:
        mine.filter(strand__in=going_on).update(visited_at=now)


@transaction.atomic
def set_read_mark(*, by: Person, numbers: dict[int, int]) -> None:
    """Put a person's place in strands where the person says, forward or back; nothing before it is new any more."""
    places = [
        ReadMark(strand_id=pk, person=by, number=n, before=n, visited_at=clock.now()) for pk, n in numbers.items()
    ]
    fields = ["number", "before", "visited_at"]
    key = ["strand", "person"]
    ReadMark.objects.bulk_create(places, update_conflicts=True, unique_fields=key, update_fields=fields)


def record_post(what: str, by: Person, post: Post, owner: Owner, **data: Any) -> None:
    """Record what happened to a post, in the post's lane, with the count that the strand had then."""
    record(
        by=by,
        verb=what,
        about=owner.about,
        also=[("post", post.pk), ("strand", post.strand_id), ("thread", owner.thread_id)],
        space=post.strand.space_id,
        organisation=organisation_acting(by, post),
        title=owner.titles,
        change=post.change,
        **data,
    )


def organisation_acting(by: Person, post: Post) -> int:
    """On whose behalf something is done to a post: the author's as it says, another's own."""
    if by.pk == post.author_id or not standing_of(by).organisation_ids:
        return post.organisation_id
    return default_organisation(by, post.strand.space)
