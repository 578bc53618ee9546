"""Centres, federations, the administration, and who works where in which role."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from committee.privacy.models import GuardedCharField


class Kind(models.TextChoices):
    """The four sorts of organisation that meet on the portal."""

    CPAS = "cpas", _("Public centre for social welfare")
    FEDERATION = "federation", _("Federation")
    ADMINISTRATION = "administration", _("Administration")
    GUEST = "guest", _("Guest")


class Region(models.TextChoices):
    """The region in which an organisation works."""

    BRUSSELS = "brussels", _("Brussels-Capital")
    FLANDERS = "flanders", _("Flanders")
    WALLONIA = "wallonia", _("Wallonia")


class Official(models.TextChoices):
    """The languages in which an organisation serves people by law."""

    BOTH = "bi", _("French and Dutch")
    FRENCH = "fr", _("French")
    DUTCH = "nl", _("Dutch")
    GERMAN = "de", _("German")


class OrganisationQuerySet(models.QuerySet):
    """Vocabulary for sets of organisations."""

    def cpas(self) -> OrganisationQuerySet:
        """Keep the centres that take part, in the order of the strip."""
        return self.filter(kind=Kind.CPAS).taking_part().order_by("position", "pk")

    def taking_part(self) -> OrganisationQuerySet:
        """Keep those that take part now."""
        return self.filter(ended_on=None)


class Organisation(models.Model):
    """An organisation with its name in both languages; `position` is its cell in the strip of CPAS.

    It takes part from one day to another. One that was merged into another says into which.
    """

    kind = models.CharField(max_length=20, choices=Kind.choices)
    code = models.SlugField(max_length=60, blank=True, help_text="Its name in the address of its page.")
    name_fr = GuardedCharField(max_length=160, unique=True)
    name_nl = GuardedCharField(max_length=160, unique=True)
    name_de = GuardedCharField(max_length=160, blank=True)
    municipality_fr = GuardedCharField(max_length=80, blank=True)
    municipality_nl = GuardedCharField(max_length=80, blank=True)
    nis = models.CharField("NIS/INS", max_length=5, blank=True)
    postal_codes = GuardedCharField(max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    region = models.CharField(max_length=10, choices=Region.choices, blank=True)
    language = models.CharField(max_length=2, choices=Official.choices, blank=True)
    supplier = GuardedCharField(max_length=80, blank=True)
    software_version = GuardedCharField(max_length=40, blank=True)
    pilot = models.BooleanField(default=False)
    began_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ("position", "pk")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["position"],
                condition=models.Q(kind=Kind.CPAS, ended_on=None),
                name="one_cpas_per_cell_of_the_strip",
            ),
            models.UniqueConstraint(fields=["code"], condition=~models.Q(code=""), name="one_organisation_per_address"),
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | models.Q(ended_on__isnull=False),
                name="what_was_merged_takes_part_no_more",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language, French where there is neither."""
        return self.name_nl if get_language() == "nl" else self.name_fr

    @property
    def names(self) -> dict[str, str]:
        """The name by language, for the journal."""
        return {"fr": self.name_fr, "nl": self.name_nl}

    @property
    def municipality(self) -> str:
        """The municipality in the reader's language; empty for federations and the administration."""
        return self.municipality_nl if get_language() == "nl" else self.municipality_fr

    @property
    def takes_part(self) -> bool:
        """Whether it takes part now."""
        return self.ended_on is None

    @property
    def key(self) -> str:
        """What stands in the address of its page and in the journal."""
        return self.code or f"o{self.pk}"


class FormerName(models.Model):
    """What an organisation was called until a day."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="former_names")
    name_fr = GuardedCharField(max_length=160)
    name_nl = GuardedCharField(max_length=160)
    until = models.DateField()

    class Meta:
        ordering = ("-until", "-pk")

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return self.name_nl if get_language() == "nl" else self.name_fr


class MembershipRole(models.TextChoices):
    """What a person is within one organisation."""

    MEMBER = "member", _("Member")
    COORDINATOR = "coordinator", _("Coordinator")
    SECRETARIAT = "secretariat", _("Secretariat")
    EDITOR = "editor", _("Editor")


class MembershipQuerySet(models.QuerySet):
    """Vocabulary for sets of memberships."""

    def current(self) -> MembershipQuerySet:
        """Keep those that have not ended."""
        return self.filter(ended_on=None)


class Membership(models.Model):
    """A person works for an organisation in one role, from one date to another."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=MembershipRole.choices, default=MembershipRole.MEMBER)
    began_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["person", "organisation"],
                condition=models.Q(ended_on=None),
                name="one_current_membership_per_person_and_organisation",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on=None) | models.Q(ended_on__gte=models.F("began_on")),
                name="membership_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.organisation}"
