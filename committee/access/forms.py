"""A form is carried out, or comes back as it was with what stood against it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from committee.access.refusals import ChangedMeanwhile, Refused
from committee.access.versions import version_of
from committee.privacy.models import PersonalDataFound

if TYPE_CHECKING:
    Form = forms.BaseForm
else:
    Form = object


def run_action(form: forms.BaseForm, deed: Callable[[], object]) -> bool:
    """Whether a form is clean and its deed was done; what stood against it stands with the form, in words."""
    if not form.is_valid():
        return False
    try:
        deed()
    except Refused as refusal:
        if isinstance(refusal, ChangedMeanwhile) and isinstance(form, VersionedFormMixin):
            form.show_both(refusal.standing)
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    except PersonalDataFound as refusal:
        form.add_error(None, refusal)
        return False
    return True


class PageFormMixin(Form):
    """Mixin for a form that is a page of its own: its heading, what follows from it, its button, and its fields in rows.

    `is_final`: it takes something away for good.
    """

    heading: ClassVar[str | Promise]
    lead: ClassVar[str | Promise] = ""
    button: ClassVar[str | Promise]
    rows: ClassVar[Sequence[Sequence[str]]] = ()
    is_final: ClassVar[bool] = False

    @property
    def field_rows(self) -> list[list[forms.BoundField]]:
        """The fields side by side as `rows` says, each that stands in none alone below."""
        named = {name for row in self.rows for name in row}
        alone = [(field.name,) for field in self.visible_fields() if field.name not in named]
        rows = [[self[name] for name in row if name in self.fields] for row in (*self.rows, *alone)]
        return [row for row in rows if row]


def form_page(
    request: Any,
    form: forms.BaseForm,
    *steps: tuple[str, str],
    about: str = "",
    template: str = "layout/form.html",
    **shown: Any,
) -> HttpResponse:
    """The page of a form, below the `steps` (label, address) that lead to it; 422 where it came back.

    `shown` is what a `template` that extends the page shows beside it.
    """
    context = {"form": form, "steps": steps_of(steps), "about": about, **shown}
    return render(request, template, context, status=422 if form.is_bound else 200)


def steps_of(above: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    """What leads to a page, as it is drawn above its heading."""
    return [{"label": label, "url": url} for label, url in above]


class VersionInput(forms.HiddenInput):
    """The version, unseen; after a clash also both texts, and the choice between them. Drawn within the form."""

    template_name = "django/forms/widgets/version.html"
    clash: tuple[tuple[str, str, str], ...] = ()
    back = ""
    pressed = ("", "")
    """The button that was pressed, by name and value, where a form has several."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """What the template draws: labels with what stands and what was written."""
        facts = {"clash": self.clash, "back": self.back, "pressed": self.pressed}
        return super().get_context(name, value, attrs) | facts


class VersionField(forms.Field):
    """The version from which a form was filled. A form that says none has read nothing."""

    widget = VersionInput

    def __init__(self, facts: Mapping[str, Any]) -> None:
        super().__init__(required=False, initial=version_of(facts))

    def to_python(self, value: Any) -> str:
        """A word, whatever was sent."""
        return str(value or "")


class VersionedFormMixin(Form):
    """Mixin, placed first, for a form that changes what exists: it carries the `version` of what it was filled from.

    `standing` are the facts that it changes, by the names of its fields, as its action finds them again under lock and
    compares them (`versions.require_unchanged`); a form that was sent needs none. It shows them unless `initial` says
    otherwise. After a clash it comes back with both texts: to send it again keeps one's own, `back` leads to a form
    that begins with the other.
    """

    def __init__(self, *args: Any, standing: Mapping[str, Any] | None = None, back: str = "", **kwargs: Any) -> None:
        standing = standing or {}
        super().__init__(*args, **{**kwargs, "initial": {**standing, **(kwargs.get("initial") or {})}})
        self.fields["version"] = VersionField(standing)
        self.fields["version"].widget.back = back

    def show_both(self, standing: Mapping[str, Any]) -> None:
        """Show what stands beside what was written, and let the next sending be about what stands."""
        data = cast(Any, self.data).copy()
        data[self.add_prefix("version")] = version_of(standing)
        self.data = data
        self.fields["version"].widget.clash = tuple(self.differences(standing))

    def differences(self, standing: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
        """The fields in which both differ: label, what stands, what was written."""
        for name, field in self.fields.items():
            if name in standing:
                theirs, mine = say_value(field, standing[name]), say_value(field, self.cleaned_data.get(name))
                if theirs != mine:
                    yield str(field.label or ""), theirs, mine


def say_value(field: forms.Field, value: Any) -> str:
    """A value of a field in the words of the form; a dash for none."""
    if isinstance(field, forms.BooleanField):
        return _("yes") if value else _("no")
    if isinstance(field, forms.ChoiceField):
        return next((str(label) for code, label in cast(Any, field.choices) if is_chosen(field, code, value)), "–")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    return "–" if value in (None, "") else str(value).replace("\r\n", "\n")


def is_chosen(field: forms.ChoiceField, code: Any, value: Any) -> bool:
    """Whether a choice of a field is the one of a value, as it is stored or as it is written."""
    if code in ("", None) or not isinstance(field, forms.TypedChoiceField):
        return str(code or "") == str(value or "")
    return bool(field.coerce(code) == value or str(code) == str(value))
