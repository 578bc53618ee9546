"""Threads, their strands, posts with their earlier versions, and each reader's place."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from committee.access.models import Space
from committee.access.standing import standing_of
from committee.organisations.models import Organisation
from committee.privacy.models import GuardedTextField
from issues.attachments.models import Attachment


class Thread(models.Model):
    """A conversation. What it is about is known by its owner, which points here."""

    created_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"thread {self.pk}"


class StrandQuerySet(models.QuerySet):
    """Vocabulary for sets of strands."""

    def visible_to(self, person) -> StrandQuerySet:
        """Keep the strands of lanes that the person reads."""
        return self.filter(space_id__in=standing_of(person).readable_ids)


class Strand(models.Model):
    """The part of a thread that one lane holds. `last_number` counts its posts, under the lock of this row."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="strands")
    space = models.ForeignKey(Space, models.PROTECT, related_name="+")
    last_number = models.PositiveIntegerField(default=0)

    objects = StrandQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["thread", "space"], name="one_strand_per_thread_and_lane")
        ]

    def __str__(self) -> str:
        return f"{self.thread} / {self.space}"


class PostKind(models.TextChoices):
    """What a post does in the conversation."""

    COMMENT = "comment", _("Comment")
    QUESTION = "question", _("Question")
    ANSWER = "answer", _("Answer")
    WORKAROUND = "workaround", _("Workaround")
    CONFIRMATION = "confirmation", _("Same here")


class PostQuerySet(models.QuerySet):
    """Vocabulary for sets of posts."""

    def visible_to(self, person) -> PostQuerySet:
        """Keep the posts of lanes that the person reads."""
        return self.filter(strand__space_id__in=standing_of(person).readable_ids)


class Post(models.Model):
    """Something said, in one lane, once. `key` is chosen by the form, so that a double click says it once."""

    strand = models.ForeignKey(Strand, models.CASCADE, related_name="posts")
    number = models.PositiveIntegerField()
    key = models.CharField(max_length=36, unique=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=PostKind.choices, default=PostKind.COMMENT)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    text = GuardedTextField()
    html = models.TextField(editable=False)
    reply_to = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="replies")
    attachments = models.ManyToManyField(Attachment, blank=True, related_name="posts")
    written_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ("written_at", "pk")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["strand", "number"], name="posts_are_numbered_within_their_strand")
        ]
        indexes: ClassVar[list] = [models.Index(fields=["strand", "written_at"], name="posts_in_order")]

    def __str__(self) -> str:
        return f"{self.strand} #{self.number}"


class PostVersion(models.Model):
    """What a post said before it was edited."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="versions")
    text = GuardedTextField()
    replaced_at = models.DateTimeField()

    class Meta:
        ordering = ("replaced_at", "pk")

    def __str__(self) -> str:
        return f"{self.post} before {self.replaced_at:%Y-%m-%d %H:%M}"


class Follow(models.Model):
    """A person wants to hear of a thread, or has said not to."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="follows")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows")
    muted = models.BooleanField(default=False)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["thread", "person"], name="one_follow_per_person_and_thread")
        ]

    def __str__(self) -> str:
        return f"{self.person} follows {self.thread}"


class ReadMark(models.Model):
    """Up to which post of a strand a person has read."""

    strand = models.ForeignKey(Strand, models.CASCADE, related_name="marks")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["strand", "person"], name="one_read_mark_per_person_and_strand")
        ]

    def __str__(self) -> str:
        return f"{self.person} at {self.number} of {self.strand}"
