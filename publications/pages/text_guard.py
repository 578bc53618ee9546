"""What keeps personal data out of a page: every text of it is read before anything of it is stored."""

from collections.abc import Collection, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from modelcluster.models import get_all_child_relations
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField
from wagtail.models import Page

from committee.privacy.models import PersonalDataFound, refuse_personal_data

PAGE_TEXTS = ("title", "slug", "seo_title", "search_description")
INHERITED = frozenset(field.name for field in Page._meta.concrete_fields) - set(PAGE_TEXTS)
#: Where the editor keeps places and identifiers, whose figures could pass for numbers of a person.
BOOKKEEPING = frozenset({"contentpath", "position"})


def text_fields(model: type[models.Model]) -> Iterator[models.Field]:
    """The fields in which somebody writes."""
    left_out = INHERITED if issubclass(model, Page) else BOOKKEEPING
    for field in model._meta.concrete_fields:
        if field.name not in left_out and isinstance(field, models.CharField | models.TextField | StreamField):
            yield field


def personal_data_in(thing: models.Model, exclude: Collection[str] = ()) -> dict[str, PersonalDataFound]:
    """Personal data in the texts of a row, as a refusal for each field."""
    refusals = {}
    for field in text_fields(type(thing)):
        if field.name not in exclude:
            try:
                refuse_personal_data(without_bookkeeping(getattr(thing, field.attname)))
            except PersonalDataFound as refusal:
                refusals[field.name] = refusal
    return refusals


def without_bookkeeping(value: Any) -> Any:
    """A value without the types and identifiers that a stream carries."""
    if isinstance(value, StreamValue):
        return without_bookkeeping(value.get_prep_value())
    if isinstance(value, dict):
        return [without_bookkeeping(one) for key, one in value.items() if key not in ("id", "type")]
    return [without_bookkeeping(one) for one in value] if isinstance(value, list) else value


def refuse_in_children(page: Page) -> None:
    """Raise ValidationError if a row that belongs to a page, such as an observation, holds personal data."""
    refusals: list[ValidationError] = []
    for relation in get_all_child_relations(type(page)):
        for child in getattr(page, relation.get_accessor_name()).all():
            refusals += personal_data_in(child).values()
    if refusals:
        raise ValidationError(refusals)
