"""Bookmarks, and posts that became somebody's task."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from committee.access.standing import standing_of
from committee.privacy.models import GuardedCharField
from committee.seats.models import Seat
from issues.conversation.threads.models import Post


class BookmarkQuerySet(models.QuerySet):
    """Vocabulary for sets of bookmarks."""

    def visible_to(self, person) -> BookmarkQuerySet:
        """Keep a person's own, on posts that the person still reads."""
        return self.filter(person=person, post__strand__space_id__in=standing_of(person).readable_ids)


class Bookmark(models.Model):
    """A person wants to find a post again; nobody else knows."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    post = models.ForeignKey(Post, models.CASCADE, related_name="bookmarks")
    note = GuardedCharField(max_length=240, blank=True)
    kept_at = models.DateTimeField()

    objects = BookmarkQuerySet.as_manager()

    class Meta:
        ordering = ("-kept_at", "-pk")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["person", "post"], name="one_bookmark_per_person_and_post")
        ]

    def __str__(self) -> str:
        return f"{self.person} keeps {self.post}"


class TaskQuerySet(models.QuerySet):
    """Vocabulary for sets of tasks."""

    def visible_to(self, person) -> TaskQuerySet:
        """Keep those whose post the person reads: who shares a lane sees what was given to whom in it."""
        return self.filter(post__strand__space_id__in=standing_of(person).readable_ids)

    def open(self) -> TaskQuerySet:
        """Keep those that are not done."""
        return self.filter(done_at=None)


class Task(models.Model):
    """A post asks something of a seat, whoever holds it, or of one person; by a date where one was named."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="tasks")
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    what = GuardedCharField(max_length=240)
    due_on = models.DateField(null=True, blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    taken_back = models.BooleanField(default=False)

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ("due_on", "pk")
        constraints: ClassVar[list] = [
            models.CheckConstraint(
                condition=models.Q(seat=None) ^ models.Q(person=None), name="a_task_is_given_to_a_seat_or_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"task from {self.post}"

    @property
    def about(self) -> tuple[str, str]:
        """How the journal names this task."""
        return ("task", str(self.pk))
