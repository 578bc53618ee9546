"""Who may say what where, in threads of whatever owner."""

from datetime import timedelta

from committee.access.lanes import Lane
from committee.access.policy import may_read, may_write
from committee.access.roles import Ability
from committee.access.standing import SpaceFacts, standing_of
from committee.journal import clock
from issues.threads.models import Post

EDITABLE_FOR = timedelta(hours=24)


def lanes_for_post(person, owner_space) -> list[SpaceFacts]:
    """The spaces in which a person may post on something that stands in a space, the owner's own first.

    What stands in a shared lane may be discussed in any lane that the person writes in; what stands in an
    organisation's own space only there, since nobody else knows of it. Who belongs to no organisation speaks for none.
    """
    if not (may_read(person, owner_space.pk) and standing_of(person).organisation_ids):
        return []
    writable = standing_of(person).writable
    if owner_space.lane == Lane.ORGANISATION:
        return [space for space in writable if space.pk == owner_space.pk]
    if owner_space.lane != Lane.COMMON:
        writable = [space for space in writable if space.lane in (owner_space.lane, Lane.ORGANISATION)]
    return sorted(writable, key=lambda space: (space.pk != owner_space.pk, space.pk))


def may_post(person, owner_space, space_id: int) -> bool:
    """Whether a person may post in one lane of a thread whose owner stands in `owner_space`."""
    return any(space.pk == space_id for space in lanes_for_post(person, owner_space))


def may_edit_post(person, post: Post) -> bool:
    """An author may correct a post for a day, while it stands and the lane is still open to them."""
    recent = clock.now() - post.written_at < EDITABLE_FOR
    return post.author_id == person.pk and not post.withdrawn_at and recent and may_write(person, post.strand.space_id)


def may_withdraw_post(person, post: Post) -> bool:
    """An author may withdraw a post; who moderates may withdraw any post of a lane they read."""
    if post.withdrawn_at or not may_read(person, post.strand.space_id):
        return False
    return post.author_id == person.pk or standing_of(person).can(Ability.MODERATE)
