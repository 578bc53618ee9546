"""One message, many pages: encoded once, all of it, in order."""

import asyncio
import json

import pytest

from home.live import publish
from home.live.connections import MOST_WAITING, Closing, Connection
from home.live.hub import Hub
from tests.effort import measured
from tests.home.live.pages import leave_all, live_story, opened
from tests.home.live.test_sockets import page_of, posted, session_of, strand_of

pytestmark = pytest.mark.column

MANY = 50
POSTS = 20
CROWD, MANY_POSTS = 500, 100


async def many_pages(committee, topic: str, language: str = "fr") -> list:
    """A hundred pages of two people that follow a topic."""
    sessions = [await session_of(committee.people[role]) for role in ("jette", "spp_is")]
    pages = [await opened(session) for session in sessions for _ in range(MANY)]
    for page in pages:
        assert await page.follows(topic, language=language) == [topic]
    return pages


@live_story
async def test_a_hundred_pages_hear_everything_in_order(committee):
    topic = await strand_of(committee, "common")
    pages = await many_pages(committee, topic)
    for _ in range(POSTS):
        await posted(committee.people["federation"], committee.problems["common"])
    for page in pages:
        assert [(await page.hears())["sequence"] for _ in range(POSTS)] == list(range(2, 2 + POSTS))
    await leave_all(*pages)


@live_story
async def test_five_hundred_pages_hear_a_hundred_posts_in_order_and_none_is_lost(committee):
    """Every page slower or quicker than the next, through one hub: a few seconds of work."""
    hub, topic = Hub.here(), await strand_of(committee, "common")
    pages = [Reader(committee.people["jette"]) for _ in range(CROWD)]
    for page in pages:
        await page.opens(hub, topic)
    with measured() as units:
        for number in range(MANY_POSTS):
            await hub.layer.group_send(publish.GROUP, {"push": [[topic, {"fr": str(number)}]]})
        for page in pages:
            await page.has_heard(MANY_POSTS)
    assert units() < 6_000, "about ten seconds, where nothing else runs"
    wanted = [str(number) for number in range(MANY_POSTS)]
    assert all(page.heard == wanted for page in pages)
    for page in pages:
        await page.leaves(hub)


class Reader:
    """A connection of the hub whose socket takes each text after a while of its own."""

    def __init__(self, person):
        self.connection, self.heard, self.enough = Connection(person, "session"), [], asyncio.Event()
        self.connection.language = "fr"

    async def opens(self, hub, topic: str) -> None:
        await hub.join(self.connection)
        hub.follow(self.connection, [topic])
        self.writing = asyncio.create_task(self.connection.write(self.send))

    async def send(self, event: dict) -> None:
        if id(self) % 3 == 0:
            await asyncio.sleep(0)
        self.heard.append(event["text"])
        if len(self.heard) >= MANY_POSTS:
            self.enough.set()

    async def has_heard(self, number: int) -> None:
        await self.enough.wait()
        assert len(self.heard) == number

    async def leaves(self, hub) -> None:
        self.writing.cancel()
        await hub.leave(self.connection)


@live_story
async def test_a_post_is_rendered_only_in_the_languages_in_which_it_is_followed(committee, monkeypatch):
    rendered = []

    def render(post, codes):
        rendered.extend(codes)
        return dict.fromkeys(codes, "<p></p>")

    monkeypatch.setattr(publish, "FRAGMENTS", {"post.": render})
    topic = await strand_of(committee, "common")
    page = await page_of(committee, "jette")
    await posted(committee.people["federation"], committee.problems["common"])
    assert rendered == []
    await page.follows(topic, language="nl")
    await posted(committee.people["federation"], committee.problems["common"])
    told = await page.hears()
    while "behind" in told:
        told = await page.hears()  # of the first post, which a layer between processes may bring after the page follows
    assert (rendered, told["sequence"]) == (["nl"], 3)
    await page.leaves()


@live_story
async def test_a_message_is_encoded_once_in_each_language(committee):
    topic = await strand_of(committee, "common")
    pages = await many_pages(committee, topic)
    for page in pages[::2]:
        await page.follows(topic, language="nl")
    await posted(committee.people["federation"], committee.problems["common"])
    texts = [(await page.event())["text"] for page in pages]
    assert len({id(text) for text in texts}) == 2
    assert [json.loads(text)["sequence"] for text in texts] == [2] * len(pages)
    await leave_all(*pages)


@live_story
async def test_posts_from_many_threads_at_once_are_all_heard(committee):
    person = committee.people["jette"]
    page = await page_of(committee, "jette")
    await page.follows(f"inbox:{person.pk}")
    await asyncio.gather(*(asyncio.to_thread(publish.publish_notices, [person.pk]) for _ in range(MANY)))
    for _ in range(MANY):
        assert (await page.hears())["changed"]
    await page.leaves()


@live_story
async def test_a_page_that_does_not_read_is_closed_and_holds_nobody_up(committee):
    quick = await page_of(committee, "jette")
    slow = Connection(committee.people["spp_is"], "no session")
    hub, topic = Hub.here(), await strand_of(committee, "common")
    await quick.follows(topic)
    await hub.join(slow)
    hub.follow(slow, [topic])
    for number in range(MOST_WAITING + 1):
        await hub.layer.group_send(publish.GROUP, {"push": [[topic, {publish.ANY: str(number)}]]})
    assert [await quick.hears() for _ in range(MOST_WAITING + 1)] == list(range(MOST_WAITING + 1))
    assert (slow.closing, len(slow.waiting)) == (Closing.SLOW, 0)
    await hub.leave(slow)
    await quick.leaves()
