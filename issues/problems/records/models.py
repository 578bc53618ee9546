"""A problem, and what it said before."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import connection, models
from django.db.models import F
from django.utils.translation import get_language
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
from issues.problems.taxonomies.models import Term


class Severity(models.IntegerChoices):
    """How grave a problem is, apart from any right at risk."""

    MINOR = 1, _("Minor")
    MODERATE = 2, _("Moderate")
    MAJOR = 3, _("Major")
    CRITICAL = 4, _("Critical")


class TranslationState(models.TextChoices):
    """How far the title and summary in the other language can be relied on."""

    MISSING = "missing", _("No translation yet")
    DRAFT = "draft", _("Draft translation")
    CHECKED = "checked", _("Checked translation")
    OUTDATED = "outdated", _("Translation older than the text")


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


class Problem(models.Model):
    """A difficulty met in the field. `reference`, such as CO-2026-0042, is its public key and never changes."""

    reference = models.CharField(max_length=16, unique=True)
    space = models.ForeignKey(Space, models.PROTECT, related_name="+")
    thread = models.OneToOneField(Thread, models.PROTECT, related_name="problem")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="problems")
    submission = models.CharField(max_length=36, unique=True)

    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    title = GuardedCharField(max_length=140)
    description = GuardedTextField()
    html = models.TextField(editable=False)
    title_other = GuardedCharField(max_length=140, blank=True)
    summary_other = GuardedTextField(blank=True)
    translation = models.CharField(max_length=10, choices=TranslationState.choices, default=TranslationState.MISSING)

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

    @property
    def title_here(self) -> str:
        """The title in the reader's language where it is known, in its own otherwise."""
        return self.title_other if self.language_here != self.language else self.title

    @property
    def language_here(self) -> str:
        """The language of `title_here`."""
        reader = (get_language() or "fr")[:2]
        other = "nl" if self.language == "fr" else "fr"
        return other if reader == other and self.title_other else self.language

    @property
    def translated(self) -> dict[str, Any]:
        """What is said in the other language, and whether it was checked."""
        checked = self.translation == TranslationState.CHECKED
        return {"title": self.title_other, "summary": self.summary_other, "checked": checked}

    @property
    def titles(self) -> dict[str, str]:
        """The title by language, for the journal: the original where there is no translation."""
        other = "nl" if self.language == "fr" else "fr"
        return {self.language: self.title, other: self.title_other or self.title}


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
