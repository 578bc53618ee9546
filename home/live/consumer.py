"""The one ASGI consumer of `/ws/live/`: signs in, listens to the page, and lets the hub speak to it."""

import asyncio
from collections import deque
from datetime import UTC, datetime

from home.live import page_messages, rights
from home.live.connections import Closing, Connection
from home.live.hub import Hub
from home.live.publish import encode_message
from home.live.sessions import session_key_of
from home.operations.counting import SOCKETS

MOST_MESSAGES, IN_SECONDS = 40, 10
MOST_SOCKETS = 60


async def live(scope, receive, send) -> None:
    """Serve one page until it leaves or is closed."""
    await receive()
    await send({"type": "websocket.accept"})
    session_key = session_key_of(scope)
    person = await rights.async_person_of(session_key)
    if person is None:
        await send({"type": "websocket.close", "code": int(Closing.SIGNED_OUT)})
        return
    with SOCKETS.track_inprogress():
        await serve(Connection(person, session_key), receive, send)


async def serve(connection: Connection, receive, send) -> None:
    """Read and write side by side; whichever ends first ends the other. A page that has gone away is no error."""
    hub = Hub.here()
    await hub.join(connection)
    if len(hub.people[connection.person_id]) > MOST_SOCKETS:
        connection.close(Closing.UNRULY)
    sides = [asyncio.create_task(connection.write(send)), asyncio.create_task(listen(hub, connection, receive))]
    try:
        ended, _going = await asyncio.wait(sides, return_when=asyncio.FIRST_COMPLETED)
        raise_unless_gone(ended)
    finally:
        for side in sides:
            side.cancel()
        await asyncio.gather(*sides, return_exceptions=True)
        await hub.leave(connection)


def raise_unless_gone(ended: set[asyncio.Task]) -> None:
    """Let an error be seen, unless it only says that the page has gone."""
    for side in ended:
        error = side.exception()
        if error is not None and not isinstance(error, OSError):
            raise error


async def listen(hub: Hub, connection: Connection, receive) -> None:
    """Answer what a page says. One that talks nonsense is told so; one that talks too much is closed."""
    heard: deque[float] = deque(maxlen=MOST_MESSAGES)
    while (event := await receive())["type"] == "websocket.receive":
        now = asyncio.get_running_loop().time()
        if len(heard) == MOST_MESSAGES and now - heard[0] < IN_SECONDS:
            hub.dismiss(connection, Closing.UNRULY)
        heard.append(now)
        if connection.closing is None:
            await answer(hub, connection, page_messages.read_message(event))


async def answer(hub: Hub, connection: Connection, message: page_messages.PageMessage | None) -> None:
    """Answer one message."""
    if message is None:
        connection.offer(encode_message({"error": "unreadable"}))
        return
    if message.ping:
        connection.offer(encode_message({"pong": server_time()}))
    if message.follow:
        connection.language = message.language or connection.language
        await follow(hub, connection, message)
    if message.here is not None:
        await hub.presence.appear(connection, message.here)
    if message.writing is not None:
        await hub.presence.write(connection, message.writing)


async def follow(hub: Hub, connection: Connection, message: page_messages.PageMessage) -> None:
    """Begin to hear of what is allowed, then say in which strands the page is behind: nothing falls in between."""
    answered = await rights.allowed_now(connection, message.follow)
    if answered is None:
        hub.dismiss(connection, Closing.SIGNED_OUT)
        return
    room = page_messages.MOST_TOPICS - len(connection.topics)
    allowed = [topic for topic in answered.topics if topic in connection.topics or (room := room - 1) >= 0]
    at = server_time()
    hub.follow(connection, allowed)
    after = {topic: message.after[topic] for topic in allowed}
    behind, strands = await rights.async_behind(allowed, after, connection.language)
    me = connection.person_id if connection.shows else 0
    connection.offer(encode_message({"following": allowed, "behind": behind, "strands": strands, "at": at, "me": me}))


def server_time() -> str:
    """The server's time, from which a page counts what it may have missed."""
    return datetime.now(UTC).isoformat(timespec="seconds")
