"""What one says when bringing a file in or taking one out, and each row of a file as a form of its own."""

from __future__ import annotations

from typing import cast

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from committee.access.lanes import SHORT
from committee.privacy.forms import GuardedFormMixin
from committee.privacy.models import refuse_in_file_name
from committee.writing.forms import DayField
from issues.attachments.names import clean_name
from issues.fieldwork.impacts.forms import IMPACT, DeclaredForm, VolumesForm
from issues.overview.import_export.models import What
from issues.overview.import_export.spreadsheets import Sheet, read_sheet
from issues.problems.records.dimensions import TERMS
from issues.problems.records.models import Severity
from issues.problems.records.translations import translated_facts

EMPTY = {"required": _("This cell is empty. Fill it in: every row needs it.")}
TOO_LONG = _("This text is too long: at most %(limit_value)d characters. Shorten it.")


class SheetField(forms.FileField):
    """A table; cleans to a `Sheet`, and gives its clean name to the form as `file_name`."""

    widget = forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"})

    def clean(self, data, initial=None) -> tuple[str, Sheet]:
        """Read the table. Raises TableRefused, or PersonalDataFound for the file's name."""
        upload = super(forms.FileField, self).clean(data)
        refuse_in_file_name(upload.name or "")
        return clean_name(upload.name or ""), read_sheet(upload)


class UploadForm(GuardedFormMixin, forms.Form):
    """A file, what it brings in, and who can read the problems."""

    what = forms.ChoiceField(label=_("What does the file bring in?"), choices=What.choices, widget=forms.RadioSelect)
    file = SheetField(label=_("The file"), help_text=_("CSV or XLSX, at most 500 rows, 60 columns and 5 MB."))
    lane = forms.ChoiceField(
        label=_("Who can read these problems"), required=False, widget=forms.RadioSelect, help_text=_("For problems.")
    )

    def __init__(self, spaces, may_declare: bool, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.spaces = {str(space.pk): space for space in spaces}
        cast(forms.ChoiceField, self.fields["lane"]).choices = [
            (pk, SHORT[space.lane]) for pk, space in self.spaces.items()
        ]
        if not may_declare:
            cast(forms.ChoiceField, self.fields["what"]).choices = [(What.PROBLEMS.value, What.PROBLEMS.label)]
        self.fields["what"].initial = What.PROBLEMS.value

    def lanes(self) -> list[dict]:
        """The lanes as the form draws them; none is chosen silently."""
        chosen = str(self["lane"].value() or "")
        return [
            {"pk": pk, "code": space.lane, "label": SHORT[space.lane], "who": space.lane.label, "checked": pk == chosen}
            for pk, space in self.spaces.items()
        ]

    def clean(self) -> dict:
        """Ask for the lane of problems."""
        data = super().clean() or {}
        if data.get("what") == What.PROBLEMS and not data.get("lane") and "lane" not in self.errors:
            self.add_error("lane", _("Choose who can read these problems."))
        return data


def text_cell(most: int, **options) -> forms.CharField:
    """A cell of text."""
    field = forms.CharField(required=False, max_length=most, **options)
    cast(MaxLengthValidator, field.validators[0]).message = TOO_LONG
    return field


class ProblemRow(VolumesForm):
    """A row that files a problem. Lists and yes or no have been read from the cells before."""

    title = text_cell(140)
    description = text_cell(10000)
    language = forms.CharField(required=False, max_length=2)
    severity = forms.TypedChoiceField(
        choices=Severity.choices,
        coerce=int,
        empty_value=Severity.MODERATE,  # type: ignore[arg-type]
        required=False,
    )
    right_at_risk = forms.BooleanField(required=False)
    risk_reason = text_cell(240)
    new_situation = forms.BooleanField(required=False)
    software_version = text_cell(40)
    pilot = forms.BooleanField(required=False)
    first_seen_on = DayField(required=False, past=True)
    title_other = text_cell(140)
    summary_other = text_cell(1000)

    def clean(self) -> dict:
        """Insist on a title, a description, and the reason of a risk."""
        data = super().clean() or {}
        for name in ("title", "description"):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, EMPTY["required"])
        if data.get("right_at_risk") and not data.get("risk_reason"):
            self.add_error("risk_reason", _("Say which right is at risk, and why."))
        if not data.get("right_at_risk"):
            data["risk_reason"] = ""
        return data

    def facts(self, terms: dict[str, str]) -> dict:
        """The facts of the problem, ready for `file_problem` and for JSON; `terms` are keys by taxonomy."""
        skipped = {*IMPACT, *TERMS}
        facts = {name: plain_value(value) for name, value in self.cleaned_data.items() if name not in skipped}
        facts |= {f"{name}_id": int(terms[name]) if terms.get(name) else None for name in TERMS}
        return translated_facts(facts)


class DeclarationRow(DeclaredForm):
    """A row that declares on a problem that exists."""

    answer = forms.CharField(max_length=1, error_messages=EMPTY)  # type: ignore[assignment]

    def facts(self) -> dict:
        """The declaration, ready for `declare_impact` and for JSON."""
        return {name: plain_value(value) for name, value in self.cleaned_data.items()}


def plain_value(value):
    """A value as JSON holds it."""
    return value.isoformat() if hasattr(value, "isoformat") else value


class ExportForm(forms.Form):
    """Which kind of file a list is written to."""

    form = forms.ChoiceField(
        label=_("Kind of file"),
        choices=[
            ("xlsx", _("XLSX workbook: the list and its code book as two sheets")),
            ("csv", _("CSV in a ZIP: the list, its code book and a note")),
        ],
        initial="xlsx",
        widget=forms.RadioSelect,
    )


class DossierForm(forms.Form):
    """Which lanes go into a portable dossier."""

    lanes = forms.ChoiceField(label=_("What goes into the dossier?"), widget=forms.RadioSelect)

    def __init__(self, choices, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["lanes"]).choices = choices
        self.fields["lanes"].initial = choices[0][0]
