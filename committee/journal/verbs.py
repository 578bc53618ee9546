"""The verbs of the portal with the sentence that tells each; every feature registers its own."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from committee.journal.punctuation import fill_in
from committee.journal.registries import Registry

SENTENCES: Registry[str, str] = Registry()
BRIEFS: Registry[str, str] = Registry()
Dress = Callable[[str, Any], Any]
SAID = ("excerpt", "state", "answer", "outcome", "reason", "after", "solution")
"""What an entry may say beyond what it is about, by the name of its data, what matters most first."""


def register_verb(code: str, sentence, brief="") -> str:
    """Register a verb and return its code.

    `sentence` is a lazy translation with %(name)s places for the entry's data; `brief` says it in two or three words,
    for the last fact in a row of a list.
    """
    SENTENCES.register(code, sentence)
    BRIEFS.register(code, brief)
    return code


def brief_of(code: str) -> str:
    """A verb in two or three words of the active language; an empty string where it has none."""
    return str(BRIEFS.get(code, ""))


class Blanks(dict):
    """Data whose missing values read as nothing, so that an old entry never breaks a page."""

    def __missing__(self, key: str) -> str:
        return ""


def describe_verb(code: str, data: dict, dress: Dress | None = None) -> str:
    """Tell a verb with its data in the active language; the code itself for a verb that no longer exists."""
    return fill_in(SENTENCES[code], Blanks(data), dress) if code in SENTENCES else code


def describe_news(code: str, data: dict, dress: Dress | None = None) -> str:
    """Tell a verb in two or three words, with what is new; in its sentence where it has no brief words."""
    brief, name = brief_of(code), next((name for name in SAID if data.get(name)), "")
    if not brief:
        return describe_verb(code, data, dress)
    said = dress(name, data[name]) if dress and name else data.get(name)
    return _("%(brief)s: %(said)s") % {"brief": brief, "said": said} if name else brief


def bilingual(words) -> dict[str, str]:
    """Store a lazy translation in every language of the site, as data of an entry."""
    told_in = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            told_in[code] = str(words)
    return told_in
