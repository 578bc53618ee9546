"""An uploaded file, in the space of what it is attached to."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.files.storage import storages
from django.db import models

from committee.access.models import Space
from committee.access.standing import standing_of
from committee.organisations.models import Organisation
from committee.privacy.models import GuardedCharField


def private_storage():
    """The storage that no public address reaches."""
    return storages["private"]


class AttachmentQuerySet(models.QuerySet):
    """Vocabulary for sets of attachments."""

    def visible_to(self, person) -> AttachmentQuerySet:
        """Keep the files of spaces that the person reads; a withdrawn one is nobody's.

        One that is closed, with a post that was hidden, is left to who added it and to who moderates its lane.
        """
        standing = standing_of(person)
        open_ones = models.Q(closed_at=None) | models.Q(space_id__in=standing.moderated_ids)
        if standing.is_member:
            open_ones |= models.Q(added_by=person)
        return self.filter(open_ones, space_id__in=standing.readable_ids, withdrawn_at=None)


class Attachment(models.Model):
    """A file. `name` is what readers see; the stored name says nothing."""

    key = models.CharField(max_length=36, unique=True)
    space = models.ForeignKey(Space, models.PROTECT, related_name="+")
    name = GuardedCharField(max_length=120)
    file = models.FileField(storage=private_storage, max_length=120)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        indexes: ClassVar[list] = [models.Index(fields=["sha256"], name="attachment_by_content")]

    def __str__(self) -> str:
        return self.name
