"""An address as it is kept: what a capital, a space around it or a sign that nobody sees can make of it is one account."""

import unicodedata
from typing import Any

from django import forms
from django.db import models

UNFIT = "[^!-~]|[A-Z]"
"""What no kept address holds: capitals, spaces, and anything but the signs that one sees on a keyboard."""


def plain_address(address: str) -> str:
    """An address in small letters, without spaces around it nor invisible signs in it; its domain as computers write it.

    What holds no @ is none, and stays as it is.
    """
    seen = "".join(sign for sign in unicodedata.normalize("NFKC", address) if sign == " " or is_seen(sign))
    name, at, domain = seen.strip().lower().rpartition("@")
    if not at:
        return address
    try:
        return f"{name}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError:  # no domain at all: whoever validates it says so
        return f"{name}@{domain}"


def is_seen(sign: str) -> bool:
    """Whether a sign shows: controls, signs of direction and of width, and breaks of lines do not."""
    return unicodedata.category(sign)[0] not in "CZ"


class PlainAddress:
    """What is read from a field is a plain address before anything else looks at it."""

    def to_python(self, value: Any) -> Any:
        """Read as usual, and make it plain."""
        read = super().to_python(value)  # type: ignore[misc]
        return plain_address(read) if isinstance(read, str) else read


class AddressFormField(PlainAddress, forms.EmailField):
    """An address that somebody types or pastes."""


class AddressField(PlainAddress, models.EmailField):
    """The address of an account: stored, and looked for, as `plain_address` writes it."""

    def get_prep_value(self, value: Any) -> Any:
        """Whatever asks the database, asks for the plain address."""
        return self.to_python(super().get_prep_value(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """What is stored is also what the row in hand says from now on."""
        value = self.to_python(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value

    def formfield(self, **kwargs: Any) -> Any:
        """A form's field of the same kind."""
        return super().formfield(**{"form_class": AddressFormField, **kwargs})
