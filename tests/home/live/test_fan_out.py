"""One message, many pages: encoded once, all of it, in order."""

import asyncio
import json

from home.live import publish
from home.live.connections import MOST_WAITING, Closing
from tests.home.live.pages import leave_all, live_story, opened
from tests.home.live.test_sockets import page_of, posted, session_of, strand_of

MANY = 50
POSTS = 20


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
    from home.live.connections import Connection
    from home.live.hub import Hub

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
