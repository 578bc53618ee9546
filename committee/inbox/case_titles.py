"""How a case is called where only its notices are known: its title as the journal told it."""

from collections.abc import Iterable

from committee.journal.models import Entry


def title_told(kind: str, entries: Iterable[Entry]) -> str:
    """The title of a case in the reader's language: what the newest entry calls a thing of its kind, else its title."""
    return told_title(kind, entries)[0]


def told_title(kind: str, entries: Iterable[Entry]) -> tuple[str, str]:
    """The same, with its language; empty where it is not known."""
    for entry in entries:
        data = entry.localised
        if name := next((name for name in (kind, "title") if data.get(name)), ""):
            return str(data[name]), entry.languages.get(name, "")
    return "", ""
