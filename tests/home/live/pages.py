"""An open page, as the server sees it: what it says and hears through its socket."""

import asyncio
import json
from functools import wraps

from asgiref.sync import async_to_sync, sync_to_async
from asgiref.testing import ApplicationCommunicator
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from committee.keeping.sessions import SessionStore
from home.live.publish import publish_notices
from home.live.routing import by_protocol

SOON = 60
"""Seconds within which even a busy machine answers; nothing is ever awaited for so long where all is well."""


def signed_in(person) -> str:
    """Open a session for a person and return its key."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return session.session_key


def live_story(story):
    """Let a test tell its story with `await`; what it does to the database happens in the test's own transaction."""

    @wraps(story)
    def told(*args, **fixtures):
        async_to_sync(story)(*args, **fixtures)

    return told


class Page:
    """One socket. `hears` waits for the next message; `hears_nothing` makes sure that there is none."""

    def __init__(self, session: str = "", person=None, *, origin: str = "http://testserver", path: str = "/ws/live/"):
        self.person = person
        cookie = f"{settings.SESSION_COOKIE_NAME}={session}".encode()
        headers = [(b"cookie", cookie), (b"origin", origin.encode()), (b"host", b"testserver")]
        scope = {"type": "websocket", "path": path, "query_string": b"", "headers": headers, "subprotocols": []}
        self.socket = ApplicationCommunicator(by_protocol(None), scope)

    async def opens(self) -> dict:
        """Ask for the socket and return the server's first event."""
        await self.socket.send_input({"type": "websocket.connect"})
        return await self.socket.receive_output(SOON)

    async def says(self, message) -> None:
        """Say something: text as it is, anything else as JSON."""
        text = message if isinstance(message, str) else json.dumps(message)
        await self.socket.send_input({"type": "websocket.receive", "text": text})

    async def event(self) -> dict:
        """The server's next event."""
        return await self.socket.receive_output(SOON)

    async def hears(self) -> dict:
        """The next message."""
        return json.loads((await self.event())["text"])

    async def hears_nothing(self) -> None:
        """Make sure that of all that was published so far nothing is heard: the next message is the one sent now."""
        inbox = f"inbox:{self.person.pk}"
        assert await self.follows(inbox) == [inbox]
        await sync_to_async(publish_notices)([self.person.pk])
        assert await self.hears() == {"topic": inbox, "changed": True}

    async def follows(self, *topics: str, **more) -> list[str]:
        """Ask to follow topics and return those allowed."""
        await self.says({"follow": list(topics), **more})
        return (await self.hears())["following"]

    async def leaves(self) -> None:
        """Go away."""
        await self.socket.send_input({"type": "websocket.disconnect", "code": 1001})
        await self.socket.wait(SOON)


async def opened(session: str, person=None) -> Page:
    """A page whose socket was accepted."""
    page = Page(session, person)
    assert (await page.opens())["type"] == "websocket.accept"
    return page


async def leave_all(*pages: Page) -> None:
    """Let pages go away together."""
    await asyncio.gather(*(page.leaves() for page in pages))
