"""What can be done with files. The owner's action decides what a file is attached to, and when it goes."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from committee.access.models import Space
from committee.access.policy import require
from committee.journal import clock
from committee.journal.actions import record
from committee.journal.verbs import register_verb
from committee.people.models import Person
from issues.attachments.inspection import Inspected
from issues.attachments.models import Attachment, private_storage
from issues.attachments.policy import may_attach_files, may_share_file, may_withdraw_file

ATTACHED = register_verb("files.attached", _("added the files: %(names)s"))
SHARED = register_verb("files.shared", _("took the files along to another lane: %(names)s"))
WITHDRAWN = register_verb("files.withdrawn", _("withdrew the files: %(names)s"))


@transaction.atomic
def attach_files(*, by: Person, space: Space, organisation_id: int, files: Iterable[Inspected]) -> list[Attachment]:
    """Keep inspected files in a space, in their order; the owner then points to them. Raises PermissionDenied.

    No stored file is left behind where a row cannot be stored.
    """
    require(may_attach_files(by, space.pk, organisation_id))
    stored: list[str] = []
    try:
        kept = [store_file(file, stored, space=space, added_by=by, organisation_id=organisation_id) for file in files]
    except BaseException:
        for name in stored:
            private_storage().delete(name)
        raise
    record_attachments(ATTACHED, by, kept, space.pk, organisation_id)
    return kept


def store_file(file: Inspected, stored: list[str], **facts: Any) -> Attachment:
    """Store one file under a name that says nothing, and its row."""
    key = str(uuid.uuid4())
    stored.append(private_storage().save(f"attachments/{key[:2]}/{key}", file.content))
    return Attachment.objects.create(
        key=key,
        name=file.name,
        file=stored[-1],
        content_type=file.content_type,
        size=file.size,
        sha256=file.sha256,
        added_at=clock.now(),
        **facts,
    )


@transaction.atomic
def share_files(*, by: Person, attachments: Iterable[Attachment], space: Space) -> list[Attachment]:
    """Take files along when what they are attached to goes to another lane. Raises PermissionDenied."""
    taken = [file for file in held_files(attachments) if file.space_id != space.pk and not file.withdrawn_at]
    require(all(may_share_file(by, file, space.pk) for file in taken))
    for file in taken:
        file.space = space
        file.save(update_fields=["space"])
    record_for_each_organisation(SHARED, by, taken)
    return taken


@transaction.atomic
def withdraw_files(*, by: Person, attachments: Iterable[Attachment]) -> list[Attachment]:
    """Take files out of everybody's sight, with the post or problem that held them. Raises PermissionDenied.

    Those withdrawn before are passed over; the content stays in the private storage, for the record.
    """
    gone = [file for file in held_files(attachments) if not file.withdrawn_at]
    require(all(may_withdraw_file(by, file) for file in gone))
    for file in gone:
        file.withdrawn_at = clock.now()
        file.save(update_fields=["withdrawn_at"])
    record_for_each_organisation(WITHDRAWN, by, gone)
    return gone


@transaction.atomic
def close_files(*, attachments: Iterable[Attachment], closed: bool = True) -> None:
    """Close files to readers with the post that holds them, which is hidden, or open them again with it.

    Whether that may be done, and its record, is the business of the action that hides the post.
    """
    keys = [file.pk for file in attachments]
    Attachment.objects.filter(pk__in=keys).update(closed_at=clock.now() if closed else None)


def held_files(attachments: Iterable[Attachment]) -> list[Attachment]:
    """Files as they stand now, their rows locked until the transaction ends."""
    keys = [file.pk for file in attachments]
    return list(Attachment.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))


def record_for_each_organisation(what: str, by: Person, files: list[Attachment]) -> None:
    """Record what happened to files, once for each lane and organisation that they stand for."""
    for space_id, organisation_id in sorted({(file.space_id, file.organisation_id) for file in files}):
        theirs = [file for file in files if (file.space_id, file.organisation_id) == (space_id, organisation_id)]
        record_attachments(what, by, theirs, space_id, organisation_id)


def record_attachments(what: str, by: Person, files: list[Attachment], space_id: int, organisation_id: int) -> None:
    """Record what happened to files of one lane; nothing where there are none."""
    if files:
        first, *others = [("file", file.key) for file in files]
        names = ", ".join(file.name for file in files)
        record(by=by, verb=what, about=first, also=others, space=space_id, organisation=organisation_id, names=names)
