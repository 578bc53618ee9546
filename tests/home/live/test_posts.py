"""Everything that happens to a post reaches its pages with its place in the strand, and catching up tells the same."""

import re

import pytest
from asgiref.sync import sync_to_async

from committee.journal.actions import record
from committee.journal.models import Entry
from home.live import publish
from issues.conversation.threads.actions.posts import edit_post, lock_strand, next_numbers, react, withdraw_post
from issues.conversation.threads.models import Departure, Post, Strand
from tests.home.live.lanes import say
from tests.home.live.pages import live_story
from tests.home.live.test_sockets import later, page_of, posted, strand_of
from tests.markup import tight

pytestmark = pytest.mark.column

told = sync_to_async(lambda: publish.publish_entry(Entry.objects.last()))


@live_story
async def test_corrections_reactions_and_withdrawals_arrive_with_the_next_change(committee):
    person, problem = committee.people["federation"], committee.problems["common"]
    page = await page_of(committee, "jette")
    await page.follows(await strand_of(committee, "common"), language="fr")
    post = await posted(person, problem)
    for action, facts in ((edit_post, {"text": "Mieux."}), (react, {"word": "agree"}), (withdraw_post, {})):
        await later(action)(by=person, post=post, **facts)
        await told()
    heard = [await page.hears() for _ in range(4)]
    assert [(one["sequence"], one["verb"]) for one in heard] == [
        (2, "post.added"), (3, "post.edited"), (4, "post.reacted"), (5, "post.withdrawn"),
    ]  # fmt: skip
    assert all(one["number"] == 2 and post.key in one["html"] for one in heard)
    await page.leaves()


def moved(by, post: Post, strand: Strand, problem) -> Post:
    """Put a post into another strand of the same lane, as those who moderate do, and tell of both."""
    old = post.strand_id
    leaving = lock_strand(post.strand.thread_id, post.strand.space_id)
    Departure.objects.create(strand=leaving, key=post.key, change=next_numbers(leaving)[1])
    post.strand = strand
    post.number, post.change = next_numbers(strand, posts=1)
    post.save()
    subjects = [("post", post.pk), ("strand", old), ("strand", strand.pk), ("thread", strand.thread_id)]
    record(by=by, verb="post.moved", about=problem.about, also=subjects, space=strand.space_id, title="x")
    return post


@live_story
async def test_a_post_that_moves_leaves_one_strand_and_arrives_in_the_other(committee):
    problem, space = committee.problems["common"], committee.spaces["common"]
    other = await later(filed_elsewhere)(committee)
    post = await later(say)(committee.people["jette"], problem, "Ailleurs, s’il vous plaît.")
    strand = await Strand.objects.aget(thread=other.thread_id, space=space)
    here, there = await page_of(committee, "jette"), await page_of(committee, "ixelles")
    assert await here.follows(f"strand:{post.strand_id}", language="fr")
    assert await there.follows(f"strand:{strand.pk}", language="fr")
    await later(moved)(
        committee.people["secretariat"], await Post.objects.select_related("strand").aget(pk=post.pk), strand, other
    )
    await told()
    assert await here.hears() == {
        "topic": f"strand:{post.strand_id}", "sequence": 3, "verb": "post.moved", "gone": post.key,
    }  # fmt: skip
    arrived = await there.hears()
    assert (arrived["sequence"], arrived["number"], post.key in arrived["html"]) == (2, 2, True)
    await here.leaves()
    await there.leaves()


def filed_elsewhere(committee):
    from tests.home.live.lanes import problem_in

    return problem_in(committee.spaces["common"], committee.people["federation"])


@live_story
async def test_a_lane_that_began_to_speak_while_the_page_was_away_is_told_with_the_answer(committee):
    problem, federations = committee.problems["common"], committee.spaces["federations"]
    thread = f"thread:{problem.thread_id}:{federations.pk}"
    post = await later(say)(committee.people["federation"], problem, "Entre nous.", federations)
    page, stranger = await page_of(committee, "secretariat"), await page_of(committee, "spp_is")
    await page.says({"follow": [thread]})
    assert (await page.hears())["strands"] == {thread: post.strand_id}
    await stranger.says({"follow": [thread]})
    assert (await stranger.hears())["strands"] == {}
    await page.leaves()
    await stranger.leaves()


