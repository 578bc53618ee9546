"""Who may add, share and withdraw files. Who may read one is said by `Attachment.objects.visible_to`."""

from committee.access.policy import may_read, may_write
from committee.access.roles import Ability
from committee.access.standing import standing_of
from committee.people.models import Reader
from issues.attachments.models import Attachment


def may_attach_files(person: Reader, space_id: int, organisation_id: int) -> bool:
    """Whoever writes in a space may add files there, for an organisation of their own."""
    return may_write(person, space_id) and organisation_id in standing_of(person).organisation_ids


def may_share_file(person: Reader, attachment: Attachment, space_id: int) -> bool:
    """Whoever writes where a file stands and where it goes may take it along with what it is attached to."""
    standing = attachment.withdrawn_at is None
    return standing and may_write(person, attachment.space_id) and may_write(person, space_id)


def may_withdraw_file(person: Reader, attachment: Attachment) -> bool:
    """Who added a file may withdraw it; who moderates may withdraw any file of a lane they read."""
    if attachment.withdrawn_at or not may_read(person, attachment.space_id):
        return False
    return attachment.added_by_id == person.pk or standing_of(person).can(Ability.MODERATE)
