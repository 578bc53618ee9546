"""One open page as the hub sees it: who it is, what it follows, and what waits to be sent to it."""

import asyncio
from collections import deque
from enum import IntEnum

from home.live.sessions import fingerprint

MOST_WAITING = 200


class Closing(IntEnum):
    """Why a socket is closed; the page reads it. Codes of 4000 and above are ours, and end the page's attempts."""

    UNRULY = 1008
    TROUBLE = 1011
    SLOW = 1013
    SIGNED_OUT = 4401
    NO_RIGHT = 4403


class Connection:
    """A page's socket. `offer` never waits: a page that reads too slowly is closed, and catches up when it returns."""

    def __init__(self, person, session_key: str):
        self.person_id, self.language, self.rights_version = person.pk, person.language, person.rights_version
        self.session_key, self.session = session_key, fingerprint(session_key)
        self.shows, self.here, self.writing, self.wrote_at = person.shows_presence, "", "", 0.0
        self.names: dict[str, list | None] = {}
        self.topics: set[str] = set()
        self.waiting: deque[str] = deque()
        self.held: list[tuple[str, str]] | None = None
        self.checks, self.checked_at = 0, asyncio.get_running_loop().time()
        self.closing: int | None = None
        self.awake = asyncio.Event()

    def offer(self, text: str) -> None:
        """Let a text be sent as soon as the page can take it."""
        if self.closing is None:
            self.waiting.append(text)
            self.awake.set()
        if len(self.waiting) > MOST_WAITING:
            self.close(Closing.SLOW)

    def push(self, topic: str, text: str) -> None:
        """Offer what happened in a topic, or hold it while it is being asked whether the person may still know."""
        if self.held is None:
            self.offer(text)
        elif len(self.held) < MOST_WAITING:
            self.held.append((topic, text))

    def hold(self) -> None:
        """Begin to ask again: from now on nothing that happens is shown before the answer."""
        self.checks += 1
        self.held = self.held or []

    def release(self) -> None:
        """Send what was held of the topics that are still followed."""
        held, self.held = self.held or [], None
        for topic, text in held:
            if topic in self.topics:
                self.offer(text)

    def close(self, code: int) -> None:
        """Send nothing more, and close with a code."""
        self.waiting.clear()
        self.closing = code
        self.awake.set()

    async def write(self, send) -> None:
        """Send what is offered, in order, until the connection is closed."""
        while self.closing is None:
            await self.awake.wait()
            self.awake.clear()
            while self.waiting:
                await send({"type": "websocket.send", "text": self.waiting.popleft()})
        await send({"type": "websocket.close", "code": int(self.closing)})
