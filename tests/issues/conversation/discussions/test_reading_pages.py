"""Pages of posts: both ways without gap or overlap, around a post, from a day on, narrowed by lane and bench."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from committee.access.models import Space
from committee.journal import clock
from issues.conversation.discussions.queries import PAGE, Place, read_strands, reading_of
from issues.conversation.threads.models import Post
from tests.committee.records import organisation_of
from tests.issues.pages import body
from tests.issues.steps import say
from tests.markup import tight

pytestmark = pytest.mark.column

BEGIN = datetime(2025, 1, 15, 9, tzinfo=UTC)


def url_of(problem, query: str = "") -> str:
    return f"/fr/threads/{problem.thread_id}/{'?' if query else ''}{query}"


def talked(people, problem, spaces, number: int, every: timedelta = timedelta()) -> list[Post]:
    """Posts by turns in the common lane and that of the federations; at one moment unless `every` is given."""
    found = []
    for n in range(number):
        with clock.acting_at(BEGIN + n * every):
            space = spaces.federations if n % 3 == 2 else spaces.common
            found.append(say((people.ixelles, people.jette)[n % 2], problem, f"Phrase {n}.", space))
    return found


def keys(page) -> list[str]:
    """The posts of a page, in their order."""
    return re.findall(r'<article class="post [^"]*" id="post-([^"]+)"', body(page))


def ways(page) -> dict[str, str]:
    """Where a page leads, by direction."""
    found = re.findall(r'<a href="([^"#]+)#talk" data-way="(\w+)"', body(page))
    return {way: url.replace("&amp;", "&") for url, way in found}


def walked(browser, url: str, way: str) -> list[list[str]]:
    """The posts of every page from one on in one direction."""
    pages = []
    while url:
        page = browser.get(url)
        pages.append(keys(page))
        url = ways(page).get(way)
    return pages


@pytest.mark.parametrize("every", [timedelta(), timedelta(minutes=7)], ids=["at one moment", "one after another"])
def test_pages_both_ways_show_each_post_once(people, problem, spaces, client_of, every):
    posts = talked(people, problem, spaces, 2 * PAGE + 20, every)
    browser, order = client_of(people.molenbeek), [post.key for post in posts]
    back = walked(browser, url_of(problem), "older")
    assert [len(page) for page in back] == [PAGE, PAGE, 20]
    assert [key for page in reversed(back) for key in page] == order
    forth = walked(browser, url_of(problem, f"post={order[0]}"), "newer")
    assert [key for page in forth for key in page] == order
    assert ways(browser.get(url_of(problem))).keys() == {"older"}


def test_the_page_around_a_post_holds_what_surrounds_it(people, problem, spaces, client_of):
    posts = talked(people, problem, spaces, 2 * PAGE, timedelta(minutes=1))
    page = client_of(people.molenbeek).get(url_of(problem, f"post={posts[60].key}"))
    assert keys(page) == [post.key for post in posts[35:85]]
    assert ways(page).keys() == {"older", "newer"}


def test_a_post_that_is_not_read_leads_to_the_end_and_tells_nothing(people, problem, spaces, client_of):
    posts = talked(people, problem, spaces, PAGE + 10)
    hidden = next(post for post in posts if post.strand.space == spaces.federations)
    browser = client_of(people.spp_is)
    assert keys(browser.get(url_of(problem, f"post={hidden.key}"))) == keys(browser.get(url_of(problem)))
    for way in ("before", "after"):
        page = browser.get(url_of(problem, f"{way}={hidden.pk}"))
        assert keys(page) == keys(browser.get(url_of(problem)))


def test_from_a_day_on(people, problem, spaces, client_of):
    posts = talked(people, problem, spaces, PAGE + 20, timedelta(days=1))
    browser = client_of(people.molenbeek)
    page = browser.get(url_of(problem, "day=2025-02-04"))
    assert keys(page)[:3] == [post.key for post in posts[19:22]]
    assert keys(browser.get(url_of(problem, "day=1999-01-01")))[0] == posts[0].key
    assert "older" not in ways(browser.get(url_of(problem, "day=1999-01-01")))
    assert keys(browser.get(url_of(problem, "day=2031-01-01")))[-1] == posts[-1].key
    for month, number in (("2025-01-01", 17), ("2025-02-01", 28), ("2025-03-01", 25)):
        assert re.search(rf'day={month}#talk">[^<]+<span class="n">{number}</span>', body(page)), month


def test_only_one_lane_with_its_colour_its_word_and_its_number(people, problem, spaces, client_of):
    posts = talked(people, problem, spaces, 12)
    browser = client_of(people.molenbeek)
    page = browser.get(url_of(problem, "lane=federations"))
    assert keys(page) == [post.key for post in posts if post.strand.space == spaces.federations]
    tabs = re.findall(
        r'<li><a(?: class="l-(\w+)")? href="[^"]+"( aria-current="true")?>.*?class="n">(\d+)<', tight(body(page))
    )
    assert tabs == [("", "", "12"), ("common", "", "8"), ("federations", ' aria-current="true"', "4")]


def test_only_one_bench(people, problem, spaces, client_of):
    said = [say(by, problem, "Phrase.") for by in (people.ixelles, people.spp_is, people.federation, people.spp_is) * 3]
    browser = client_of(people.jette)
    for bench, authors in (("federations", {people.ixelles, people.federation}), ("administration", {people.spp_is})):
        page = browser.get(url_of(problem, f"bench={bench}"))
        assert keys(page) == [post.key for post in said if post.author in authors]


def test_what_is_narrowed_stays_so_from_page_to_page(people, problem, spaces, client_of):
    posts = talked(people, problem, spaces, 3 * PAGE + 30, timedelta(minutes=1))
    pages = walked(client_of(people.molenbeek), url_of(problem, "lane=federations&bench=federations"), "older")
    assert [len(page) for page in pages] == [PAGE, 10]
    wanted = [post.key for post in posts if post.strand.space == spaces.federations]
    assert [key for page in reversed(pages) for key in page] == wanted


READS = {
    "ixelles": {"common", "federations", "organisation"},
    "molenbeek": {"common", "federations"},
    "federation": {"common", "federations"},
    "spp_is": {"common", "administration"},
    "observer": {"common"},
}


@pytest.mark.parametrize("name", READS)
@pytest.mark.parametrize("bench", ["", "federations", "administration"])
def test_no_filter_leaks_a_lane_nor_its_number(people, problem, spaces, client_of, name, bench):
    own = Space.objects.own(organisation_of(people.ixelles))
    writers = {
        "common": (people.ixelles, spaces.common, 2),
        "federations": (people.federation, spaces.federations, 3),
        "administration": (people.spp_is, spaces.administration, 5),
        "organisation": (people.ixelles, own, 7),
    }
    for lane, (by, space, number) in writers.items():
        for n in range(number):
            say(by, problem, f"Secret de {lane} {n}.", space)
    browser = client_of(getattr(people, name))
    for lane in ("", *writers):
        text = body(browser.get(url_of(problem, f"lane={lane}&bench={bench}")))
        for other in set(writers) - READS[name]:
            assert f"Secret de {other}" not in text, (lane, other)
            assert f"lane={other}" not in text.replace(f"lane={lane}", ""), (lane, other)
        total = sum(writers[lane][2] for lane in READS[name])
        numbers = {int(n) for n in re.findall(r'<span class="n">(\d+)</span>', text)}
        assert numbers <= {total} | {writers[lane][2] for lane in READS[name]}


HOSTILE = (
    "before=x", "after=-1", "before=" + "9" * 400, "post=" + "x" * 5000, "day=x", "day=0000-00-00",
    "day=9999-12-31", "day=0001-01-01", "lane=x", "bench=administration'--", "before=%D9%A3",
)  # fmt: skip


def test_no_address_breaks_a_page(people, problem, spaces, client_of):
    talked(people, problem, spaces, 3)
    browser = client_of(people.jette)
    found = {query[:40]: browser.get(url_of(problem, query)).status_code for query in HOSTILE}
    assert found == {query[:40]: 200 for query in HOSTILE}


def test_a_strangers_thread_does_not_exist(people, problem, spaces, client_of):
    for person, status in ((people.stranger, 404), (people.administrator, 404), (people.observer, 200)):
        assert client_of(person).get(url_of(problem)).status_code == status


def many(problem, space, by, number: int) -> None:
    """Posts without their journal, as a thread of years holds them."""
    first, organisation = say(by, problem, "Début.", space), organisation_of(by)
    made = [
        Post(
            strand=first.strand, number=n, change=n, key=f"k-{n}", author=by, organisation=organisation,
            language="fr", text="Phrase.", html="<p>Phrase.</p>", written_at=first.written_at + timedelta(seconds=n),
        )
        for n in range(2, number + 1)
    ]  # fmt: skip
    Post.objects.bulk_create(made)
    type(first.strand).objects.filter(pk=first.strand_id).update(last_number=number, last_change=number)


@pytest.mark.parametrize("place", ["", "post=k-15", "day=2025-01-01", "lane=common", "bench=federations"])
def test_a_thread_of_two_thousand_posts_asks_as_much_as_one_of_twenty(people, problem, spaces, client_of, place):
    from tests.conftest import filed

    other = filed(people.ixelles, spaces.common, title="Un autre")
    many(other, spaces.common, people.jette, 20)
    browser, counts = client_of(people.molenbeek), []
    for thing in (other, problem):
        if thing is problem:
            Post.objects.all().delete()
            many(problem, spaces.common, people.jette, 2000)
        browser.get(url_of(thing, place))
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(url_of(thing, place)).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 8


def test_the_end_of_a_long_thread_looks_at_no_more_posts_than_it_shows(people, problem, spaces):
    many(problem, spaces.common, people.jette, 2000)
    if connection.vendor != "sqlite":
        pytest.skip("what SQLite plans")
    with CaptureQueriesContext(connection) as captured:
        reading_of(people.molenbeek, problem.thread_id)
    sql = captured[-1]["sql"]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        plan = [row[3] for row in cursor.fetchall() if " p " in f"{row[3]} "]
    assert plan and all("posts_in_order" in line for line in plan), plan


def test_a_place_knows_its_strands_by_lane(people, problem, spaces):
    talked(people, problem, spaces, 3)
    reading = read_strands(people.molenbeek, problem.thread_id)
    assert {one.lane for one in reading.shown(Place(lane="federations")).values()} == {"federations"}
    assert len(reading.shown(Place())) == 2
