"""Wagtail's forms for images and documents, with the inspection that every file of a member passes."""

from typing import TYPE_CHECKING

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminTagWidget
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from committee.privacy.models import refuse_personal_data
from issues.attachments.inspection import CleanFile, inspect_upload

if TYPE_CHECKING:
    from django.forms import ModelForm as Form
else:
    Form = object


class InspectedForm(Form):
    """What is refused is said beside the field."""

    def clean_file(self):
        """Inspect a file that is new; what was uploaded is overwritten with what may be kept, for whoever reads it."""
        upload = self.cleaned_data["file"]
        if not isinstance(upload, UploadedFile):
            return upload
        clean = inspect_upload(upload).content
        overwrite(upload, clean)
        return clean

    def clean_tags(self):
        """Refuse personal data in tags."""
        tags = super().clean_tags()
        refuse_personal_data(list(tags))
        return tags


class TagsForm(forms.Form):
    """Tags for several at once."""

    tags = forms.Field(label=_("Tags"), widget=AdminTagWidget, validators=[refuse_personal_data])


class ImageForm(InspectedForm, BaseImageForm):
    """An image."""


class DocumentForm(InspectedForm, BaseDocumentForm):
    """A document."""


def overwrite(upload: UploadedFile, clean: CleanFile) -> None:
    """Let an upload hold what may be kept: Wagtail puts it aside as it came where words about it are still missing."""
    upload.seek(0)
    upload.truncate()
    for piece in clean.chunks():
        upload.write(piece)
    upload.flush()
    upload.seek(0)
    clean.seek(0)
    upload.size, upload.name = clean.size, clean.name
