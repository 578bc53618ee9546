"""A workaround or an instruction in force from a day to a day, about one problem or one solution."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from committee.access.models import Space
from committee.access.standing import standing_of
from committee.journal import clock
from committee.organisations.models import Organisation
from committee.privacy.models import GuardedCharField, GuardedTextField
from issues.problems.records.models import Problem
from issues.problems.records.translations import Translated
from issues.resolution.solutions.models import Solution
from issues.resolution.solutions.states import State


class Kind(models.TextChoices):
    """What is to be done meanwhile, or how."""

    WORKAROUND = "workaround", _("Workaround")
    INSTRUCTION = "instruction", _("Instruction")


class InstructionQuerySet(models.QuerySet):
    """Vocabulary for sets of instructions."""

    def visible_to(self, person) -> InstructionQuerySet:
        """Keep the instructions of spaces that the person reads."""
        return self.filter(space_id__in=standing_of(person).readable_ids)

    def in_force(self, on: date | None = None) -> InstructionQuerySet:
        """Keep those that are to be followed on a day, today where none is named.

        Neither withdrawn, nor replaced by one that holds already, nor beside a solution that is verified.
        """
        day = on or clock.today()
        heirs = Instruction.objects.filter(replaces=models.OuterRef("pk"), from_on__lte=day, withdrawn_on=None)
        held = self.filter(models.Q(until_on=None) | models.Q(until_on__gte=day), from_on__lte=day, withdrawn_on=None)
        return held.exclude(solution__state=State.VERIFIED).exclude(models.Exists(heirs))

    def coming(self) -> InstructionQuerySet:
        """Keep those that are still to begin."""
        return self.filter(from_on__gt=clock.today(), withdrawn_on=None).exclude(solution__state=State.VERIFIED)


class Instruction(Translated):
    """What those concerned do from one day to another, `until_on` included, on the word of the organisation that issued it."""

    space = models.ForeignKey(Space, models.PROTECT, related_name="+")
    problem = models.ForeignKey(Problem, models.PROTECT, null=True, blank=True, related_name="instructions")
    solution = models.ForeignKey(Solution, models.PROTECT, null=True, blank=True, related_name="instructions")
    submission = models.CharField(max_length=36, unique=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    text = GuardedTextField()
    html = models.TextField(editable=False)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replacement")
    issued_for = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_reason = GuardedCharField(max_length=400, blank=True)

    objects = InstructionQuerySet.as_manager()

    class Meta:
        ordering = ("-from_on", "-pk")
        constraints: ClassVar[list] = [
            models.CheckConstraint(
                condition=models.Q(problem=None) ^ models.Q(solution=None), name="instruction_about_one_thing"
            ),
            models.CheckConstraint(
                condition=models.Q(until_on=None) | models.Q(until_on__gte=models.F("from_on")),
                name="instruction_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_on=None) | ~models.Q(withdrawn_reason=""),
                name="instruction_withdrawn_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def about(self) -> tuple[str, str]:
        """How the journal names this instruction."""
        return ("instruction", str(self.pk))

    @property
    def thing(self) -> Problem | Solution:
        """What it is about."""
        return self.solution or self.problem  # type: ignore[return-value]

    @property
    def number(self) -> str:
        """How a text refers to it: INS-7."""
        return f"INS-{self.pk}"
