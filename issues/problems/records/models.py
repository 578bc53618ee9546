"""A problem, and what it said before."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import connection, models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from committee.access.lanes import Lane
from committee.access.models import Space
from committee.access.standing import SpaceFacts, standing_of
from committee.organisations.models import Organisation
from committee.privacy.models import GuardedCharField, GuardedJSONField, GuardedTextField
from issues.attachments.models import Attachment
from issues.conversation.threads.extension_points import Owner
from issues.conversation.threads.models import Thread
from issues.problems.records.states import State
from issues.problems.records.translations import Translated
from issues.problems.taxonomies.models import Term


class Severity(models.IntegerChoices):
    """How grave a problem is, apart from any right at risk."""

    MINOR = 1, _("Minor")
    MODERATE = 2, _("Moderate")
    MAJOR = 3, _("Major")
    CRITICAL = 4, _("Critical")


class ProblemQuerySet(models.QuerySet):
    """Vocabulary for sets of problems."""

    def visible_to(self, person) -> ProblemQuerySet:
        """Keep the problems of spaces that the person reads."""
        return self.filter(space_id__in=standing_of(person).readable_ids)

    def passed_by(self, person) -> ProblemQuerySet:
        """Keep the same, for a list that is read in its order from the first row on, until a page is full.

        The sum keeps SQLite from gathering whole spaces and sorting them. PostgreSQL counts what each space holds, and
        chooses well as long as no sum hides it.
        """
        if connection.vendor == "postgresql":
            return self.visible_to(person)
        return self.alias(place=F("space_id") + 0).filter(place__in=standing_of(person).readable_ids)

    def shared(self) -> ProblemQuerySet:
        """Keep those that stand in the common lane."""
        return self.filter(space__lane=Lane.COMMON)


def term_key(scheme: str):
    """A foreign key to a term of one taxonomy."""
    return models.ForeignKey(
        Term, models.PROTECT, null=True, blank=True, related_name="+", limit_choices_to={"scheme": scheme}
    )


class Problem(Translated):
    """A difficulty met in the field. `reference`, such as CO-2026-0042, is its public key and never changes."""

    reference = models.CharField(max_length=16, unique=True)
    space = models.ForeignKey(Space, models.PROTECT, related_name="+")
    thread = models.OneToOneField(Thread, models.PROTECT, related_name="problem")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="problems")
    submission = models.CharField(max_length=36, unique=True)

    description = GuardedTextField()
    html = models.TextField(editable=False)

    chain = term_key(Term.Scheme.CHAIN)
    category = term_key(Term.Scheme.CATEGORY)
    tool = term_key(Term.Scheme.TOOL)
    service = term_key(Term.Scheme.SERVICE)
    severity = models.PositiveSmallIntegerField(choices=Severity.choices, default=Severity.MODERATE)
    right_at_risk = models.BooleanField(default=False)
    risk_reason = GuardedCharField(max_length=240, blank=True)
    new_situation = models.BooleanField(default=False)
    software = term_key(Term.Scheme.SOFTWARE)
    software_version = GuardedCharField(max_length=40, blank=True)
    pilot = models.BooleanField(default=False)
    first_seen_on = models.DateField(null=True, blank=True)
    fictive = models.BooleanField(default=False, editable=False)

    state = models.CharField(max_length=20, choices=State.choices, default=State.FILED)
    state_reason = GuardedTextField(blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    filed_at = models.DateTimeField()
    last_verb = models.CharField(max_length=60)
    last_at = models.DateTimeField()

    attachments = models.ManyToManyField(Attachment, blank=True, related_name="problems")
    objects = ProblemQuerySet.as_manager()

    class Meta:
        ordering = ("-last_at", "-pk")
        constraints: ClassVar[list] = [
            models.CheckConstraint(
                condition=models.Q(right_at_risk=False) | ~models.Q(risk_reason=""),
                name="a_right_at_risk_has_its_reason",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=State.CLOSED) | ~models.Q(state_reason=""), name="closed_with_a_reason"
            ),
            models.CheckConstraint(
                condition=models.Q(state=State.MERGED) ^ models.Q(merged_into=None), name="merged_into_another_problem"
            ),
        ]
        indexes: ClassVar[list] = [
            models.Index(fields=["-last_at", "-id"], name="problems_by_last_fact"),
            models.Index(fields=["space", "-last_at", "-id"], name="problems_of_a_space"),
            models.Index(fields=["-filed_at", "-id"], name="problems_by_filing"),
            models.Index(fields=["-severity", "-id"], name="problems_by_severity"),
            models.Index(fields=["state", "-last_at", "-id"], name="problems_by_state"),
            models.Index(fields=["state", "severity", "-last_at", "-id"], name="problems_by_state_and_severity"),
            models.Index(fields=["organisation", "-last_at", "-id"], name="problems_of_an_organisation"),
            models.Index(
                fields=["-right_at_risk", "filed_at", "id"],
                condition=models.Q(state=State.FILED),
                name="problems_awaiting_triage",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def about(self) -> tuple[str, str]:
        """How the journal names this problem."""
        return ("problem", self.reference)

    @property
    def owner_of_thread(self) -> Owner:
        """This problem as what its thread is about; once it is merged away nobody writes there."""
        space = SpaceFacts(self.space_id, Lane(self.space.lane), self.space.organisation_id)
        closed = self.merged_into_id is not None or self.thread.locked_at is not None
        return Owner(self.thread_id, self.about, space, self.titles, self.language, closed, self.thread.locked_reason)


class ProblemVersion(models.Model):
    """What a problem said before it was revised: the fields that changed, with their earlier values."""

    problem = models.ForeignKey(Problem, models.CASCADE, related_name="versions")
    facts = GuardedJSONField()
    revised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    revised_at = models.DateTimeField()

    class Meta:
        ordering = ("revised_at", "pk")

    def __str__(self) -> str:
        return f"{self.problem.reference} until {self.revised_at:%Y-%m-%d}"