def told_after(browser, strand: int, change: int, **words) -> tuple[list[int], list[str], int, int]:
    """What the page is told when it asks: the changes of posts, what left, up to where, and how much is left."""
    answer = browser.get(f"/fr/strands/{strand}/after/{change}/", words)
    assert answer.status_code == 200
    html = tight(answer.content.decode())
    posts = [int(n) for n in re.findall(r'<article[^>]* data-change="(\d+)"', html)]
    gone = re.findall(r'data-gone="([^"]+)"', html)
    upto, left = re.search(r'data-upto="(\d+)" data-left="(\d+)"', html).groups()
    return posts, gone, int(upto), int(left)


def test_who_was_away_is_told_each_post_once_as_it_is_now(committee, client_of):
    person, problem = committee.people["federation"], committee.problems["common"]
    posts = [say(person, problem, f"Message {n}.") for n in range(3)]
    edit_post(by=person, post=posts[0], text="Mieux.")
    strand = posts[0].strand_id
    assert told_after(client_of(committee.people["jette"]), strand, 1) == ([3, 4, 5], [], 5, 0)
    assert told_after(client_of(committee.people["jette"]), strand, 5) == ([], [], 5, 0)
    assert told_after(client_of(committee.people["jette"]), strand, 99) == ([], [], 5, 0)


def test_what_left_while_the_page_was_away_is_told_and_only_to_who_reads_the_lane(committee, client_of):
    federations, person = committee.spaces["federations"], committee.people["federation"]
    problem = committee.problems["federations"]
    post = say(person, problem, "Ailleurs.")
    other = committee.problems["common"]
    strand = lock_strand(other.thread_id, federations)
    old = post.strand_id
    moved(committee.people["secretariat"], Post.objects.select_related("strand").get(pk=post.pk), strand, other)
    assert told_after(client_of(person), old, 0) == ([1], [post.key], 3, 0)
    assert client_of(committee.people["spp_is"]).get(f"/fr/strands/{old}/after/0/").status_code == 404


@pytest.mark.parametrize("size", [199, 200, 201, 450])
def test_a_long_absence_is_told_in_pieces_and_none_is_missing(committee, client_of, size):
    person, problem = committee.people["federation"], committee.problems["common"]
    first = say(person, problem, "Premier.")
    strand = Strand.objects.get(pk=first.strand_id)
    rows = [
        Post(strand=strand, number=n, change=n, key=f"k{n}", author=person, organisation=first.organisation,
             language="fr", text="x", html="<p>x</p>", written_at=first.written_at)
        for n in range(3, 3 + size)
    ]  # fmt: skip
    Post.objects.bulk_create(rows)
    Strand.objects.filter(pk=strand.pk).update(last_number=size + 2, last_change=size + 2)
    browser, heard, change, left = client_of(committee.people["jette"]), [], 2, 1
    while left:
        posts, _gone, change, left = told_after(browser, strand.pk, change)
        assert len(posts) <= 200
        heard += posts
    assert heard == list(range(3, 3 + size))


def test_asking_does_not_say_that_anything_was_read_unless_it_was_shown(committee, client_of):
    from issues.conversation.threads.models import ReadMark

    person, problem = committee.people["federation"], committee.problems["common"]
    post = say(person, problem, "Un.")
    marks = ReadMark.objects.filter(strand=post.strand_id, person=committee.people["jette"])
    browser = client_of(committee.people["jette"])
    told_after(browser, post.strand_id, 0)
    assert not marks.exists()
    told_after(browser, post.strand_id, 0, read="2")
    assert marks.get().number == 2
    told_after(browser, post.strand_id, 0, read="999")
    assert marks.get().number == 2
