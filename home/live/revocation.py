"""Rights withdrawn end what a page hears: at once when we are told, within a minute when the telling was lost."""

import asyncio
import logging

from django.utils import timezone

from home.live import rights
from home.live.connections import Closing, Connection
from home.live.publish import GROUP, encode_message

SWEEP_SECONDS = 60
STALE_SECONDS = 900
log = logging.getLogger(__name__)


def recheck_connections(hub, connections) -> None:
    """Ask again, in the background, what connections may follow; until the answer nothing is shown to them."""
    for connection in list(connections):
        connection.hold()
        hub.work(recheck_connection(hub, connection))


async def recheck_connection(hub, connection: Connection) -> None:
    """Drop what a connection may no longer follow. One that cannot be checked is closed, and may come back."""
    try:
        answer = await rights.allowed_now(connection, connection.topics)
    except Exception:
        log.exception("the rights of a live page could not be read")
        connection.close(Closing.TROUBLE)
    else:
        apply_answer(hub, connection, answer)


def apply_answer(hub, connection: Connection, answer: rights.Answer | None) -> None:
    """Close the page of a session that has ended, or of which nothing is left; else tell it what was dropped."""
    if answer is None:
        hub.dismiss(connection, Closing.SIGNED_OUT)
        return
    connection.rights_version, connection.shows = answer.rights_version, answer.shows
    if not answer.shows:
        hub.presence.depart(connection)
    connection.checked_at = asyncio.get_running_loop().time()
    dropped = connection.topics - set(answer.topics)
    hub.drop(connection, dropped)
    if dropped and not connection.topics:
        connection.close(Closing.NO_RIGHT)
    elif dropped:
        connection.offer(encode_message({"dropped": sorted(dropped)}))
    connection.release()


def end_session(hub, session: str) -> None:
    """Close the pages of a session that has ended."""
    for connection in hub.connections():
        if connection.session == session:
            hub.dismiss(connection, Closing.SIGNED_OUT)


async def sweep_forever(hub) -> None:
    """Sweep every minute, for as long as the hub serves."""
    while True:
        await asyncio.sleep(SWEEP_SECONDS)
        try:
            await sweep(hub)
        except Exception:
            log.exception("the live sweep failed")


async def sweep(hub) -> None:
    """Renew the subscription, which the layer forgets after a day, and what is open; check whose rights changed, and old answers.

    Rights end with their day though nobody acts: the first sweep of a day asks again for everybody.
    """
    await hub.layer.group_add(GROUP, hub.channel)
    await rights.async_tell_open([(topic, one.language) for one in hub.connections() for topic in one.topics])
    hub.day, day = timezone.localdate(), hub.day
    if hub.day != day:
        recheck_connections(hub, hub.connections())
        return
    known = {one.person_id: (one.rights_version, one.shows) for one in hub.connections()}
    changed = set(await rights.async_changed_among(known))
    old = asyncio.get_running_loop().time() - STALE_SECONDS
    recheck_connections(hub, [one for one in hub.connections() if one.person_id in changed or one.checked_at < old])
