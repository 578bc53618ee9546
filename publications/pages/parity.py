"""Whether the French and the Dutch text of a page say the same: field by field, and row by row by their identity.

Nothing here goes by the place of a row. A copy made for translation is untranslated wherever it still reads as its original
does, until it is translated or somebody who read both says that it is right so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modelcluster.models import get_all_child_relations
from wagtail.blocks import StreamValue
from wagtail.rich_text import get_text_for_indexing

from publications.pages.checks import TranslationCheck


class State(models.TextChoices):
    """How a field stands to the same field in the other language."""

    MISSING = "missing", gettext_lazy("Missing here")
    MISSING_THERE = "missing_there", gettext_lazy("Missing in the other language")
    UNTRANSLATED = "untranslated", gettext_lazy("Not translated yet")
    DIFFERENT = "different", gettext_lazy("Not the same fact in both languages")
    OLDER = "older", gettext_lazy("Older than the other language")
    NEWER = "newer", gettext_lazy("Newer than the other language")
    UNCHECKED = "unchecked", gettext_lazy("Never checked")
    CHECKED = "checked", gettext_lazy("Checked")


HINDERING = (State.MISSING, State.MISSING_THERE, State.UNTRANSLATED, State.DIFFERENT)
"""What keeps a text from becoming public."""


@dataclass(frozen=True)
class Place:
    """One field in both languages. `key` names it for good, `label` in the reader's words."""

    key: str
    label: str
    own: str
    other: str
    state: State

    @property
    def needs(self) -> bool:
        """Whether something is to be done about it."""
        return self.state != State.CHECKED

    @property
    def checkable(self) -> bool:
        """Whether somebody may say that both say the same."""
        return bool(self.own and self.other) and self.state != State.DIFFERENT


def plain(value: Any) -> str:
    """What a field says, without its markup: rich text, a stream of blocks, a date or a word."""
    if value in (None, ""):
        return ""
    if isinstance(value, StreamValue):
        return "\n\n".join(said_in(value.get_prep_value()))
    return get_text_for_indexing(value).strip() if isinstance(value, str) else str(value)


def said_in(value: Any) -> list[str]:
    """The words of a stored block, without types and identifiers."""
    if isinstance(value, dict):
        return [text for key, one in value.items() if key not in ("id", "type") for text in said_in(one)]
    if isinstance(value, list):
        return [text for one in value for text in said_in(one)]
    text = get_text_for_indexing(value).strip() if isinstance(value, str) else ""
    return [text] if text else []


def texts_of(page: Any) -> dict[str, tuple[str, str]]:
    """What a page says in its language: for each field its label and its words."""
    found = {name: (label_of(page, name), plain(getattr(page, name))) for name in type(page).PROSE}
    for relation, row in keyed_rows(page):
        for name in type(row).PROSE:
            found[f"{relation}:{row.translation_key}:{name}"] = (label_of(row, name), plain(getattr(row, name)))
    return found


def facts_of(page: Any) -> dict[str, tuple[str, str]]:
    """What must be the same in both languages: for each field its label and its value."""
    found = {name: (label_of(page, name), plain(getattr(page, name))) for name in getattr(page, "FACTS", ())}
    for relation, row in keyed_rows(page):
        for name in getattr(row, "FACTS", ()):
            found[f"{relation}:{row.translation_key}:{name}"] = (label_of(row, name), plain(getattr(row, name)))
    return found


def keyed_rows(page: Any) -> Iterator[tuple[str, Any]]:
    """The rows of a page that have an identity, with the relation in which they stand."""
    for relation in get_all_child_relations(type(page)):
        if getattr(relation.related_model, "PROSE", ()):
            name = relation.get_accessor_name()
            yield from ((name, row) for row in getattr(page, name).all())


def label_of(thing: Any, name: str) -> str:
    """A field in words; of a row, with what it is and its number where it has one."""
    field = str(thing._meta.get_field(name).verbose_name)
    if not hasattr(thing, "sort_order"):
        return field
    return f"{thing._meta.verbose_name} {getattr(thing, 'number', '')}".strip() + f": {field}"


def digest(text: str) -> str:
    """A sum of a text, by which it is known again."""
    return sha256(text.encode()).hexdigest()[:32]


def state_of(own: str, other: str, here: str, there: str, checked: Mapping[str, str] | None) -> State:
    """How the text of a field stands to the other one; `checked` are the sums of both when somebody read them."""
    if bool(own) != bool(other):
        return State.MISSING if other else State.MISSING_THERE
    same = {here: digest(own) == (checked or {}).get(here), there: digest(other) == (checked or {}).get(there)}
    if all(same.values()) or not own:
        return State.CHECKED
    if own == other:
        return State.UNTRANSLATED
    if any(same.values()):
        return State.OLDER if same[here] else State.NEWER
    return State.UNCHECKED


def other_text(page: Any) -> Any | None:
    """The latest text of a page in its other language, or None where there is none."""
    others = page.get_translations().specific().select_related("locale").order_by("locale__language_code")
    first = others.first()
    return first.get_latest_revision_as_object() if first else None


def places_of(page: Any, other: Any) -> list[Place]:
    """Every field that says something in either language, in the order of the page; one query."""
    rows = TranslationCheck.objects.filter(translation_key=page.translation_key)
    checks = dict(rows.values_list("place", "digests"))
    here, there = page.locale.language_code, other.locale.language_code
    mine, theirs = texts_of(page), texts_of(other)
    found = []
    for key in dict.fromkeys([*mine, *theirs]):
        label, (own, said) = (
            (mine.get(key) or theirs[key])[0],
            (mine.get(key, ("", ""))[1], theirs.get(key, ("", ""))[1]),
        )
        if own or said:
            found.append(Place(key, label, own, said, state_of(own, said, here, there, checks.get(key))))
    return found + different_facts(page, other)


def different_facts(page: Any, other: Any) -> list[Place]:
    """The facts of rows that both texts have, and that are not the same."""
    mine, theirs = facts_of(page), facts_of(other)
    return [
        Place(key, label, own, theirs[key][1], State.DIFFERENT)
        for key, (label, own) in mine.items()
        if key in theirs and own != theirs[key][1]
    ]


def both_languages_hinder(page: Any) -> list[str]:
    """Why a text may not become public as long as its other language is not whole, in one sentence; else nothing."""
    other = other_text(page)
    if other is None:
        return [str(NO_OTHER)]
    found = [place for place in places_of(page, other) if place.state in HINDERING]
    if not found:
        return []
    told = "; ".join(f"{place.label} ({place.state.label})" for place in found[:3])
    more = len(found) - 3
    told += "; " + _("and %(n)s more") % {"n": more} if more > 0 else ""
    return [str(NOT_WHOLE) % {"places": told}]


NO_OTHER = gettext_lazy(
    "This text has no other language yet. Translate it, or say under “Promote” why it is published in one language."
)
NOT_WHOLE = gettext_lazy(
    "French and Dutch do not say the same yet: %(places)s. Finish the translation, or say under “Promote” why this is "
    "published in one language."
)
