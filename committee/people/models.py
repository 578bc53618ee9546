"""A person is shown by the function that they hold, never by a family name."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser, AnonymousUser, BaseUserManager
from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from committee.people.addresses import UNFIT, AddressField, plain_address
from committee.privacy.models import GuardedCharField


class PersonManager(BaseUserManager["Person"]):
    """Makes accounts, and finds them, by their plain address."""

    def create_user(self, email: str, password: str | None = None, **facts: Any) -> Person:
        """Store a person. Raises IntegrityError for an address that has an account."""
        person = self.model(email=plain_address(email), **facts)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None, **facts: Any) -> Person:
        """Store a technical administrator, who runs the site and reads no lane by that right alone."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **facts)

    def get_by_natural_key(self, email: str | None) -> Person:
        """Find the account for an address, however it is written."""
        return self.get(email=email or "")

    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        """What Django itself makes of an address, and we too."""
        return plain_address(email or "")


class MailPace(models.TextChoices):
    """How soon what stands in the inbox is also mailed."""

    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Once a day")
    WEEKLY = "weekly", _("Once a week")
    DUTIES = "duties", _("Only what awaits me")
    NEVER = "never", _("Never")


class Person(AbstractUser):  # type: ignore[django-manager-missing] # managers of Wagtail have no types
    """An account. `function` is how others see it: “Digital reference person”, in the language of whoever looks."""

    username = None  # type: ignore[assignment]
    email = AddressField(_("e-mail address"), unique=True)
    function_fr = GuardedCharField(_("function in French"), max_length=120)
    function_nl = GuardedCharField(
        _("function in Dutch"), max_length=120, blank=True, help_text=_("Empty: as in French.")
    )
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="fr")
    mail_pace = models.CharField(_("mail"), max_length=10, choices=MailPace.choices, default=MailPace.DUTIES)
    quiet_from = models.TimeField(_("no mail from"), null=True, blank=True)
    quiet_until = models.TimeField(pgettext_lazy("hour", "until"), null=True, blank=True)
    working_days_only = models.BooleanField(_("mail on working days only"), default=False)
    follows_by_taking_part = models.CharField(
        max_length=10,
        default="all",
        help_text="The level, as in issues.conversation.threads, at which who takes part follows.",
    )
    shows_presence = models.BooleanField(_("show others that I am here"), default=True)
    address_version = models.PositiveIntegerField(
        default=0, editable=False, help_text="Grows when the person asks for new private addresses: the old ones end."
    )
    is_demonstration = models.BooleanField(default=False, editable=False)
    rights_version = models.PositiveIntegerField(
        default=0, editable=False, help_text="Grows whenever a right is given or withdrawn: cached rights carry it."
    )
    unread_notices = models.PositiveIntegerField(
        default=0, editable=False, help_text="Kept by committee.inbox in the transaction that adds or reads a notice."
    )

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["function_fr"]
    objects: ClassVar[PersonManager] = PersonManager()  # type: ignore[assignment]

    class Meta:
        ordering = ("function_fr", "pk")
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints: ClassVar[list] = [
            models.CheckConstraint(condition=~models.Q(email__regex=UNFIT), name="an_address_is_kept_plain")
        ]

    @property
    def functions(self) -> dict[str, str]:
        """The function by language, for the journal."""
        return {"fr": self.function_fr, "nl": self.function_nl or self.function_fr}

    @property
    def function(self) -> str:
        """The function in the reader's language."""
        return self.functions["nl" if get_language() == "nl" else "fr"]

    def __str__(self) -> str:
        return self.function or self.email

    def get_full_name(self) -> str:
        """Return the function, the only name that the portal shows."""
        return self.function


Reader = Person | AnonymousUser
"""Whoever asks to read: a person who signed in, or a passer-by."""
