"""What a page says through its socket, taken for the words of a stranger."""

import json
from dataclasses import dataclass, field

from django.conf import settings

LONGEST = 16_384
MOST_TOPICS = 100
LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)


@dataclass(frozen=True)
class PageMessage:
    """Follow these topics, with the last change known of each strand; a sign of life; where one reads or writes.

    `here` and `writing` are a topic, empty to say that one does not any more, or None where nothing is said of it.
    """

    follow: tuple[str, ...] = ()
    after: dict[str, int] = field(default_factory=dict)
    language: str = ""
    ping: bool = False
    here: str | None = None
    writing: str | None = None


def read_message(event: dict) -> PageMessage | None:
    """Read a `websocket.receive` event; None for what no page of ours would say."""
    text = event.get("text") or ""
    if not text or len(text) > LONGEST or "\\u0000" in text:
        return None
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return checked_message(said) if isinstance(said, dict) else None


def checked_message(said: dict) -> PageMessage | None:
    """Check the types of a message; None where one is wrong."""
    follow, after, language = said.get("follow", []), said.get("after", {}), said.get("language", "")
    if not isinstance(follow, list) or not isinstance(after, dict) or len(follow) > MOST_TOPICS:
        return None
    if not all(isinstance(word, str) for word in [language, *follow]):
        return None
    if not all(type(number) is int for number in after.values()):
        return None
    known = {topic: after.get(topic, 0) for topic in follow}
    places = {name: said[name] for name in ("here", "writing") if isinstance(said.get(name), str)}
    language = language if language in LANGUAGES else ""
    return PageMessage(tuple(known), known, language, bool(said.get("ping")), **places)
