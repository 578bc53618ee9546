"""Fields that keep nothing but what `issues.attachments` lets in, drawn anew where it is a picture."""

from typing import Any

from django.core.files.base import File
from django.db import models
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile

from issues.attachments.inspection import CleanFile, inspect_upload
from issues.attachments.models import private_storage


class Inspected:
    """Whoever stores a file here, by a form or not, stores what was inspected."""

    def save(self, name: str, content: File, save: bool = True) -> None:
        """Store a file that may be kept. Raises FileRefused or PersonalDataFound before anything is written."""
        clean = content if isinstance(content, CleanFile) else inspect_upload(File(content, name=name)).content
        super().save(clean.name, clean, save)  # type: ignore[misc]


class InspectedFieldFile(Inspected, models.fields.files.FieldFile):
    """A document."""


class InspectedImageFieldFile(Inspected, WagtailImageFieldFile):
    """An image."""


class InspectedFileField(models.FileField):
    """A document in the storage that no public address reaches."""

    attr_class = InspectedFieldFile

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{**options, "storage": private_storage})


class InspectedImageField(WagtailImageField):
    """An image there."""

    attr_class = InspectedImageFieldFile

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{**options, "storage": private_storage})
