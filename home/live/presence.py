"""Who reads a thread now, and who is writing in it: known to each process by its own pages, told to the others, kept nowhere.

Each hub tells its own readers of a topic a second after they change and every 20 seconds; what a hub that fell silent
told is forgotten after a minute. Only who may follow the topic hears of it.
"""

import asyncio
from collections import defaultdict
from uuid import uuid4

from django.conf import settings

from home.live import rights
from home.live.connections import Connection
from home.live.publish import GROUP, encode_message

MOST_NAMED = 12
SOON_SECONDS, REFRESH_SECONDS, FORGOTTEN_SECONDS = 1, 20, 60
WRITING_SECONDS = 2
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
Reader = list
"""[identifier, function, {language: name of the organisation}], as it travels through the layer."""


class Presence:
    """The readers of threads, as one hub knows them: its own, and what the other hubs told, itself included."""

    def __init__(self, hub):
        self.hub, self.key = hub, uuid4().hex
        self.here: defaultdict[str, set[Connection]] = defaultdict(set)
        self.known: defaultdict[str, dict[str, tuple[float, list[Reader]]]] = defaultdict(dict)
        self.shown: dict[str, dict[int, Reader]] = {}
        self.due: set[str] = set()

    async def appear(self, connection: Connection, topic: str) -> None:
        """A page says that it is read, or with an empty topic that it is not looked at. It is told who else is there."""
        self.depart(connection)
        if topic not in connection.topics:
            return
        if await self.named(connection, topic) and topic in connection.topics:
            connection.here = topic
            self.here[topic].add(connection)
            self.tell_soon(topic)
        if topic in self.shown:
            connection.push(topic, self.texts(topic)[connection.language])

    def depart(self, connection: Connection) -> None:
        """A page is not read any more."""
        topic, connection.here = connection.here, ""
        if topic:
            self.here[topic].discard(connection)
            self.tell_soon(topic)

    def drop(self, connection: Connection, topics: set[str]) -> None:
        """A page may not follow topics any more: it is not announced there either."""
        if connection.here in topics:
            self.depart(connection)
        if connection.writing in topics:
            connection.writing = ""

    async def named(self, connection: Connection, topic: str) -> Reader | None:
        """How a page's person is announced in a topic; None for who does not want to be."""
        if not connection.shows:
            return None
        if topic not in connection.names:
            connection.names[topic] = await rights.async_reader(connection.person_id, topic)
        return connection.names[topic]

    def tell_soon(self, topic: str) -> None:
        """Tell the other hubs in a moment, once for all that happens until then."""
        if topic not in self.due:
            self.due.add(topic)
            self.hub.work(self.tell_later(topic))

    async def tell_later(self, topic: str) -> None:
        """Wait a moment, then tell."""
        await asyncio.sleep(SOON_SECONDS)
        await self.tell(topic)

    async def tell(self, topic: str) -> None:
        """Tell every hub who reads a topic here."""
        self.due.discard(topic)
        people = {connection.person_id: connection.names[topic] for connection in self.here.get(topic, ())}
        if not people:
            self.here.pop(topic, None)
        await self.hub.layer.group_send(GROUP, {"present": [topic, self.key, list(people.values())]})

    async def leave(self) -> None:
        """The hub ends: nobody reads here any more."""
        for topic in list(self.due):
            await self.tell(topic)
        self.known.clear()
        self.shown.clear()

    def hear(self, topic: str, key: str, people: list[Reader]) -> None:
        """A hub told who reads a topic there. One that was not known of there is told who reads here."""
        if key not in self.known[topic] and key != self.key and self.here.get(topic):
            self.tell_soon(topic)
        if people:
            self.known[topic][key] = (asyncio.get_running_loop().time(), people)
        else:
            self.known[topic].pop(key, None)
        self.show(topic)

    def show(self, topic: str) -> None:
        """Tell the pages of a topic who reads it, where that changed."""
        readers = {person[0]: person for _at, people in self.known[topic].values() for person in people}
        if not readers:
            del self.known[topic]
        if readers == self.shown.get(topic, {}):
            return
        self.shown[topic] = readers
        texts = self.texts(topic)
        if not readers:
            del self.shown[topic]
        self.push(topic, texts)

    def texts(self, topic: str) -> dict[str, str]:
        """Encode who reads a topic, once for each language: how many, and one name more than a page shows: its own."""
        readers = sorted(self.shown[topic].values(), key=lambda person: (person[1]["fr"], person[0]))
        named = readers[: MOST_NAMED + 1]
        return {
            code: encode_message(
                {"topic": topic, "count": len(readers), "present": [in_words(one, code) for one in named]}
            )
            for code in LANGUAGES
        }

    def push(self, topic: str, texts: dict[str, str], besides: int = 0) -> None:
        """Offer texts to the pages that follow a topic, besides those of one person."""
        for connection in self.hub.topics.get(topic, ()):
            if connection.person_id != besides:
                connection.push(topic, texts[connection.language])

    async def write(self, connection: Connection, topic: str) -> None:
        """A page says that something is being written for a lane, or with an empty topic that it is not any more."""
        now, before = asyncio.get_running_loop().time(), connection.writing
        if topic == before and now - connection.wrote_at < WRITING_SECONDS:
            return
        connection.writing, connection.wrote_at = "", now
        if before and before != topic:
            await self.tell_writing(before, connection.names[before] or [], on=False)
        if topic and topic in connection.topics and await self.named(connection, topic):
            connection.writing = topic
            await self.tell_writing(topic, connection.names[topic] or [], on=True)

    async def tell_writing(self, topic: str, person: Reader, *, on: bool) -> None:
        """Tell every hub that somebody writes in a lane, or has stopped."""
        await self.hub.layer.group_send(GROUP, {"writing": [topic, person, on]})

    def hear_writing(self, topic: str, person: Reader, on: bool) -> None:
        """Tell the pages of a topic, besides those of who writes."""
        texts = {
            code: encode_message({"topic": topic, "writing": in_words(person, code), "on": on}) for code in LANGUAGES
        }
        self.push(topic, texts, besides=person[0])

    async def keep(self) -> None:
        """Tell again every 20 seconds who reads here, and forget what a hub that fell silent told."""
        while True:
            await asyncio.sleep(REFRESH_SECONDS)
            self.forget(asyncio.get_running_loop().time() - FORGOTTEN_SECONDS)
            for topic in list(self.here):
                await self.tell(topic)

    def forget(self, since: float) -> None:
        """Forget what was told before a moment of the loop's clock."""
        for topic, hubs in list(self.known.items()):
            for key in [key for key, (at, _people) in hubs.items() if at < since]:
                del hubs[key]
            self.show(topic)


def in_words(person: Reader, code: str) -> list:
    """A person as a page of one language shows them: identifier, function, organisation."""
    return [person[0], person[1].get(code, ""), person[2].get(code, "")]
