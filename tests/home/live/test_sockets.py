"""A page through its socket: who is let in, what it hears, and what becomes of it when rights end."""

import asyncio
from datetime import timedelta

import pytest
import time_machine
from asgiref.sync import sync_to_async
from django.contrib.auth import get_user_model
from django.utils import timezone

from committee.journal.models import Entry
from committee.organisations.models import Membership
from committee.seats.actions import derive_rights, end_mandate, end_membership
from committee.seats.models import Mandate
from home.live import publish
from home.live.connections import Closing
from home.live.hub import Hub
from issues.problems.records.models import Problem
from tests.home.live.lanes import problem_in, say
from tests.home.live.pages import Page, leave_all, live_story, opened, signed_in
from tests.home.live.test_topics import strand_topic, topics_in

pytestmark = pytest.mark.column

later = sync_to_async


@later
def posted(person, problem, text="Bonjour.", space=None):
    post = say(person, problem, text, space)
    publish.publish_entry(Entry.objects.last())
    return post


@later
def filed(person, space):
    problem_in(space, person)
    publish.publish_entry(Entry.objects.get(verb="problem.filed", subjects__key=Problem.objects.latest("pk").reference))


@later
def session_of(person) -> str:
    return signed_in(person)


@later
def strand_of(committee, lane):
    return strand_topic(committee, lane)


async def page_of(committee, role: str) -> Page:
    return await opened(await session_of(committee.people[role]), committee.people[role])


@live_story
async def test_a_passer_by_is_closed_with_a_code(db):
    for session in ("", "unknown", "x" * 5000):
        page = Page(session)
        assert (await page.opens())["type"] == "websocket.accept"
        assert await page.event() == {"type": "websocket.close", "code": Closing.SIGNED_OUT}


@live_story
async def test_a_closed_account_is_not_let_in(committee):
    session = await session_of(committee.people["jette"])
    await get_user_model().objects.filter(pk=committee.people["jette"].pk).aupdate(is_active=False)
    page = Page(session)
    await page.opens()
    assert await page.event() == {"type": "websocket.close", "code": Closing.SIGNED_OUT}


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", "", "http://testserver.elsewhere.example"])
@live_story
async def test_another_site_may_not_open_a_socket(committee, origin):
    page = Page(await session_of(committee.people["jette"]), origin=origin)
    assert (await page.opens())["type"] == "websocket.close"


@live_story
async def test_there_is_no_socket_elsewhere(committee):
    page = Page(await session_of(committee.people["jette"]), path="/ws/other/")
    assert (await page.opens())["type"] == "websocket.close"


@live_story
async def test_a_reader_hears_a_post_in_their_language_and_nobody_else_does(committee):
    topic = await strand_of(committee, "federations")
    reader, other = await page_of(committee, "federation"), await page_of(committee, "spp_is")
    assert await reader.follows(topic, language="nl") == [topic]
    assert await other.follows(topic) == []
    post = await posted(committee.people["secretariat"], committee.problems["federations"])
    heard = await reader.hears()
    assert heard.pop("html") == f"<p>nl {post.key}</p>"
    assert heard == {"topic": topic, "sequence": 2, "verb": "post.added", "number": 2}
    await other.hears_nothing()
    await leave_all(reader, other)


@live_story
async def test_what_does_not_exist_is_refused_like_what_belongs_to_others(committee):
    page = await page_of(committee, "spp_is")
    theirs = await later(topics_in)(committee, "federations")
    for topic in [*theirs, "strand:999999", "problems:999999", "problem:CO-1999-0001:1", "inbox:999999"]:
        await page.says({"follow": [topic]})
        answer = await page.hears()
        assert (answer["following"], answer["behind"]) == ([], {})
    await page.leaves()


