"""Reports of posts, and the summaries that stand above a strand."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from committee.access.standing import standing_of
from committee.organisations.models import Organisation
from committee.privacy.models import GuardedCharField, GuardedTextField
from issues.conversation.threads.models import Post, Strand


class ReportQuerySet(models.QuerySet):
    """Vocabulary for sets of reports."""

    def visible_to(self, person) -> ReportQuerySet:
        """Keep those on posts of lanes that the person moderates."""
        return self.filter(post__strand__space_id__in=standing_of(person).moderated_ids)

    def made_by(self, person) -> ReportQuerySet:
        """Keep a person's own, on posts of lanes that the person still reads."""
        return self.filter(reporter=person, post__strand__space_id__in=standing_of(person).readable_ids)

    def open(self) -> ReportQuerySet:
        """Keep those that nobody has settled."""
        return self.filter(settled_at=None)


class Report(models.Model):
    """A reader holds that a post should not stand as it is. One open report per reader and post."""

    class Outcome(models.TextChoices):
        """What was decided."""

        NONE = "", _("Open")
        KEPT = "kept", _("The post stays")
        HIDDEN = "hidden", _("The post was hidden")

    post = models.ForeignKey(Post, models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    reason = GuardedCharField(max_length=240)
    reported_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.NONE, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_words = GuardedCharField(max_length=240, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ("reported_at", "pk")
        indexes: ClassVar[list] = [
            models.Index(fields=["reported_at", "id"], condition=models.Q(settled_at=None), name="reports_to_settle")
        ]
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["post", "reporter"],
                condition=models.Q(settled_at=None),
                name="one_open_report_per_reader_and_post",
            )
        ]

    def __str__(self) -> str:
        return f"report of {self.post}"

    @property
    def about(self) -> tuple[str, str]:
        """How the journal names this report."""
        return ("report", str(self.pk))


class Summary(models.Model):
    """What a strand has come to, written by who moderates it. The newest one stands above the strand; none is changed."""

    strand = models.ForeignKey(Strand, models.CASCADE, related_name="summaries")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    text = GuardedTextField(blank=True)
    html = models.TextField(editable=False, blank=True)
    up_to = models.PositiveIntegerField(help_text="The last number of the strand when it was written.")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"summary of {self.strand}"
