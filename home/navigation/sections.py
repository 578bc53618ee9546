"""The public menu: the sections that the editors have published in a language, remembered for ten minutes."""

from dataclasses import dataclass

from wagtail.models import Page

from committee.keeping.nearby import forget_lists, listed

KEPT_SECONDS = 600


@dataclass(frozen=True)
class Section:
    """One entry of the public menu."""

    label: str
    url: str


def public_sections(language: str) -> tuple[Section, ...]:
    """The published pages under the home page that stand in menus, in their order."""
    return listed(f"sections:{language}", KEPT_SECONDS, lambda: read_sections(language))


def read_sections(language: str) -> tuple[Section, ...]:
    """The same, from the database."""
    pages = Page.objects.live().in_menu().filter(depth=3, locale__language_code=language).order_by("path")
    return tuple(Section(page.title, page.url) for page in pages if page.url)


def forget_sections() -> None:
    """Let the menu be read anew, after a page was published or moved."""
    forget_lists()
