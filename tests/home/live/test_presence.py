"""Who reads a thread and who writes in it: told to those who may follow it, over several processes, and to nobody else."""

import asyncio

import pytest

from committee.people.models import Person
from home.live import presence as presences
from home.live import publish
from home.live import revocation as watch
from home.live.connections import Connection
from home.live.hub import Hub
from home.live.page_messages import read_message
from tests.home.live.pages import leave_all, live_story
from tests.home.live.test_sockets import later, page_of

pytestmark = pytest.mark.column


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Tell after a moment that a test can wait for."""
    monkeypatch.setattr(presences, "SOON_SECONDS", 0.01)


def thread_of(committee, lane: str, told_in: str = "") -> str:
    return f"thread:{committee.problems[lane].thread_id}:{committee.spaces[told_in or lane].pk}"


async def reading(committee, topic: str, *roles: str) -> list:
    """Pages of some roles, all following a topic; the last one heard that all of them read it."""
    pages = [await page_of(committee, role) for role in roles]
    for page in pages:
        assert await page.follows(topic, language="fr") == [topic]
    for page in pages:
        await page.says({"here": topic})
    while (await pages[-1].hears())["count"] < len(pages):
        pass
    return pages


async def until_count(page, count: int) -> dict:
    while (message := await page.hears()).get("count") != count:
        pass
    return message


@live_story
async def test_readers_of_a_thread_are_named_by_function_and_organisation(committee):
    topic = thread_of(committee, "common")
    jette, ixelles = await reading(committee, topic, "jette", "ixelles")
    told = await until_count(jette, 2)
    people = committee.people
    assert told["present"] == [
        [people["ixelles"].pk, "Function of ixelles", "CPAS d’Ixelles"],
        [people["jette"].pk, "Function of jette", "CPAS de Jette"],
    ]
    await ixelles.leaves()
    assert (await until_count(jette, 1))["present"] == [told["present"][1]]
    await jette.leaves()


@live_story
async def test_a_page_that_is_not_looked_at_any_more_is_not_announced(committee):
    topic = thread_of(committee, "common")
    jette, ixelles = await reading(committee, topic, "jette", "ixelles")
    await ixelles.says({"here": ""})
    await until_count(jette, 1)
    await ixelles.says({"here": topic})
    await until_count(jette, 2)
    await leave_all(jette, ixelles)


@live_story
async def test_several_pages_of_a_person_count_once_and_one_that_comes_later_is_told(committee):
    topic = thread_of(committee, "common")
    one, other = await reading(committee, topic, "jette", "ixelles")
    again = await page_of(committee, "jette")
    await again.follows(topic)
    await again.says({"here": topic})
    assert (await again.hears())["count"] == 2
    await one.leaves()
    await again.hears_nothing()
    await leave_all(other, again)


@live_story
async def test_nobody_is_announced_where_they_may_not_read(committee):
    topic = thread_of(committee, "common", "federations")
    federation = (await reading(committee, topic, "federation"))[0]
    stranger = await page_of(committee, "spp_is")
    assert await stranger.follows(topic) == []
    for message in ({"here": topic}, {"writing": topic}, {"here": "strand:1"}, {"writing": "x" * 300}):
        await stranger.says(message)
    await stranger.hears_nothing()
    await federation.hears_nothing()
    await leave_all(federation, stranger)


@live_story
async def test_who_does_not_want_to_be_announced_is_not(committee):
    await Person.objects.filter(pk=committee.people["ixelles"].pk).aupdate(shows_presence=False)
    committee.people["ixelles"].shows_presence = False
    topic = thread_of(committee, "common")
    jette = (await reading(committee, topic, "jette"))[0]
    shy = await page_of(committee, "ixelles")
    await shy.says({"follow": [topic]})
    assert (await shy.hears())["me"] == 0
    await shy.says({"here": topic})
    assert (await shy.hears())["count"] == 1
    await shy.says({"writing": topic})
    await jette.hears_nothing()
    await leave_all(jette, shy)


@live_story
async def test_who_changes_their_mind_vanishes_within_a_sweep(committee):
    topic = thread_of(committee, "common")
    jette, ixelles = await reading(committee, topic, "jette", "ixelles")
    await Person.objects.filter(pk=committee.people["ixelles"].pk).aupdate(shows_presence=False)
    await watch.sweep(Hub.here())
    await until_count(jette, 1)
    await leave_all(jette, ixelles)


@live_story
async def test_writing_is_announced_in_its_own_lane_and_not_to_oneself(committee):
    common, federations = thread_of(committee, "common"), thread_of(committee, "common", "federations")
    writer, colleague, spp = [await page_of(committee, role) for role in ("federation", "secretariat", "spp_is")]
    for page in (writer, colleague):
        assert await page.follows(common, federations) == [common, federations]
    assert await spp.follows(common, federations) == [common]
    await writer.says({"writing": federations})
    told = await colleague.hears()
    assert (told["topic"], told["on"], told["writing"][1]) == (federations, True, "Function of federation")
    await spp.hears_nothing()
    await writer.says({"writing": common})
    assert [((m := await colleague.hears())["topic"], m["on"]) for _ in range(2)] == [
        (federations, False),
        (common, True),
    ]
    assert (await spp.hears())["topic"] == common
    await writer.says({"writing": ""})
    assert (await spp.hears())["on"] is False
    await writer.hears_nothing()
    await leave_all(writer, colleague, spp)


@live_story
async def test_writing_is_told_no_oftener_than_needed(committee):
    topic = thread_of(committee, "common")
    writer, reader = await page_of(committee, "jette"), await page_of(committee, "ixelles")
    await writer.follows(topic)
    await reader.follows(topic)
    for _ in range(20):
        await writer.says({"writing": topic})
    assert (await reader.hears())["on"]
    await reader.hears_nothing()
    await leave_all(writer, reader)


@live_story
async def test_rights_withdrawn_end_the_announcement_too(committee):
    from committee.organisations.models import Membership
    from committee.seats.actions import end_membership

    topic = thread_of(committee, "common")
    jette, ixelles = await reading(committee, topic, "jette", "ixelles")
    membership = await Membership.objects.select_related("organisation", "person").aget(
        person=committee.people["ixelles"]
    )
    await later(end_membership)(by=committee.people["administrator"], membership=membership)
    await later(publish.publish_rights)(committee.people["ixelles"].pk)
    await until_count(jette, 1)
    await leave_all(jette, ixelles)


@live_story
async def test_two_processes_tell_each_other_who_is_there_and_a_silent_one_is_forgotten(committee):
    topic = thread_of(committee, "common")
    jette = (await reading(committee, topic, "jette"))[0]
    there, far = Hub(), Connection(committee.people["ixelles"], "elsewhere")
    await there.join(far)
    there.follow(far, [topic])
    await there.presence.appear(far, topic)
    assert (await until_count(jette, 2))["present"][0][1] == "Function of ixelles"
    async with asyncio.timeout(60):
        while not far.waiting or '"count":2' not in far.waiting[-1]:
            far.awake.clear()
            await far.awake.wait()
    Hub.here().presence.forget(asyncio.get_running_loop().time() + 1)
    await until_count(jette, 0)
    await there.leave(far)
    await jette.leaves()


@live_story
async def test_a_process_that_ends_says_so(committee):
    topic = thread_of(committee, "common")
    jette = (await reading(committee, topic, "jette"))[0]
    there, far = Hub(), Connection(committee.people["ixelles"], "elsewhere")
    await there.join(far)
    there.follow(far, [topic])
    await there.presence.appear(far, topic)
    await until_count(jette, 2)
    await there.leave(far)
    await until_count(jette, 1)
    await jette.leaves()
    assert not Hub.here().presence.known


@live_story
async def test_no_more_names_travel_than_a_page_shows_and_its_own(committee):
    topic = thread_of(committee, "common")
    jette = (await reading(committee, topic, "jette"))[0]
    crowd = [
        [1000 + n, dict.fromkeys(("fr", "nl"), f"Function {n:02}"), {"fr": "CPAS", "nl": "OCMW"}] for n in range(30)
    ]
    await Hub.here().layer.group_send(publish.GROUP, {"present": [topic, "another", crowd]})
    told = await until_count(jette, 31)
    assert len(told["present"]) == presences.MOST_NAMED + 1
    await jette.leaves()


@pytest.mark.parametrize("value", [1, None, ["x"], {"a": 1}, True])
def test_a_place_that_is_no_word_is_not_read(value):
    import json

    said = read_message({"text": json.dumps({"here": value, "writing": value})})
    assert (said.here, said.writing) == (None, None)


@live_story
async def test_presence_leaves_no_entry_in_the_journal(committee):
    from committee.journal.models import Entry

    before = await Entry.objects.acount()
    topic = thread_of(committee, "common")
    pages = await reading(committee, topic, "jette", "ixelles")
    await pages[0].says({"writing": topic})
    await pages[1].hears()
    assert await Entry.objects.acount() == before
    await leave_all(*pages)
