"""Who may say what where, in threads of whatever owner."""

from datetime import timedelta

from committee.access.lanes import Lane
from committee.access.policy import may_moderate, may_read, may_write
from committee.access.standing import SpaceFacts, standing_of
from committee.journal import clock
from committee.people.models import Reader
from issues.conversation.threads.extension_points import Owner
from issues.conversation.threads.models import Post

EDITABLE_FOR = timedelta(hours=24)
VISIT = timedelta(minutes=30)
"""Who comes back after more than this comes for another visit."""


def lanes_for_post(person: Reader, owner: Owner) -> list[SpaceFacts]:
    """The spaces in which a person may post on something, the owner's own first; none once it is closed.

    What stands in a shared lane may be discussed in any lane that the person writes in; what stands in an
    organisation's own space only there, since nobody else knows of it. Who belongs to no organisation speaks for none.
    """
    here = owner.space
    if owner.closed or not (may_read(person, here.pk) and standing_of(person).organisation_ids):
        return []
    writable = standing_of(person).writable
    if here.lane == Lane.ORGANISATION:
        return [space for space in writable if space.pk == here.pk]
    if here.lane != Lane.COMMON:
        writable = tuple(space for space in writable if space.lane in (here.lane, Lane.ORGANISATION))
    return sorted(writable, key=lambda space: (space.pk != here.pk, space.pk))


def may_post(person: Reader, owner: Owner, space_id: int) -> bool:
    """Whether a person may post in one lane of a thread."""
    return any(space.pk == space_id for space in lanes_for_post(person, owner))


def may_react(person: Reader, post: Post) -> bool:
    """Who writes in a post's lane, and speaks for an organisation, may say a word to it while it stands."""
    speaks = bool(standing_of(person).organisation_ids)
    return speaks and not post.is_silent and may_write(person, post.strand.space_id)


def may_edit_post(person: Reader, post: Post) -> bool:
    """An author may correct a post for a day, while it stands and the lane is still open to them."""
    recent = clock.now() - post.written_at < EDITABLE_FOR
    return post.author_id == person.pk and not post.is_silent and recent and may_write(person, post.strand.space_id)


def may_read_history(person: Reader, post: Post) -> bool:
    """Who reads a post reads what it said before; of a hidden one its author and who moderates, of a withdrawn one nobody."""
    if post.withdrawn_at or not may_read(person, post.strand.space_id):
        return False
    return not post.hidden_at or post.author_id == person.pk or may_moderate(person, post.strand.space_id)


def may_withdraw_post(person: Reader, post: Post) -> bool:
    """An author may withdraw a post; who moderates may withdraw any post of a lane they read."""
    if post.withdrawn_at or not may_read(person, post.strand.space_id):
        return False
    return post.author_id == person.pk or may_moderate(person, post.strand.space_id)
