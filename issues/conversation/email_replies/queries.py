"""Where a reply goes, as far as the person may still write there."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from committee.access.models import Space
from committee.people.models import Person
from committee.privacy.detection import Kind
from issues.conversation.email_replies.addresses import Address
from issues.conversation.email_replies.states import CLOSED, RIGHTS, WITHDRAWN
from issues.conversation.threads.extension_points import Owner, owner_of
from issues.conversation.threads.models import Post
from issues.conversation.threads.policy import may_post


class Unpostable(Exception):
    """A reply that becomes no post; `why` is a code of `states`, `detail` is said besides, `kinds` are of personal data."""

    def __init__(self, why: str, detail: str = "", kinds: frozenset[Kind] = frozenset()) -> None:
        super().__init__(why)
        self.why, self.detail, self.kinds = why, detail, kinds


@dataclass(frozen=True)
class Place:
    """Where a reply goes: below the post that was mailed, in its lane."""

    owner: Owner
    post: Post

    @property
    def space(self) -> Space:
        """The lane."""
        return self.post.strand.space


def holder_of(address: Address) -> Person | None:
    """The person to whom an address was given, where the account may be used and has not asked for new addresses."""
    holders = Person.objects.filter(pk=address.person_id, address_version=address.version, is_active=True)
    return holders.filter(**({} if settings.DEMONSTRATION else {"is_demonstration": False})).first()


def place_of(person: Person, address: Address) -> Place:
    """Where a person's reply goes now, wherever the post has been moved to. Raises Unpostable where that is over."""
    post = Post.objects.visible_to(person).select_related("strand__space").filter(pk=address.post_id).first()
    owner = owner_of(person, post.strand.thread_id) if post else None
    if post is None or owner is None:
        raise Unpostable(RIGHTS)
    if owner.closed:
        raise Unpostable(CLOSED)
    if post.is_silent:
        raise Unpostable(WITHDRAWN)
    if not may_post(person, owner, post.strand.space_id):
        raise Unpostable(RIGHTS)
    return Place(owner, post)
