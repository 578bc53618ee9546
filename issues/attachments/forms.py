"""A field for several files, usable in any form."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from committee.privacy.forms import findings_of
from issues.attachments.inspection import KINDS, LARGEST, Inspected, accepted_name, inspect_upload
from issues.attachments.pictures import MOST_PIXELS

AT_MOST = 5
ACCEPTED = ",".join(f".{extension}" for extension in KINDS)
HELP = format_lazy(
    _("At most {most} files of {megabytes} MB: PDF, image, text, office document. Images lose place and date."),
    most=AT_MOST,
    megabytes=LARGEST // 1024**2,
)


class FilesInput(forms.FileInput):
    """A file input that takes several files at once; it works without JavaScript.

    With it, the chosen files are listed, images can be covered in places, and sending shows how far it has come.
    The page's script reads the limits here, where the server keeps them.
    """

    allow_multiple_selected = True
    template_name = "issues/attachments/files.html"

    def get_context(self, name, value, attrs) -> dict:
        """Give the template the limits."""
        limits = {"most": AT_MOST, "largest": LARGEST, "megabytes": LARGEST // 1024**2, "pixels": MOST_PIXELS}
        return super().get_context(name, value, attrs) | {"limits": limits}


class AttachmentsField(forms.FileField):
    """Up to five files; cleans to a list of `Inspected`, empty where none was chosen.

    The form must be bound to `request.FILES` and its tag say `enctype="multipart/form-data"`.
    """

    widget = FilesInput

    def __init__(self, **options) -> None:
        words = {"label": _("Files"), "help_text": HELP, "required": False}
        super().__init__(**{**words, **options})
        self.widget.attrs.setdefault("accept", ACCEPTED)

    def clean(self, data, initial=None) -> list[Inspected]:
        """Inspect each file; every refusal is told, with the name of its file."""
        uploads = [upload for upload in (data if isinstance(data, list | tuple) else [data]) if upload]
        if self.required and not uploads:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(uploads) > AT_MOST:
            message = ngettext_lazy("Choose at most %(most)d file.", "Choose at most %(most)d files.", AT_MOST)
            raise ValidationError(message, code="max_files", params={"most": AT_MOST})
        return all_inspected(uploads)


def all_inspected(uploads) -> list[Inspected]:
    """Inspect files; raise one ValidationError that tells all refusals."""
    files, refusals = [], []
    for number, upload in enumerate(uploads, start=1):
        try:
            files.append(inspect_upload(upload))
        except ValidationError as refusal:
            refusals.append(describe_refused_file(upload, number, refusal))
    if refusals:
        raise ValidationError(refusals)
    return files


def describe_refused_file(upload, number: int, refusal: ValidationError) -> ValidationError:
    """A refusal with the name of its file, or its number where the name itself cannot be shown."""
    try:
        name = accepted_name(upload.name)
    except ValidationError:
        name = _("File %(number)d") % {"number": number}
    params = {"name": name, "reason": " ".join(refusal.messages)}
    passed_on = ValidationError(_("%(name)s: %(reason)s"), code=refusal.code, params=params)
    passed_on.findings = findings_of(refusal)  # type: ignore[attr-defined]
    return passed_on
