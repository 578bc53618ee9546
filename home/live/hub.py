"""The hub: one subscription of the layer for all the pages that a process serves."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Coroutine
from typing import ClassVar
from weakref import WeakKeyDictionary

from channels.layers import get_channel_layer
from django.utils import timezone

from home.live import revocation
from home.live.connections import Connection
from home.live.layer import LoopSafeLayer
from home.live.presence import Presence
from home.live.publish import ANY, GROUP

log = logging.getLogger(__name__)


class Hub:
    """Hears the layer once, and passes each text on as it is to every connection that follows its topic."""

    _of_loop: ClassVar[WeakKeyDictionary] = WeakKeyDictionary()

    def __init__(self):
        self.layer = get_channel_layer()
        self.topics: defaultdict[str, set[Connection]] = defaultdict(set)
        self.people: defaultdict[int, set[Connection]] = defaultdict(set)
        self.lock = asyncio.Lock()
        self.working: set[asyncio.Task] = set()
        self.lasting: list[asyncio.Task] = []
        self.presence = Presence(self)
        self.day = timezone.localdate()

    @classmethod
    def here(cls) -> "Hub":
        """The hub of the running loop, made on first use."""
        loop = asyncio.get_running_loop()
        if loop not in cls._of_loop:
            cls._of_loop[loop] = cls()
        return cls._of_loop[loop]

    def connections(self) -> list[Connection]:
        """Every open connection."""
        return [connection for group in self.people.values() for connection in group]

    async def join(self, connection: Connection) -> None:
        """Take in a connection; the first one begins the subscription."""
        async with self.lock:
            if not self.lasting:
                await self.start()
            self.people[connection.person_id].add(connection)

    async def leave(self, connection: Connection) -> None:
        """Forget a connection; the last one ends the subscription."""
        self.drop(connection, set(connection.topics))
        self.people[connection.person_id].discard(connection)
        if not self.people[connection.person_id]:
            del self.people[connection.person_id]
        async with self.lock:
            if self.lasting and not self.people:
                await self.stop()

    async def start(self) -> None:
        """Subscribe to the layer."""
        self.channel = await self.layer.new_channel("live")
        await self.layer.group_add(GROUP, self.channel)
        if isinstance(self.layer, LoopSafeLayer):
            self.layer.languages = self.languages
        doing = (self.listen(), revocation.sweep_forever(self), self.presence.keep())
        self.lasting = [asyncio.create_task(one) for one in doing]

    async def stop(self) -> None:
        """End the subscription and what is under way."""
        await self.presence.leave()
        await self.layer.group_discard(GROUP, self.channel)
        ending, self.lasting = [*self.lasting, *self.working], []
        for task in ending:
            task.cancel()
        await asyncio.gather(*ending, return_exceptions=True)

    async def listen(self) -> None:
        """Hear the layer for as long as there are connections, and let them write after each message."""
        while True:
            message = await self.layer.receive(self.channel)
            try:
                self.hear(message)
            except Exception:
                log.exception("a live message was not understood")
            await asyncio.sleep(0)

    def hear(self, message: dict) -> None:
        """Pass on what was published, or act on rights that changed and sessions that ended."""
        for topic, texts in message.get("push", ()):
            self.push(topic, texts)
        if "present" in message:
            self.presence.hear(*message["present"])
        if "writing" in message:
            self.presence.hear_writing(*message["writing"])
        if "rights" in message:
            revocation.recheck_connections(self, self.people.get(message["rights"], ()))
        if "ended" in message:
            revocation.end_session(self, message["ended"])

    def push(self, topic: str, texts: dict[str, str]) -> None:
        """Offer each page of a topic the text in its language. One that began to follow too late to get one is behind."""
        for connection in self.topics.get(topic, ()):
            text = texts.get(connection.language) or texts.get(ANY)
            if text:
                connection.push(topic, text)

    def languages(self, topic: str) -> set[str]:
        """The languages in which a topic is followed; may be asked from any thread."""
        return {connection.language for connection in tuple(self.topics.get(topic, ()))}

    def follow(self, connection: Connection, topics: list[str]) -> None:
        """Let a connection hear of topics that it has been allowed."""
        connection.topics.update(topics)
        for topic in topics:
            self.topics[topic].add(connection)

    def drop(self, connection: Connection, topics: set[str]) -> None:
        """Let a connection hear no more of topics."""
        self.presence.drop(connection, topics)
        connection.topics -= topics
        for topic in topics:
            self.topics[topic].discard(connection)
            if not self.topics[topic]:
                del self.topics[topic]

    def dismiss(self, connection: Connection, code: int) -> None:
        """Let a connection hear nothing more, and close it."""
        self.drop(connection, set(connection.topics))
        connection.close(code)

    def work(self, doing: Coroutine) -> None:
        """Do something in the background, and hold on to it until it is done."""
        task = asyncio.create_task(doing)
        self.working.add(task)
        task.add_done_callback(self.working.discard)
