"""How a case is called where only its notices are known: its title as the journal told it."""

from collections.abc import Iterable

from committee.journal.models import Entry


def title_told(kind: str, entries: Iterable[Entry]) -> str:
    """The title of a case in the reader's language: what the newest entry calls a thing of its kind, else its title."""
    for entry in entries:
        data = entry.localised
        if title := str(data.get(kind) or data.get("title") or ""):
            return title
    return ""
