"""Images and documents as Wagtail knows them, in guarded fields."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition, get_upload_to

from committee.privacy.models import GuardedCharField
from publications.files.fields import InspectedFileField, InspectedImageField


class EditorialImage(AbstractImage):
    """An image with the words that stand for it."""

    title = GuardedCharField(_("title"), max_length=255)
    file = InspectedImageField(_("file"), upload_to=get_upload_to, width_field="width", height_field="height")
    description = GuardedCharField(
        _("alternative text"), max_length=255, help_text=_("What it shows, for those who do not see it.")
    )

    admin_form_fields = (
        "title", "file", "description", "collection", "tags",
        "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height",
    )  # fmt: skip

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")


class EditorialRendition(AbstractRendition):
    """An image in one size, kept beside the original."""

    image = models.ForeignKey(EditorialImage, related_name="renditions", on_delete=models.CASCADE)

    class Meta:
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_of_a_kind")
        ]

    @property
    def url(self) -> str:
        """Its address, where it is asked who looks."""
        return reverse("publications:image", args=[self.pk])


class EditorialDocument(AbstractDocument):
    """A document."""

    title = GuardedCharField(_("title"), max_length=255)
    file = InspectedFileField(_("file"), upload_to="documents")

    admin_form_fields = ("title", "file", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def clean(self) -> None:
        """Validate the kind of a file as Wagtail does, where there is one: what was refused already is told once."""
        if self.file:
            super().clean()
