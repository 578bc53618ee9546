"""What can be done in a thread. The owner's feature says what a post is about, and the sentence's `title`."""

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
from issues.threads.models import Follow, Post, PostKind, PostVersion, ReadMark, Strand, Thread
from issues.threads.policy import may_edit_post, may_post, may_withdraw_post

POST_ADDED = verb("post.added", _("wrote about “%(title)s”: “%(excerpt)s”"), _("New post"))
POST_EDITED = verb("post.edited", _("corrected a post about “%(title)s”"))
POST_WITHDRAWN = verb("post.withdrawn", _("withdrew a post about “%(title)s”"))


def open_thread() -> Thread:
    """Begin a thread for an owner that is being made."""
    return Thread.objects.create(created_at=clock.now())


@transaction.atomic
def add_post(
    *,
    by: Person,
    thread: Thread,
    owner_space: Space,
    space: Space,
    text: str,
    about: tuple[str, str],
    title: str | dict[str, str],
    organisation_id: int | None = None,
    kind: str = PostKind.COMMENT,
    language: str = "",
    reply_to: Post | None = None,
    attachments=(),
    key: str = "",
) -> Post:
    """Say something in one lane, once for one `key` and text. Raises PermissionDenied, PersonalDataFound."""
    insist(may_post(by, owner_space, space.pk))
    insist(reply_to is None or reply_to.strand.space_id == space.pk)
    strand = locked_strand(thread, space)
    said = Post.objects.filter(key=key).first()
    if said and said_already(said, by, strand, text):
        return said
    strand.last_number += 1
    strand.save(update_fields=["last_number"])
    post = Post.objects.create(
        strand=strand,
        number=strand.last_number,
        key=str(uuid.uuid4()) if said or not key else key,
        author=by,
        organisation_id=organisation_id or speaking_for(by, space),
        kind=kind,
        language=language or by.language,
        text=text,
        html=rendered(text),
        reply_to=reply_to,
        written_at=clock.now(),
    )
    post.attachments.set(attachments)
    follow_thread(by=by, thread=thread)
    ReadMark.objects.update_or_create(strand=strand, person=by, defaults={"number": post.number})
    tell(POST_ADDED, by, post, about, title, excerpt=excerpt(text, 120))
    return post


def locked_strand(thread: Thread, space: Space) -> Strand:
    """Return the strand of a lane with its row locked: numbers are given one after another."""
    Strand.objects.get_or_create(thread=thread, space=space)
    return Strand.objects.select_for_update().get(thread=thread, space=space)


def said_already(said: Post, by: Person, strand: Strand, text: str) -> bool:
    """Whether the post of a key is the very one that is sent again, and not another text from a form gone back to."""
    same = (said.author_id, said.strand_id) == (by.pk, strand.pk)
    return same and (said.text == text or said.versions.filter(text=text).exists())


def speaking_for(person: Person, space: Space) -> int:
    """The organisation on whose behalf a person speaks in a lane where nothing else was said: there, or the first."""
    return space.organisation_id or min(standing_of(person).organisation_ids)


@transaction.atomic
def edit_post(*, by: Person, post: Post, text: str, about: tuple[str, str], title: str | dict[str, str]) -> Post:
    """Correct a post; what it said before is kept. Raises PermissionDenied, PersonalDataFound."""
    insist(may_edit_post(by, post))
    if text == post.text:
        return post
    moment = clock.now()
    PostVersion.objects.create(post=post, text=post.text, replaced_at=moment)
    post.text, post.html, post.edited_at = text, rendered(text), moment
    post.save(update_fields=["text", "html", "edited_at"])
    tell(POST_EDITED, by, post, about, title)
    return post


@transaction.atomic
def withdraw_post(*, by: Person, post: Post, about: tuple[str, str], title: str | dict[str, str]) -> Post:
    """Take a post with its files out of sight, and its words out of the journal; its place in the thread stays.

    Raises PermissionDenied.
    """
    insist(may_withdraw_post(by, post))
    post.withdrawn_at = clock.now()
    post.save(update_fields=["withdrawn_at"])
    withdraw_files(by=by, attachments=post.attachments.all())
    blank_out(verb=POST_ADDED, about=("post", post.pk), name="excerpt")
    tell(POST_WITHDRAWN, by, post, about, title)
    return post


@transaction.atomic
def follow_thread(*, by: Person, thread: Thread, muted: bool = False) -> Follow:
    """Hear of a thread from now on, or no longer. Taking part never undoes a deliberate silence."""
    follow, _new = Follow.objects.get_or_create(thread=thread, person=by, defaults={"muted": muted})
    return follow


@transaction.atomic
def choose_following(*, by: Person, thread: Thread, muted: bool) -> Follow:
    """Say deliberately whether to hear of a thread."""
    return Follow.objects.update_or_create(thread=thread, person=by, defaults={"muted": muted})[0]


@transaction.atomic
def mark_read(*, by: Person, numbers: dict[int, int]) -> None:
    """Move a person's place in strands forward, never back. `numbers` maps strand identifiers to post numbers."""
    places = dict(ReadMark.objects.filter(person=by, strand__in=numbers).values_list("strand_id", "number"))
    fresh = [ReadMark(strand_id=pk, person=by, number=n) for pk, n in numbers.items() if pk not in places]
    ReadMark.objects.bulk_create(fresh, ignore_conflicts=True)
    for pk, number in numbers.items():
        if number > places.get(pk, number):
            ReadMark.objects.filter(strand=pk, person=by, number__lt=number).update(number=number)


def tell(what: str, by: Person, post: Post, about: tuple[str, str], title: str | dict[str, str], **data) -> None:
    """Record what happened to a post, in the post's lane."""
    record(
        by=by,
        verb=what,
        about=about,
        also=[("post", post.pk), ("strand", post.strand_id), ("thread", post.strand.thread_id)],
        space=post.strand.space_id,
        organisation=post.organisation_id,
        title=title,
        **data,
    )
