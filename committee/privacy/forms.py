"""Forms that refuse personal data in every field one can write in."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from committee.privacy.models import PersonalDataFound, Way, describe_findings, refuse_personal_data

from .actions import count_refusals
from .detection import Kind
from .signs import is_visible, tidy_signs

if TYPE_CHECKING:
    Form = forms.BaseForm
else:
    Form = object


class GuardedFormMixin(Form):
    """Mixin, placed before forms.Form or forms.ModelForm, that guards each text field of the form.

    Signs that nobody sees are taken out first, and a text of which nothing is left to see is refused.
    Fields named in `unguarded` are left alone: passwords, and the e-mail address of one's own account.
    The error stands with its field (code "personal_data"), the form comes back filled in, and the refusal is
    counted by its kind. A guarded field says so to the page, which explains while one types.
    """

    unguarded: ClassVar[tuple[str, ...]] = ()

    def full_clean(self) -> None:
        """Guard, then clean; so late that fields added by a subclass's `__init__` are guarded too."""
        for name, field in self.fields.items():
            if self.is_guarded(name):
                _guard(field)
        super().full_clean()
        if kinds := refused_kinds(self.errors.values()):
            count_refusals(kinds=kinds, way=Way.SENT)

    def __getitem__(self, name: str) -> forms.BoundField:
        """A field as the page draws it, marked where it is guarded."""
        bound = super().__getitem__(name)
        if self.is_guarded(name) and not bound.is_hidden:
            bound.field.widget.attrs["data-guarded"] = True
        return bound

    def is_guarded(self, name: str) -> bool:
        """Whether what is written in a field is looked at."""
        return isinstance(self.fields.get(name), forms.CharField) and name not in self.unguarded


def _guard(field: forms.Field) -> None:
    if not isinstance(getattr(field.to_python, "__self__", None), Tidied):
        field.to_python = Tidied(field.to_python).read  # type: ignore[method-assign]
    for validator in (refuse_unseen, refuse_personal_data):
        if validator not in field.validators:
            field.validators.append(validator)


class Tidied:
    """Reads the value of a field without the signs that nobody sees."""

    def __init__(self, read: Callable[[Any], Any]) -> None:
        self.as_before = read

    def read(self, value: Any) -> Any:
        """What the field makes of a value that was tidied."""
        return self.as_before(tidy_signs(value) if isinstance(value, str) else value)


def refuse_unseen(value: Any) -> None:
    """Raise ValidationError for a text in which there is nothing to see."""
    if isinstance(value, str) and not is_visible(value):
        raise ValidationError(_("There is nothing to read in this."), code="unseen")


def refused_kinds(errors: Iterable[forms.utils.ErrorList]) -> set[Kind]:
    """The kinds of personal data for which fields were refused; `findings` are carried by each such error."""
    return {found.kind for listed in errors for error in listed.as_data() for found in findings_of(error)}


def findings_of(error: ValidationError) -> list:
    """What an error found; nothing for errors of another sort."""
    return getattr(error, "findings", [])


def clean_question(text: str) -> tuple[str, str]:
    """What may be searched for, and why not: the words and an empty message, or no words and the reason.

    The reason names each kind with its first two characters only, and the refusal is counted.
    """
    try:
        refuse_personal_data(text)
    except PersonalDataFound as refusal:
        count_refusals(kinds={found.kind for found in refusal.findings}, way=Way.SEARCHED)
        words = _(
            "This looks like %(found)s. It was not searched for, nor kept: look for the situation, not the person."
        )
        return "", words % {"found": describe_findings(refusal.findings)}
    return text, ""
