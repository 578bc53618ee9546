"""In which languages a strand is open on a page, told by each process to all: what nobody has open is not drawn.

A word that is lost costs a page one question, never a post: where a text lacks a language, the page hears that it is behind.
"""

from collections.abc import Iterable

from django.conf import settings
from django.core.cache import cache

KEPT_SECONDS = 180
DRAWN = "strand:"
CODES = tuple(code for code, _name in settings.LANGUAGES)


def name_of(topic: str, language: str) -> str:
    """Under which name it stands in the shared cache."""
    return f"open:{topic}:{language}"


def tell_open(pages: Iterable[tuple[str, str]]) -> None:
    """Tell all processes of pages by topic and language, for three minutes; strands alone are drawn by language."""
    names = {name_of(topic, language): True for topic, language in pages if topic.startswith(DRAWN)}
    if names:
        cache.set_many(names, KEPT_SECONDS)


def languages_open(topic: str) -> set[str]:
    """The languages in which any process has said that a strand is open."""
    if not topic.startswith(DRAWN):
        return set()
    known = cache.get_many([name_of(topic, code) for code in CODES])
    return {code for code in CODES if name_of(topic, code) in known}
