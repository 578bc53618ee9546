"""A name that is stored once in both languages, “Approbation / Goedkeuring”, and read in one."""

from __future__ import annotations

from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

BETWEEN = " / "


class BilingualName(str):
    """A name as it is stored, which says itself in the reader's language wherever it is written out."""

    __slots__ = ()

    def __str__(self) -> str:
        """The part in the reader's language; all of it where it has not one part for each."""
        parts = self.split(BETWEEN)
        codes = [code for code, _name in settings.LANGUAGES]
        language = (get_language() or "")[:2]
        return parts[codes.index(language)] if language in codes and len(parts) == len(codes) else str.__str__(self)

    def __format__(self, how: str) -> str:
        return format(str(self), how)

    def __html__(self) -> SafeString:
        return escape(str(self))