@live_story
async def test_a_post_between_federations_reaches_no_page_of_the_administration(committee):
    problem, federations = committee.problems["common"], committee.spaces["federations"]
    page, reader = await page_of(committee, "spp_is"), await page_of(committee, "federation")
    await page.follows(*await later(topics_in)(committee, "common"))
    thread = f"thread:{problem.thread_id}:{federations.pk}"
    assert await reader.follows(thread) == [thread]
    post = await posted(committee.people["federation"], problem, "Entre nous.", federations)
    assert await reader.hears() == {"topic": thread, "strand": post.strand_id}
    await posted(committee.people["federation"], problem, "Encore.", federations)
    await reader.hears_nothing()
    await page.hears_nothing()
    await leave_all(page, reader)


@live_story
async def test_a_list_hears_that_it_changed_and_no_number(committee):
    page = await page_of(committee, "spp_is")
    topic = f"problems:{committee.spaces['common'].pk}"
    await page.follows(topic)
    for lane in ("federations", "common"):
        await filed(committee.people["federation"], committee.spaces[lane])
    assert await page.hears() == {"topic": topic, "changed": True}
    await page.hears_nothing()
    await page.leaves()


@live_story
async def test_numbers_of_a_strand_have_no_gap_from_another_lane(committee):
    topic, problem = await strand_of(committee, "common"), committee.problems["common"]
    page = await page_of(committee, "spp_is")
    await page.follows(topic)
    for space in (None, committee.spaces["federations"], None):
        await posted(committee.people["federation"], problem, "Un mot.", space)
    assert [(await page.hears())["sequence"] for _ in range(2)] == [2, 3]
    await page.leaves()


@live_story
async def test_a_page_that_comes_late_is_told_so(committee):
    topic = await strand_of(committee, "common")
    page = await page_of(committee, "observer")
    await page.says({"follow": [topic], "after": {topic: 0}})
    assert (await page.hears())["behind"] == {topic: 1}
    await page.says({"follow": [topic], "after": {topic: 1}})
    assert (await page.hears())["behind"] == {}
    await page.leaves()


@live_story
async def test_an_inbox_hears_that_it_changed(committee):
    person = committee.people["jette"]
    page = await page_of(committee, "jette")
    topic = f"inbox:{person.pk}"
    await page.follows(topic)
    await later(publish.publish_notices)([person.pk])
    assert await page.hears() == {"topic": topic, "changed": True}
    await page.leaves()


@live_story
async def test_the_end_of_a_membership_closes_what_it_opened(committee):
    person = committee.people["federation"]
    topic = await strand_of(committee, "federations")
    page, colleague = await page_of(committee, "federation"), await page_of(committee, "secretariat")
    for one in (page, colleague):
        await one.follows(topic)
    membership = await Membership.objects.select_related("organisation", "person").aget(person=person)
    await later(end_membership)(by=committee.people["administrator"], membership=membership)
    await later(publish.publish_rights)(person.pk)
    await posted(committee.people["secretariat"], committee.problems["federations"])
    assert (await colleague.hears())["sequence"] == 2
    assert await page.event() == {"type": "websocket.close", "code": Closing.NO_RIGHT}
    await leave_all(page, colleague)


@live_story
async def test_the_end_of_a_mandate_drops_a_lane_and_keeps_the_rest(committee):
    person = committee.people["observer"]
    common = await strand_of(committee, "common")
    page = await page_of(committee, "observer")
    await page.follows(common)
    await later(end_mandate)(by=committee.people["administrator"], mandate=committee.mandate)
    await later(publish.publish_rights)(person.pk)
    assert await page.event() == {"type": "websocket.close", "code": Closing.NO_RIGHT}
    await page.leaves()


