"""Threads, their strands, posts with their earlier versions, and each reader's place."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from committee.access.models import Space
from committee.access.standing import standing_of
from committee.organisations.models import Organisation
from committee.privacy.models import GuardedCharField, GuardedTextField
from issues.attachments.models import Attachment


class Thread(models.Model):
    """A conversation. What it is about is known by its owner, which points here. A locked one takes no more posts."""

    created_at = models.DateTimeField()
    locked_at = models.DateTimeField(null=True, blank=True)
    locked_reason = GuardedCharField(max_length=240, blank=True)

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
    """The part of a thread that one lane holds. Both counts grow under the lock of this row.

    `last_number` counts its posts; `last_change` everything that happened to one, so that a page knows what it missed.
    """

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="strands")
    space = models.ForeignKey(Space, models.PROTECT, related_name="+")
    last_number = models.PositiveIntegerField(default=0)
    last_change = models.PositiveIntegerField(default=0)

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


class Mark(models.TextChoices):
    """What a post is for those who come later."""

    NONE = "", _("Nothing in particular")
    DECISION = "decision", _("Decision")
    ANSWER = "answer", _("Answer to the question")


class PostQuerySet(models.QuerySet):
    """Vocabulary for sets of posts."""

    def visible_to(self, person) -> PostQuerySet:
        """Keep the posts of lanes that the person reads."""
        return self.filter(strand__space_id__in=standing_of(person).readable_ids)


class Post(models.Model):
    """Something said, in one lane, once. `key` is chosen by the form, so that a double click says it once.

    `change` is the strand's count when something last happened to the post; `depth` is how far below what it answers.
    """

    strand = models.ForeignKey(Strand, models.CASCADE, related_name="posts")
    number = models.PositiveIntegerField()
    change = models.PositiveIntegerField(default=0)
    key = models.CharField(max_length=36, unique=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=PostKind.choices, default=PostKind.COMMENT)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    text = GuardedTextField()
    html = models.TextField(editable=False)
    reply_to = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="replies")
    depth = models.PositiveSmallIntegerField(default=0)
    attachments = models.ManyToManyField(Attachment, blank=True, related_name="posts")
    written_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = GuardedCharField(max_length=240, blank=True)
    mark = models.CharField(max_length=10, choices=Mark.choices, default=Mark.NONE, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ("written_at", "pk")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["strand", "number"], name="posts_are_numbered_within_their_strand"),
            models.CheckConstraint(
                condition=models.Q(hidden_at=None) | ~models.Q(hidden_reason=""), name="hidden_with_a_reason"
            ),
        ]
        indexes: ClassVar[list] = [
            models.Index(fields=["strand", "written_at"], name="posts_in_order"),
            models.Index(fields=["strand", "change"], name="posts_by_change"),
            models.Index(fields=["strand", "mark"], condition=~models.Q(mark=""), name="posts_that_are_marked"),
        ]

    def __str__(self) -> str:
        return f"{self.strand} #{self.number}"

    @property
    def is_silent(self) -> bool:
        """Whether its words are shown to nobody: withdrawn by its author, or hidden by who moderates."""
        return bool(self.withdrawn_at or self.hidden_at)


class PostVersion(models.Model):
    """What a post said before it was edited."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="versions")
    text = GuardedTextField()
    replaced_at = models.DateTimeField()

    class Meta:
        ordering = ("replaced_at", "pk")

    def __str__(self) -> str:
        return f"{self.post} before {self.replaced_at:%Y-%m-%d %H:%M}"


class Mention(models.Model):
    """A post calls a person, or everybody of an organisation, who read its lane."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="mentions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, related_name="+")

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list] = [
            models.CheckConstraint(
                condition=models.Q(person=None) ^ models.Q(organisation=None), name="a_mention_calls_one"
            ),
            models.UniqueConstraint(fields=["post", "person"], name="a_person_is_called_once"),
            models.UniqueConstraint(fields=["post", "organisation"], name="an_organisation_is_called_once"),
        ]

    def __str__(self) -> str:
        return f"{self.post} calls {self.person or self.organisation}"


class Reaction(models.Model):
    """One word of a reader to a post, on behalf of nobody else."""

    class Word(models.TextChoices):
        """The few words that mean something here."""

        AGREE = "agree", _("I agree")
        THANKS = "thanks", _("Thank you")
        SAME = "same", _("Same here")
        DISCUSS = "discuss", _("To be discussed")

    post = models.ForeignKey(Post, models.CASCADE, related_name="reactions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    word = models.CharField(max_length=10, choices=Word.choices)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["post", "person", "word"], name="a_person_says_a_word_once")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.word} {self.post}"


class Departure(models.Model):
    """A post that stood in a strand was moved away: an open page takes it out."""

    strand = models.ForeignKey(Strand, models.CASCADE, related_name="departures")
    key = models.CharField(max_length=36)
    change = models.PositiveIntegerField()

    class Meta:
        ordering = ("change",)
        indexes: ClassVar[list] = [models.Index(fields=["strand", "change"], name="departures_by_change")]

    def __str__(self) -> str:
        return f"{self.key} left {self.strand}"


class Level(models.TextChoices):
    """What a person wants to hear of a thread."""

    ALL = "all", _("Everything")
    MENTIONS = "mentions", _("Only what calls me or answers me")
    NONE = "none", _("Nothing")


class Pace(models.TextChoices):
    """How soon news of one thread is mailed; empty is as the person chose for everything."""

    USUAL = "", _("As I chose for everything")
    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Once a day")
    WEEKLY = "weekly", _("Once a week")
    NEVER = "never", _("Never")


class FollowQuerySet(models.QuerySet):
    """Vocabulary for sets of follows."""

    def hearing(self) -> FollowQuerySet:
        """Keep those that let everything through."""
        return self.filter(level=Level.ALL)


class Follow(models.Model):
    """What a person wants to hear of a thread, and how soon by mail. `deliberate`: chosen, and not by taking part."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="follows")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows")
    level = models.CharField(max_length=10, choices=Level.choices, default=Level.ALL)
    pace = models.CharField(max_length=10, choices=Pace.choices, default=Pace.USUAL, blank=True)
    deliberate = models.BooleanField(default=False)

    objects = FollowQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["thread", "person"], name="one_follow_per_person_and_thread")
        ]

    def __str__(self) -> str:
        return f"{self.person} follows {self.thread}"


class ReadMark(models.Model):
    """Up to which post of a strand a person has read; `before`, up to which when the present visit began."""

    strand = models.ForeignKey(Strand, models.CASCADE, related_name="marks")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField(default=0)
    before = models.PositiveIntegerField(default=0)
    visited_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["strand", "person"], name="one_read_mark_per_person_and_strand")
        ]

    def __str__(self) -> str:
        return f"{self.person} at {self.number} of {self.strand}"
