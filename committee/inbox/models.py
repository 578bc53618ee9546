"""A notice tells a person of an entry; a duty awaits an organisation until somebody of it has done it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from committee.access.standing import standing_of
from committee.inbox.states import UNDER_WAY, why_of
from committee.inbox.substitution import STANDING_IN
from committee.journal import clock
from committee.journal.models import Entry
from committee.organisations.models import Organisation


class NoticeQuerySet(models.QuerySet):
    """Vocabulary for sets of notices."""

    def visible_to(self, person) -> NoticeQuerySet:
        """Keep a person's own notices about entries that the person may still read."""
        if not getattr(person, "is_authenticated", False):
            return self.none()
        return self.filter(person=person, entry__space_id__in=standing_of(person).readable_ids)

    def unread(self) -> NoticeQuerySet:
        """Keep those not read yet."""
        return self.filter(read_at=None)


class Notice(models.Model):
    """One person should know of one entry, for one reason: the strongest there is.

    `kind` and `key` name the case under which it stands in the inbox; `mail_due_at` is when it may be mailed, if at all.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="notices")
    reason = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=30, blank=True)
    key = models.CharField(max_length=80, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    mail_due_at = models.DateTimeField(null=True, blank=True)
    letter = models.ForeignKey("Letter", models.SET_NULL, null=True, blank=True, related_name="notices")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ("-entry_id",)
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["person", "entry"], name="one_notice_per_person_and_entry")
        ]
        indexes: ClassVar[list] = [
            models.Index(fields=["person", "kind", "key", "-entry"], name="notices_by_case"),
            models.Index(
                fields=["mail_due_at"],
                condition=models.Q(letter=None, mail_due_at__isnull=False),
                name="notices_to_be_mailed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.entry}"


class LetterQuerySet(models.QuerySet):
    """Vocabulary for sets of letters."""

    def due(self, moment) -> LetterQuerySet:
        """Keep those that may leave at a moment, longest waiting first."""
        return self.filter(next_at__lte=moment, sent_at=None).order_by("next_at", "pk")

    def undelivered(self) -> LetterQuerySet:
        """Keep those that failed and have not left since: given up, or to be tried again."""
        failed = models.Q(given_up_at__isnull=False) | ~models.Q(error__in=UNDER_WAY)
        return self.filter(failed, sent_at=None)


class Letter(models.Model):
    """One mail to a person: what became of it, never what it said, which is written when it leaves."""

    class Kind(models.TextChoices):
        """What the mail carries."""

        NEWS = "news", pgettext_lazy("what a mail carries", "News")
        PULSE = "pulse", _("Weekly pulse")
        ANSWER = "answer", _("About a reply by mail")
        VERDICT = "verdict", _("Whether a solution works")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="letters")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.NEWS)
    message_id = models.CharField(max_length=120, unique=True)
    created_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes: ClassVar[list] = [
            models.Index(fields=["next_at"], condition=models.Q(next_at__isnull=False), name="letters_to_be_sent")
        ]

    def __str__(self) -> str:
        return f"letter {self.pk} to {self.person}"

    @property
    def why(self) -> str:
        """What went wrong, in the reader's language."""
        return why_of(self.error)


class DutyQuerySet(models.QuerySet):
    """Vocabulary for sets of duties."""

    def open(self) -> DutyQuerySet:
        """Keep what still awaits somebody, oldest first."""
        return self.filter(done_at=None).order_by("entry__at", "pk")

    def visible_to(self, person) -> DutyQuerySet:
        """Keep the duties of the person's organisations which one of the person's roles there can do."""
        standing = standing_of(person)
        mine = models.Q(person=person) if standing.is_member else models.Q(pk__in=[])
        for role, (_code, organisation) in zip(standing.roles, standing.posts, strict=True):
            offered = models.Q(ability__in=[*role.abilities, ""], organisation_id=organisation)
            mine |= models.Q(offered, person=None, seat=None)
        for others in STANDING_IN if standing.is_member else ():
            mine |= others(person)
        return self.filter(mine, entry__space_id__in=standing.readable_ids)


class Duty(models.Model):
    """Something awaits an organisation: whoever of it has the ability may do it, or one `person` where it names one.

    Where it names a `seat`, it awaits whoever speaks for that seat, and passes on with it. The entry says why and about what.
    """

    seat = models.ForeignKey("committee.Seat", models.PROTECT, null=True, blank=True, related_name="duties")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="duties")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="duties")
    ability = models.CharField(max_length=40, blank=True)
    code = models.CharField(max_length=60)
    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=80)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="duties")
    due_on = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = DutyQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["organisation", "code", "kind", "key"],
                condition=models.Q(done_at=None, person=None, seat=None),
                name="one_open_duty_of_a_kind_about_a_thing",
            ),
            models.UniqueConstraint(
                fields=["seat", "code", "kind", "key"],
                condition=models.Q(done_at=None, seat__isnull=False),
                name="one_open_duty_of_a_seat_about_a_thing",
            ),
            models.UniqueConstraint(
                fields=["person", "code", "kind", "key"],
                condition=models.Q(done_at=None, person__isnull=False),
                name="one_open_duty_of_a_person_about_a_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.code} {self.key}"

    @property
    def days_overdue(self) -> int:
        """For how many days its date has passed while it awaits; nought where it has not, or where there is none."""
        return max(0, (clock.today() - self.due_on).days) if self.due_on and not self.done_at else 0

    @property
    def sentence(self) -> str:
        """What is asked, in the reader's language."""

        from committee.journal.verbs import describe_verb

        return describe_verb(self.code, self.entry.localised)

    @property
    def url(self) -> str:
        """Where it is done."""
        from committee.journal.subjects import address_of

        return address_of(self.kind, self.key)
