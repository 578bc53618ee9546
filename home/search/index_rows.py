"""What the index knows of each kind of thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.html import strip_tags
from wagtail.models import Page
from wagtail.search import index

from committee.journal import clock
from committee.journal.subjects import Findable
from committee.privacy.detection import find_personal_data
from home.search.models import PAGE, SearchRow
from home.search.text import compose_text, stems
from issues.conversation.threads.markup import excerpt


def row_of(kind: str, found: Findable) -> SearchRow:
    """A thing as its feature lets it be found."""
    facts = {name: getattr(found, name) for name in ("code", "title", "title_other", "body", "body_other")}
    places = {name: getattr(found, name) for name in ("space_id", "within_id", "language", "at")}
    return stemmed_row(kind, found.key, found.shown_on, **facts, **places)


def row_of_page(page: Page) -> SearchRow | None:
    """A public page by its title and whatever its class gives to search; None where it is not public."""
    if not page.live or type(page) is Page or page.get_view_restrictions().exists():
        return None
    return stemmed_row(
        PAGE,
        str(page.pk),
        (PAGE, str(page.pk)),
        language=page.locale.language_code,
        title=without_personal_data(page.title),
        body=without_personal_data("\n".join(texts_of(page))),
        at=page.first_published_at or page.last_published_at or clock.now(),
    )


def stemmed_row(kind: str, key: str, about: tuple[str, str], *, code: str = "", **facts) -> SearchRow:
    """A row with its stems. `code` is searched as a part of the title."""
    texts = {name: on_one_line(facts.pop(name, "")) for name in ("title", "title_other")}
    texts |= {name: without_signs(facts.pop(name, "")) for name in ("body", "body_other")}
    titles = (code, texts["title"], texts["title_other"])
    return SearchRow(
        kind=kind,
        key=key,
        page_kind=about[0],
        page_key=about[1],
        title_stems=stems(*titles),
        stems=stems(*titles, texts["body"], texts["body_other"]),
        **texts,
        **facts,
    )


def on_one_line(text: str) -> str:
    """A text whose words stand one space apart."""
    return " ".join(compose_text(text).split())


def without_signs(text: str) -> str:
    """A text on one line without Markdown signs, as excerpts show it."""
    return excerpt(compose_text(text), len(text) + 1)


def texts_of(thing) -> Iterator[str]:
    """The texts that a class gives to search, its title apart, with those of the rows that belong to it."""
    for field in type(thing).search_fields:
        if isinstance(field, index.SearchField) and field.field_name != "title":
            yield from texts_within(field.get_value(thing))
        elif isinstance(field, index.RelatedFields):
            for child in related_rows(getattr(thing, field.field_name, None)):
                yield from (
                    text
                    for part in field.fields
                    if isinstance(part, index.SearchField)
                    for text in texts_within(part.get_value(child))
                )


def related_rows(value) -> Iterable:
    """The rows at the other end of a relation, whether it leads to one or to many."""
    return value.all() if hasattr(value, "all") else [value] if value else []


def texts_within(value) -> Iterator[str]:
    """The texts within a value, without tags."""
    if isinstance(value, str):
        yield strip_tags(value.replace("<", " <"))
    elif isinstance(value, list | tuple):
        for one in value:
            yield from texts_within(one)


def without_personal_data(text: str) -> str:
    """A text in which what looks like personal data is left out: an editor's draft is no reason to index it."""
    for finding in reversed(find_personal_data(text)):
        text = f"{text[: finding.start]}…{text[finding.end :]}"
    return text
