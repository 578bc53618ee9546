"""Declarations per CPAS, every revision of them, and the tally kept beside each problem."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Case, F, When
from django.utils.translation import gettext_lazy as _

from committee.access.disclosure import MIN_CPAS_SHOWN
from committee.access.models import Space
from committee.access.standing import standing_of
from committee.organisations.models import Organisation
from committee.organisations.queries import centres
from committee.privacy.models import GuardedJSONField, GuardedTextField
from issues.fieldwork.impacts.coverage import Coverage
from issues.problems.records.models import Problem

VOLUMES = ("cases", "minutes_low", "minutes_likely", "minutes_high")
SEEN = ("first_seen_on", "last_seen_on")
FACTS = ("answer", *VOLUMES, "measured", "workaround", "workaround_minutes", *SEEN)
"""What a CPAS declares."""


def as_said(facts: dict[str, Any]) -> dict[str, Any]:
    """Declared facts as they are said: one number of minutes that stands for the whole range is said once."""
    narrow = facts["minutes_low"] == facts["minutes_likely"] == facts["minutes_high"]
    return {**facts, **(dict.fromkeys(("minutes_low", "minutes_high")) if narrow else {})}


class Answer(models.TextChoices):
    """What a CPAS says of a problem; the value is its cell in the strip."""

    AFFECTED = "a", _("Affected")
    NOT_AFFECTED = "n", _("Not affected")
    CANNOT_TELL = "u", _("Cannot tell")


class DeclarationQuerySet(models.QuerySet):
    """Vocabulary for sets of declarations."""

    def visible_to(self, person) -> DeclarationQuerySet:
        """Keep the declarations about problems that the person reads."""
        return self.filter(problem__space_id__in=standing_of(person).readable_ids)


class Declaration(models.Model):
    """What one CPAS declares about one problem. Minutes are extra minutes per case; cases are per month."""

    problem = models.ForeignKey(Problem, models.CASCADE, related_name="declarations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="declarations")
    answer = models.CharField(max_length=1, choices=Answer.choices)
    cases = models.PositiveIntegerField(_("cases per month"), null=True, blank=True)
    minutes_low = models.PositiveSmallIntegerField(_("minutes per case, at least"), null=True, blank=True)
    minutes_likely = models.PositiveSmallIntegerField(_("minutes per case, most often"), null=True, blank=True)
    minutes_high = models.PositiveSmallIntegerField(_("minutes per case, at most"), null=True, blank=True)
    measured = models.BooleanField(_("measured, not estimated"), default=False)
    workaround = GuardedTextField(blank=True)
    workaround_minutes = models.PositiveSmallIntegerField(
        _("minutes per case that the workaround takes"), null=True, blank=True
    )
    first_seen_on = models.DateField(null=True, blank=True)
    last_seen_on = models.DateField(null=True, blank=True)
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    declared_at = models.DateTimeField()

    objects = DeclarationQuerySet.as_manager()

    class Meta:
        ordering = ("organisation__position", "pk")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["problem", "organisation"], name="one_declaration_per_cpas_and_problem"),
            models.CheckConstraint(
                condition=models.Q(answer=Answer.AFFECTED) | models.Q(cases=None, minutes_likely=None),
                name="only_an_affected_cpas_declares_volumes",
            ),
            models.CheckConstraint(
                condition=models.Q(minutes_low=None, minutes_likely=None, minutes_high=None)
                | models.Q(minutes_low__lte=models.F("minutes_likely"), minutes_high__gte=models.F("minutes_likely")),
                name="minutes_are_low_likely_high",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_answer_display()}"

    @property
    def says_cases(self) -> bool:
        """Whether it says how many cases there are: who is not affected has none."""
        return self.answer == Answer.NOT_AFFECTED or self.cases is not None

    @property
    def says_minutes(self) -> bool:
        """Whether it says how much time they take, so that a sum of hours may rest on it."""
        return self.answer == Answer.NOT_AFFECTED or (self.cases is not None and self.minutes_likely is not None)

    @property
    def said(self) -> dict[str, Any]:
        """What was declared, as a form says it."""
        return as_said({name: getattr(self, name) for name in FACTS})


class Revision(models.Model):
    """What a CPAS had declared before it revised its declaration."""

    declaration = models.ForeignKey(Declaration, models.CASCADE, related_name="revisions")
    facts = GuardedJSONField()
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    declared_at = models.DateTimeField()

    class Meta:
        ordering = ("declared_at", "pk")

    def __str__(self) -> str:
        return f"{self.declaration} until {self.declared_at:%Y-%m-%d}"


class ProblemImpact(models.Model):
    """The sums of a problem's declarations, kept in the transaction that changes one. Hours are per month.

    `cells` has one character per CPAS in the order of the strip: the answer, or a dot where there is none. `with_cases` and
    `with_minutes` are how many CPAS say how many cases, and how many hours: the coverage of each sum. Who is not affected
    says nought; who answers without a number says nothing that can be added up.
    """

    problem = models.OneToOneField(Problem, models.CASCADE, primary_key=True, related_name="tally")
    cells = models.CharField(max_length=1000, default="")
    affected = models.PositiveSmallIntegerField(default=0)
    not_affected = models.PositiveSmallIntegerField(default=0)
    cannot_tell = models.PositiveSmallIntegerField(default=0)
    cases = models.PositiveIntegerField(default=0)
    with_cases = models.PositiveSmallIntegerField(default=0)
    with_minutes = models.PositiveSmallIntegerField(default=0)
    hours_low = models.FloatField(default=0)
    hours_likely = models.FloatField(default=0)
    hours_high = models.FloatField(default=0)
    hours_shown = models.GeneratedField(
        expression=Case(When(affected__gte=MIN_CPAS_SHOWN, then=F("hours_likely")), default=0.0),
        output_field=models.FloatField(),
        db_persist=True,
        help_text="The likely hours where every reader may read them: what lists are sorted by tells nothing masked.",
    )

    class Meta:
        indexes: ClassVar[list] = [
            models.Index(fields=["-affected", "-problem"], name="tallies_by_affected"),
            models.Index(fields=["-hours_shown", "-problem"], name="tallies_by_hours"),
        ]

    def __str__(self) -> str:
        return f"{self.problem.reference}: {self.affected} of {self.centres}"

    @property
    def centres(self) -> int:
        """How many CPAS there are now: one that joins later has not answered."""
        return len(centres())

    @property
    def answered(self) -> int:
        """How many CPAS have answered at all: the coverage of the strip, not of a sum."""
        return self.affected + self.not_affected + self.cannot_tell

    @property
    def coverage_of_cases(self) -> Coverage:
        """On what its cases rest."""
        return Coverage(self.with_cases, self.centres)

    @property
    def coverage_of_hours(self) -> Coverage:
        """On what its hours rest."""
        return Coverage(self.with_minutes, self.centres)

    @property
    def silent(self) -> int:
        """How many CPAS have not answered."""
        return self.centres - self.answered


class ImpactTotal(models.Model):
    """The sums of the declarations on a space's problems of one kind, kept in the transaction that changes one.

    `scheme` and `value` as in ProblemCount; an empty value of a taxonomy stands for the problems that have none of its terms.
    Minutes are per month, over all cases. `cells` has one character per CPAS in the order of the strip: affected by at
    least one of these problems, not affected by any that it answered, or no answer. Only problems that live count: what
    is verified in the field or closed costs no more, and what was declared on a merged one went on to the other.
    `with_cases` and `with_minutes` are how many answers say how many cases and minutes, of as many as there are CPAS for
    each problem: the coverage of these sums.

    `open_…` are the same sums over those problems alone whose own sums every reader may read (`disclosure.counts_in_totals`), and
    `small_problems` counts those where one or two CPAS are affected: what is shown to everybody adds up from what is
    shown to everybody, so that nothing is found by subtraction.
    """

    space = models.ForeignKey(Space, models.CASCADE, related_name="+")
    scheme = models.CharField(max_length=20)
    value = models.CharField(max_length=40, blank=True)
    problems = models.IntegerField(default=0)
    declarations = models.IntegerField(default=0)
    with_cases = models.IntegerField(default=0)
    with_minutes = models.IntegerField(default=0)
    cases = models.BigIntegerField(default=0)
    minutes_low = models.BigIntegerField(default=0)
    minutes_likely = models.BigIntegerField(default=0)
    minutes_high = models.BigIntegerField(default=0)
    small_problems = models.IntegerField(default=0)
    open_problems = models.IntegerField(default=0)
    open_with_cases = models.IntegerField(default=0)
    open_with_minutes = models.IntegerField(default=0)
    open_cases = models.BigIntegerField(default=0)
    open_minutes_low = models.BigIntegerField(default=0)
    open_minutes_likely = models.BigIntegerField(default=0)
    open_minutes_high = models.BigIntegerField(default=0)
    cells = models.CharField(max_length=1000, default="")

    class Meta:
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["space", "scheme", "value"], name="one_total_of_a_value")
        ]

    def __str__(self) -> str:
        return f"{self.space_id} {self.scheme}={self.value}: {self.cases}"


class ImpactTotalCentre(models.Model):
    """On how many problems of a total one CPAS answered, by how many it is affected, and its own volumes a month."""

    total = models.ForeignKey(ImpactTotal, models.CASCADE, related_name="per_centre")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    answered = models.IntegerField(default=0)
    affected = models.IntegerField(default=0)
    cases = models.BigIntegerField(default=0)
    minutes_low = models.BigIntegerField(default=0)
    minutes_likely = models.BigIntegerField(default=0)
    minutes_high = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["total", "organisation"], name="one_row_per_total_and_cpas")
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.affected} of {self.answered}"
