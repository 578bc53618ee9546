"""Catalogues of translations: what an app's code and templates say, kept in its `locale` folder.

Messages of `templates/layout`, `templates/components` and the other shared templates belong to `home`, which serves
them. The reading is Babel's; Django's own `templatize` turns templates into something that Babel reads.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from home.languages.template_loader import without_indentation

ROOT = Path(__file__).resolve().parents[2]
APPS = ("committee", "issues", "publications", "home")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "now": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def path_of(app: str, language: str) -> Path:
    """The catalogue of an app in a language."""
    return ROOT / app / "locale" / language / "LC_MESSAGES" / "django.po"


def sources(app: str) -> Iterator[Path]:
    """The files of an app that may hold messages."""
    yield from sorted(path for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts)
    folders = [ROOT / "templates" / app]
    if app == "home":
        others = [folder for folder in (ROOT / "templates").iterdir() if folder.name not in APPS]
        folders += sorted(others)
    for folder in folders:
        found = [folder] if folder.is_file() else sorted(folder.rglob("*"))
        yield from (path for path in found if path.suffix in (".html", ".txt"))


def messages_in(path: Path) -> Iterator[tuple]:
    """What a file says, as (message, context, line); a message is a pair where it has a plural."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        text = templatize(without_indentation(text), origin=str(path))
    for line, message, _comments, context in extract("python", BytesIO(text.encode()), KEYWORDS):
        yield message, context, line


def said_by(app: str) -> Catalog:
    """A fresh catalogue of everything that an app says, without translations."""
    catalogue = Catalog(fuzzy=False)
    for path in sources(app):
        for message, context, _line in messages_in(path):
            catalogue.add(message, locations=[(path.relative_to(ROOT).as_posix(), 0)], context=context)
    return catalogue


def read_catalogue(app: str, language: str) -> Catalog:
    """The catalogue as it stands on disk; empty where there is none."""
    path = path_of(app, language)
    if not path.exists():
        return Catalog(locale=language, fuzzy=False)
    with path.open("rb") as lines:
        return read_po(lines, locale=language)


def missing_in(catalogue: Catalog) -> list:
    """The messages without a full translation, or with one that is only a guess."""

    def complete(message) -> bool:
        words = message.string if isinstance(message.string, tuple | list) else (message.string,)
        return all(words) and not message.fuzzy

    return [message for message in catalogue if message.id and not complete(message)]


def update_catalogue(app: str, language: str) -> int:
    """Bring a catalogue up to date with the code, without guesses. Returns how many messages lack a translation."""
    catalogue = read_catalogue(app, language)
    catalogue.update(said_by(app), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    path = path_of(app, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as out:
        write_po(out, catalogue, width=120, omit_header=False, include_lineno=False, sort_output=True)
    return len(missing_in(catalogue))


def compile_catalogue(app: str, language: str) -> None:
    """Write the file that Django reads, beside the catalogue, in one piece: others may be reading it."""
    path = path_of(app, language)
    if path.exists():
        fresh = path.with_suffix(f".{os.getpid()}")
        with fresh.open("wb") as out:
            write_mo(out, read_catalogue(app, language))
        fresh.replace(path.with_suffix(".mo"))
