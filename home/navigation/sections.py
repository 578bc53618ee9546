"""The public menu: the sections that the editors have published in a language, remembered for ten minutes."""

from dataclasses import dataclass

from django.core.cache import cache
from wagtail.models import Page


@dataclass(frozen=True)
class Section:
    """One entry of the public menu."""

    label: str
    url: str


def public_sections(language: str) -> tuple[Section, ...]:
    """The published pages under the home page that stand in menus, in their order."""
    key = f"sections:{language}"
    known = cache.get(key)
    if known is None:
        pages = Page.objects.live().in_menu().filter(depth=3, locale__language_code=language).order_by("path")
        known = tuple(Section(page.title, page.url) for page in pages if page.url)
        cache.set(key, known, timeout=600)
    return known


def forget_sections() -> None:
    """Drop what is remembered, after a page was published or moved."""
    cache.delete_many(["sections:fr", "sections:nl"])
