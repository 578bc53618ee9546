"""The layers, of one process in memory and of several over Redis: any thread publishes to them without waiting."""

import asyncio
import contextlib
from collections.abc import Callable

from channels.layers import InMemoryChannelLayer
from channels_redis.pubsub import RedisPubSubChannelLayer
from redis import Redis


class LoopSafeLayer(InMemoryChannelLayer):
    """Channels' in-memory layer, which hands what another thread publishes to the loop that serves the sockets.

    Queues of asyncio do not wake a loop from another thread: without the hand-over a message waits for the loop's
    next own event, or is lost. It serves one process only; `home.server` refuses to start several with it.
    """

    def __init__(self, capacity: int = 10_000, **config):
        super().__init__(capacity=capacity, **config)
        self.loop: asyncio.AbstractEventLoop | None = None
        self.languages: Callable[[str], set[str]] | None = None
        """Set by the hub: in which languages a topic is followed. What nobody follows need not be rendered."""

    async def group_add(self, group: str, channel: str) -> None:
        """Subscribe a channel of the running loop, which from now on is the loop that serves."""
        self.loop = asyncio.get_running_loop()
        await super().group_add(group, channel)

    async def group_send(self, group: str, message: dict) -> None:
        """Send to a group on the loop that serves; where none serves, nobody is listening and nothing is sent."""
        if self.loop in (None, asyncio.get_running_loop()):
            await super().group_send(group, message)
        elif not self.loop.is_closed():
            self.hand_over(super().group_send(group, message))

    def is_heard(self, group: str) -> bool:
        """Whether anybody listens to a group; what nobody hears need not be made."""
        return bool(self.groups.get(group))

    def send_soon(self, group: str, message: dict) -> None:
        """Send from any thread, in the order of the calls, without waiting."""
        if self.is_heard(group):
            self.hand_over(super().group_send(group, message))

    def hand_over(self, sending) -> None:
        """Let the serving loop do the sending."""
        with contextlib.suppress(RuntimeError):
            if self.loop is not None:
                asyncio.run_coroutine_threadsafe(sending, self.loop)
                return
        sending.close()


class SharedLayer(RedisPubSubChannelLayer):
    """Channels' layer over Redis, to which a thread publishes with a connection of its own, and no loop made for it."""

    languages = None
    """No process knows what the pages of another follow: `home.live.open_pages` tells."""

    def __init__(self, url: str, prefix: str, **config):
        super().__init__(hosts=[url], prefix=prefix, **config)
        self.prefix, self.redis = prefix, Redis.from_url(url)

    def is_heard(self, group: str) -> bool:
        """Whether anybody may listen to a group."""
        return True

    def send_soon(self, group: str, message: dict) -> None:
        """Send from any thread, in the order of the calls."""
        self.redis.publish(f"{self.prefix}__group__{group}", self.serialize(message))