@live_story
async def test_a_person_who_keeps_some_rights_is_told_what_was_dropped(committee):
    person, federations = committee.people["federation"], committee.spaces["federations"]
    page = await page_of(committee, "federation")
    strands = [await strand_of(committee, "federations"), await strand_of(committee, "common")]
    assert await page.follows(*strands) == strands
    await later(lane_closed)(person, federations)
    await later(publish.publish_rights)(person.pk)
    assert await page.hears() == {"dropped": [strands[0]]}
    await posted(committee.people["secretariat"], committee.problems["federations"])
    await posted(committee.people["jette"], committee.problems["common"])
    assert (await page.hears())["topic"] == strands[1]
    await page.hears_nothing()
    await page.leaves()


def lane_closed(person, space):
    """Take one lane from the group that gives a person their rights."""
    from guardian.shortcuts import remove_perm

    from committee.access import grants

    for group in person.groups.all():
        remove_perm(grants.READ, group, space)
    grants.invalidate_standing(person)


@live_story
async def test_what_happens_while_rights_are_asked_again_is_not_lost(committee):
    topic = await strand_of(committee, "common")
    page = await page_of(committee, "jette")
    await page.follows(topic)
    for _ in range(3):
        await later(publish.publish_rights)(committee.people["jette"].pk)
        await posted(committee.people["federation"], committee.problems["common"])
    assert [(await page.hears())["sequence"] for _ in range(3)] == [2, 3, 4]
    await page.leaves()


@live_story
async def test_signing_out_closes_the_pages_of_that_session_only(committee):
    person = committee.people["jette"]
    here, there = await session_of(person), await session_of(person)
    page, other = await opened(here), await opened(there, person)
    await page.follows(f"inbox:{person.pk}")
    await later(publish.publish_sign_out)(here)
    assert await page.event() == {"type": "websocket.close", "code": Closing.SIGNED_OUT}
    await other.hears_nothing()
    await leave_all(page, other)


@live_story
async def test_a_session_that_was_removed_hears_nothing_more(committee):
    from django.contrib.sessions.backends.cached_db import SessionStore

    person = committee.people["jette"]
    session = await session_of(person)
    page = await opened(session)
    await page.follows(f"inbox:{person.pk}")
    await later(lambda: SessionStore(session).delete())()
    await later(publish.publish_rights)(person.pk)
    assert await page.event() == {"type": "websocket.close", "code": Closing.SIGNED_OUT}
    await page.leaves()


@live_story
async def test_a_lost_message_about_rights_is_made_up_for_by_the_sweep(committee):
    from home.live import revocation as watch

    page = await page_of(committee, "observer")
    await page.follows(await strand_of(committee, "common"))
    await watch.sweep(Hub.here())
    await page.hears_nothing()
    await later(end_mandate)(by=committee.people["administrator"], mandate=committee.mandate)
    await watch.sweep(Hub.here())
    assert await page.event() == {"type": "websocket.close", "code": Closing.NO_RIGHT}
    await page.leaves()


@live_story
async def test_the_hub_lets_go_when_the_last_page_leaves(committee):
    pages = [await page_of(committee, "jette") for _ in range(3)]
    await pages[0].follows(f"inbox:{committee.people['jette'].pk}")
    hub = Hub.here()
    assert len(hub.connections()) == 3
    await leave_all(*pages)
    assert (hub.connections(), dict(hub.topics), hub.lasting) == ([], {}, [])
    again = await page_of(committee, "jette")
    await again.hears_nothing()
    await again.leaves()
    assert len(asyncio.all_tasks()) <= 2


@live_story
async def test_what_a_mandate_opened_closes_at_midnight_though_nobody_acts(committee):
    from home.live import revocation as watch

    today = timezone.localdate()
    await Mandate.objects.filter(pk=committee.mandate.pk).aupdate(ended_on=today + timedelta(days=1))
    await later(derive_rights)(committee.people["observer"])
    page = await page_of(committee, "observer")
    await page.follows(await strand_of(committee, "common"))
    await watch.sweep(Hub.here())
    await page.hears_nothing()
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        await watch.sweep(Hub.here())
        assert await page.event() == {"type": "websocket.close", "code": Closing.NO_RIGHT}
    await page.leaves()
