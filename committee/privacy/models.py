"""Fields that refuse personal data on every way in, the refusal itself, and how often it was shown."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.expressions import BaseExpression, Value
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from committee.privacy.detection import INSTITUTIONAL, Finding, Kind, find_personal_data
from committee.privacy.signs import tidy_signs

NAMES = {
    Kind.NATIONAL_NUMBER: _("a national number"),
    Kind.BIS_NUMBER: _("a BIS number"),
    Kind.IBAN: _("a bank account number"),
    Kind.PHONE: _("a phone number"),
    Kind.EMAIL: _("a person’s e-mail address"),
}
_DOCUMENT = re.compile(r"\.(?=(?:pdf|docx?|xlsx?|pptx?|od[tsp]|rtf|txt|csv|eml|png|jpe?g|gif|webp|heic|zip)$)", re.I)


class Way(models.TextChoices):
    """How a refusal was shown: while somebody typed, when a form was sent, or when a search was asked for."""

    TYPED = "typed", _("While typing")
    SENT = "sent", _("On sending")
    SEARCHED = "searched", _("In a search")


class Refusal(models.Model):
    """How many refusals of one kind were shown on one day: all that is ever kept of what was refused."""

    day = models.DateField()
    kind = models.CharField(max_length=20, choices=NAMES)
    way = models.CharField(max_length=10, choices=Way)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("day", "kind", "way"), name="one_count_a_day_kind_and_way"),)

    def __str__(self) -> str:
        return f"{self.day} {self.kind} {self.way}: {self.count}"


class PersonalDataFound(ValidationError):
    """Refusal of a text that holds personal data (code "personal_data").

    The message says what was found, masked, why it cannot stay and what to do; `findings` says where.
    """

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        super().__init__(
            _("This looks like %(found)s. No citizen data belongs here: describe the situation without it."),
            code="personal_data",
            params={"found": describe_findings(findings)},
        )


def describe_findings(findings: list[Finding]) -> Promise | str:
    """ "a phone number (04•), a national number (85•)", in the reader's language, each once."""
    listing: Promise | str = ""
    for kind, excerpt in dict.fromkeys((finding.kind, finding.excerpt) for finding in findings):
        one = format_lazy("{} ({})", NAMES[kind], excerpt)
        listing = format_lazy("{}, {}", listing, one) if listing else one
    return listing


def refuse_personal_data(value: Any) -> None:
    """Raise PersonalDataFound if a text, or any text or key within lists and dicts, holds personal data.

    Domains whose addresses may stay: setting PRIVACY_INSTITUTIONAL_DOMAINS (`addresses.INSTITUTIONAL` without it).
    """
    domains = tuple(getattr(settings, "PRIVACY_INSTITUTIONAL_DOMAINS", INSTITUTIONAL))
    for text in _texts(value):
        _refuse(text, domains)


@lru_cache(maxsize=32)
def _refuse(text: str, domains: tuple[str, ...]) -> None:
    """One save asks several times about one text. Only texts that pass are remembered: a refusal raises."""
    if findings := find_personal_data(text, domains):
        raise PersonalDataFound(findings)


def _texts(value: Any) -> Iterator[str]:
    """All that can be read in a value; whole numbers count, since a national number may come as one, or as 1.0."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str | Promise) or type(one) is int:
            yield str(one)
        elif isinstance(one, float) and one.is_integer():
            yield str(int(one))
        elif isinstance(one, dict):
            waiting += [*one.keys(), *one.values()]
        elif isinstance(one, list | tuple | set | frozenset):
            waiting += one
        elif isinstance(one, BaseExpression):
            waiting += [part.value for part in one.flatten() if isinstance(part, Value)]


def refuse_in_file_name(name: str) -> None:
    """Raise PersonalDataFound if a file's name holds personal data; its extension is no part of an address."""
    refuse_personal_data(_DOCUMENT.sub("\n", name))


class _Guarded(models.Field):
    """Refuses personal data when validated, in forms, and last when prepared for the database.

    `bulk_create()`, `bulk_update()`, `update()` and fixtures pass the last of these too; it raises
    PersonalDataFound before any SQL is sent. Searching for a value is not refused. Raw SQL is not seen.
    """

    def __init__(self, *args: Any, validators: Any = (), **kwargs: Any) -> None:
        others = [validator for validator in validators if validator is not refuse_personal_data]
        super().__init__(*args, **{**kwargs, "validators": others})

    def formfield(self, *args: Any, **kwargs: Any) -> Any:
        field = super().formfield(*args, **kwargs)
        if field is not None and refuse_personal_data not in field.validators:
            field.validators.append(refuse_personal_data)
        return field

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = super().pre_save(model_instance, add)
        refuse_personal_data(value)
        return value

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        refuse_personal_data(value)
        return super().get_db_prep_save(value, connection)


class _Tidied(_Guarded):
    """Keeps no sign that nobody sees: see `signs.tidy_signs`."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = getattr(model_instance, self.attname)
        if isinstance(value, str) and (tidy := tidy_signs(value)) != value:
            setattr(model_instance, self.attname, tidy)
        return super().pre_save(model_instance, add)

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        return super().get_db_prep_save(tidy_signs(value) if isinstance(value, str) else value, connection)


class GuardedCharField(_Tidied, models.CharField):
    """A CharField that refuses personal data (see `refuse_personal_data`)."""

    default_validators = [*models.CharField.default_validators, refuse_personal_data]


class GuardedTextField(_Tidied, models.TextField):
    """A TextField that refuses personal data (see `refuse_personal_data`)."""

    default_validators = [*models.TextField.default_validators, refuse_personal_data]


class GuardedJSONField(_Guarded, models.JSONField):
    """A JSONField that refuses personal data in any of its texts, keys and whole numbers."""

    default_validators = [*models.JSONField.default_validators, refuse_personal_data]
