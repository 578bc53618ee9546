"""A conversation as its template shows it, the same on the page of what it is about and on its own."""

from __future__ import annotations

import json

from django.urls import reverse
from django.utils.translation import gettext as _

from committee.access.standing import standing_of
from committee.journal.addresses import address_of
from issues.talk.forms import PostForm
from issues.talk.fragments import fragments_of, marked
from issues.talk.queries import Place, Reading
from issues.threads.actions import mark_read
from issues.threads.models import Post, Strand
from issues.threads.policy import lanes_for_post
from issues.threads.slots import Owner


def talk_of(person, owner: Owner, reading: Reading, *, place: Place, form: PostForm | None) -> dict:
    """Everything that `issues/talk/thread.html` needs. `form` is None for who does not write here."""
    return {
        "owner": owner,
        "page": reverse("issues:thread", args=[owner.thread_id]),
        "action": reverse("issues:thread", args=[owner.thread_id]),
        "posts": posts_of(person, reading),
        "older": reading.older,
        "newer": reading.newer,
        "at_end": place.is_end,
        "strands": json.dumps({str(pk): strand.last_change for pk, strand in reading.strands.items()}),
        "topics": topics_of(person, owner),
        "form": form,
        "over": owner.closed,
    }


def topics_of(person, owner: Owner) -> str:
    """The live topics of a thread: one for each lane that the reader reads."""
    return " ".join(f"thread:{owner.thread_id}:{pk}" for pk in sorted(standing_of(person).readable_ids))


def posts_of(person, reading: Reading) -> list[str]:
    """The posts of a page as fragments, marked for their reader."""
    html = fragments_of(reading.posts)
    return [marked(html[post.pk], marks_of(person, post, reading)) for post in reading.posts if post.pk in html]


def marks_of(person, post: Post, reading: Reading) -> str:
    """What a post is for its reader: their own, or not read yet."""
    strand = reading.strands.get(post.strand_id)
    if post.author_id == person.pk:
        return "own"
    return "new" if strand is not None and post.number > strand.read else ""


def composer_for(person, owner: Owner, reply: str = "") -> PostForm | None:
    """An empty composer, in the lane of the post that is answered, else where nothing is chosen silently."""
    spaces = lanes_for_post(person, owner)
    if not spaces:
        return None
    return PostForm(spaces, initial=composer_start(person, owner, spaces, reply))


def composer_start(person, owner: Owner, spaces, reply: str) -> dict:
    """How the composer begins."""
    mine = Post.objects.visible_to(person).filter(strand__thread=owner.thread_id)
    answered = mine.filter(key=reply).values("key", "strand__space_id").first() if reply else None
    if answered:
        return {"lane": answered["strand__space_id"], "reply_to": answered["key"]}
    return {"lane": spaces[0].pk if len(spaces) == 1 else None}


def title_of(owner: Owner, language: str) -> str:
    """The title of what a thread is about, in a language where it has one."""
    if isinstance(owner.titles, str):
        return owner.titles
    return owner.titles.get(language) or next(iter(owner.titles.values()), _("Discussion"))


def way_to(owner: Owner) -> str:
    """The page of what a thread is about."""
    return address_of(*owner.about)


def arrive(person, strands: dict[int, Strand]) -> None:
    """Remember that the reader has come as far as the newest page shows."""
    unread = {pk: strand.last_number for pk, strand in strands.items() if strand.last_number > strand.read}
    if unread:
        mark_read(by=person, numbers=unread)
