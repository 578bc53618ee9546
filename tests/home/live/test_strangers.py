"""Whatever a stranger says is answered or closed; the server goes on."""

import json

import pytest

from home.live.connections import Closing
from home.live.consumer import MOST_MESSAGES, MOST_SOCKETS
from home.live.page_messages import LONGEST, MOST_TOPICS, read_message
from tests.home.live.pages import Page, leave_all, live_story, opened
from tests.home.live.test_sockets import page_of, session_of

pytestmark = pytest.mark.column

NONSENSE = [
    "no json",
    "{",
    "[]",
    "null",
    "12",
    '"text"',
    "[" * 8000,
    '{"follow": "strand:1"}',
    '{"follow": [1, null]}',
    '{"follow": [["strand:1"]]}',
    '{"follow": {}, "after": []}',
    '{"after": {"strand:1": "2"}}',
    '{"after": {"strand:1": 1.5}}',
    '{"after": {"strand:1": true}}',
    '{"language": ["nl"]}',
    '{"follow": null}',
    json.dumps({"follow": ["strand:1"] * (MOST_TOPICS + 1)}),
    " " * (LONGEST + 1),
    '{"after": {"strand:1": 1e999}}',
    '{"follow": [], "after": {"strand:1": ' + "9" * 6000 + "}}",
]


@pytest.mark.parametrize("text", NONSENSE, ids=range(len(NONSENSE)))
def test_nonsense_is_not_read(text):
    assert read_message({"type": "websocket.receive", "text": text}) is None


def test_bytes_are_not_read():
    assert read_message({"type": "websocket.receive", "bytes": b"\x00\xff", "text": None}) is None


def test_an_unknown_language_is_passed_over():
    assert read_message({"text": '{"follow": ["strand:1"], "language": "xx"}'}).language == ""


@live_story
async def test_nonsense_is_answered_and_the_page_goes_on(committee):
    page = await page_of(committee, "jette")
    for text in NONSENSE[:20]:
        await page.says(text)
        assert await page.hears() == {"error": "unreadable"}
    await page.socket.send_input({"type": "websocket.receive", "bytes": b"\x00"})
    assert await page.hears() == {"error": "unreadable"}
    assert await page.follows(f"inbox:{committee.people['jette'].pk}")
    await page.leaves()


@live_story
async def test_strange_topics_are_refused_like_any_other(committee):
    page = await page_of(committee, "jette")
    strange = ["", ":", "strand:", "strand:1;drop", "x" * 200, "\ud800", "problem:%s:1", "inbox:" + "9" * 18]
    assert await page.follows(*strange) == []
    await page.says({"follow": ["strand:\0"]})
    assert await page.hears() == {"error": "unreadable"}
    await page.leaves()


@live_story
async def test_a_page_follows_no_more_than_its_share(committee):
    page = await page_of(committee, "jette")
    common = committee.spaces["common"].pk
    lists = [f"problem:{committee.problems['common'].reference}:{common}", f"problems:{common}"]
    for _ in range(3):
        assert await page.follows(*lists, *(f"strand:{n}" for n in range(10**6, 10**6 + 90))) == lists
    await page.leaves()


@live_story
async def test_a_page_that_never_stops_talking_is_closed(committee):
    page = await page_of(committee, "jette")
    for _ in range(MOST_MESSAGES + 5):
        await page.says({"ping": 1})
    while (event := await page.event())["type"] != "websocket.close":
        assert "pong" in event["text"]
    assert event["code"] == Closing.UNRULY
    await page.leaves()


@live_story
async def test_a_person_has_no_more_sockets_than_pages_in_reason(committee):
    session = await session_of(committee.people["jette"])
    pages = [await opened(session) for _ in range(MOST_SOCKETS)]
    one_more = Page(session)
    await one_more.opens()
    assert await one_more.event() == {"type": "websocket.close", "code": Closing.UNRULY}
    await leave_all(one_more, *pages)
