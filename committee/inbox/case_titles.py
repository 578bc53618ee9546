"""How a case is called where only its notices are known: its public reference, and its title as the journal told it."""

import re
from collections.abc import Iterable

from committee.journal.models import Entry

REFERENCE = re.compile(r"[A-Z]{2}-\d{4}-\d{3,6}")


def public_reference(key: str) -> str:
    """The key of a case where it is a reference that people know, such as CO-2026-0042; else nothing."""
    return key if REFERENCE.fullmatch(key) else ""


def title_told(kind: str, entries: Iterable[Entry]) -> str:
    """The title of a case in the reader's language: what the newest entry calls a thing of its kind, else its title."""
    for entry in entries:
        data = entry.localised
        if title := str(data.get(kind) or data.get("title") or ""):
            return title
    return ""
