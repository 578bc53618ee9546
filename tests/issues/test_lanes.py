"""What a side says among itself changes nothing that the other side sees, anywhere."""

import re

import pytest

from committee.inbox.mails.fan_out import deliver_pending
from committee.inbox.models import Notice
from committee.journal.models import Entry
from issues.conversation.threads.models import Post, Strand
from issues.problems.records.models import Problem
from issues.resolution.solutions.models import Solution
from tests.conftest import filed
from tests.issues.pages import references
from tests.issues.steps import deliver, move, propose, say
from tests.scenes import scene

pytestmark = pytest.mark.column

LANES = ("common", "federations", "administration")
MEMBERS = (
    "ixelles",
    "molenbeek",
    "federation",
    "secretariat",
    "editor",
    "spp_is",
    "observer",
    "stranger",
    "administrator",
)
READS = {name: {"common", "federations"} for name in MEMBERS[:5]}
READS |= {"spp_is": {"common", "administration"}, "observer": {"common"}, "stranger": set(), "administrator": set()}
WRITER = {"common": "ixelles", "federations": "federation", "administration": "spp_is"}


@scene
def everything(people, spaces):
    """In each lane a problem with a post and a solution."""
    for lane in LANES:
        writer = getattr(people, WRITER[lane])
        problem = filed(writer, getattr(spaces, lane), title=f"Titre {lane}")
        say(writer, problem, f"Texte {lane}")
        propose(people.spp_is if lane == "common" else writer, problem, title=f"Correctif {lane}")


@pytest.mark.parametrize("name", MEMBERS)
def test_each_lane_is_visible_to_its_readers_alone(people, everything, name):
    person, reads = getattr(people, name), READS[name]
    lanes = {
        "problems": Problem.objects.visible_to(person).values_list("space__lane", flat=True),
        "solutions": Solution.objects.visible_to(person).values_list("space__lane", flat=True),
        "strands": Strand.objects.visible_to(person).values_list("space__lane", flat=True),
        "posts": Post.objects.visible_to(person).values_list("strand__space__lane", flat=True),
        "entries": Entry.objects.visible_to(person)
        .exclude(space__lane="organisation")
        .values_list("space__lane", flat=True),
    }
    assert {kind: set(found) for kind, found in lanes.items()} == dict.fromkeys(lanes, reads)


@pytest.mark.parametrize("name", MEMBERS)
def test_notices_stay_in_the_lanes_of_who_gets_them(people, everything, name):
    deliver_pending()
    told = Notice.objects.filter(person=getattr(people, name)).values_list("entry__space__lane", flat=True)
    assert set(told) <= READS[name]


PAGES = (
    "problems/",
    "problems/{ref}/",
    "problems/{ref}/timeline/",
    "solutions/{solution}/",
    "inbox/",
    "dashboard/",
    "strands/{strand}/after/0/",
    "problems/{ref}/impact/",
    "problems/?q=Titre",
)


def seen(browser, problem, solution, strand) -> dict[str, tuple[int, str]]:
    """Every page as a reader sees it, without what differs at each request."""
    found = {}
    for page in PAGES:
        response = browser.get(f"/fr/{page.format(ref=problem.reference, solution=solution.pk, strand=strand)}")
        text = re.sub(r'name="(?:csrfmiddlewaretoken|key|submission)" value="[^"]*"', "", response.content.decode())
        found[page] = (response.status_code, text)
    return found


@pytest.mark.parametrize(
    ("reader", "writer", "lane"),
    [
        ("spp_is", "federation", "federations"),
        ("observer", "federation", "federations"),
        ("ixelles", "spp_is", "administration"),
        ("secretariat", "spp_is", "administration"),
        ("molenbeek", "ixelles", "own"),
        ("spp_is", "ixelles", "own"),
    ],
)
def test_nothing_that_a_reader_sees_changes(people, spaces, problem, solution, client_of, reader, writer, lane):
    from committee.access.models import Space
    from tests.committee.records import organisation_of

    person, writer = getattr(people, reader), getattr(people, writer)
    space = Space.objects.own(organisation_of(writer)) if lane == "own" else getattr(spaces, lane)
    strand = say(people.jette, problem, "Dans la file commune.").strand_id
    deliver_pending()
    browser = client_of(person)
    seen(browser, problem, solution, strand)
    before = seen(browser, problem, solution, strand)
    said = say(writer, problem, "Texte confidentiel.", space)
    other = filed(writer, space, title="Titre confidentiel")
    if lane != "own":
        move(writer, propose(writer, other, title="Correctif confidentiel"), "under_review")
    deliver_pending()
    assert seen(browser, problem, solution, strand) == before
    assert browser.get(f"/fr/strands/{said.strand_id}/after/0/").status_code == 404
    pages = [browser.get(f"/fr/problems/?before={before}") for before in (other.reference, "")]
    assert references(pages[0]) == references(pages[1])


@pytest.mark.parametrize("lane", ["federations", "administration"])
def test_the_last_fact_and_the_tally_of_a_problem_are_of_its_own_lane(people, spaces, problem, lane):
    before = Problem.objects.filter(pk=problem.pk).values("last_at", "last_verb", "state", "tally__cells").get()
    say(getattr(people, WRITER[lane]), problem, "Texte confidentiel.", getattr(spaces, lane))
    after = Problem.objects.filter(pk=problem.pk).values("last_at", "last_verb", "state", "tally__cells").get()
    assert after == before


def test_who_writes_among_their_own_is_read_by_their_own(people, spaces, problem, client_of):
    say(people.federation, problem, "Texte confidentiel.", spaces.federations)
    pages = {
        name: client_of(getattr(people, name)).get(f"/fr/problems/{problem.reference}/").content.decode()
        for name in ("ixelles", "molenbeek", "editor", "spp_is", "observer")
    }
    assert {name for name, page in pages.items() if "Texte confidentiel." in page} == {"ixelles", "molenbeek", "editor"}


def test_what_was_said_before_sharing_stays_with_the_organisation(people, own, client_of):
    say(people.ixelles, own, "Notre cuisine interne.")
    assert client_of(people.ixelles).post(f"/fr/problems/{own.reference}/share/").status_code == 302
    for page in ("", "timeline/"):
        url = f"/fr/problems/{own.reference}/{page}"
        assert "Notre cuisine" in client_of(people.ixelles_coordination).get(url).content.decode()
        assert "Notre cuisine" not in client_of(people.spp_is).get(url).content.decode()


def test_centres_are_named_on_pages_to_centres_and_federations_alone(people, problem, solution, client_of):
    from tests.issues.steps import declare, judge

    declare(people.molenbeek, problem, cases=3)
    deliver(people, solution)
    judge(people.molenbeek, solution, "x", "Rien ne va.")
    owner_of_what_fails = {f"solutions/{solution.pk}/": {"spp_is"}}
    for page in (f"problems/{problem.reference}/", f"solutions/{solution.pk}/"):
        named = {
            name
            for name in ("ixelles", "federation", "secretariat", "editor", "spp_is", "observer")
            if "Molenbeek" in client_of(getattr(people, name)).get(f"/fr/{page}").content.decode()
        }
        assert named == {"ixelles", "federation", "secretariat", "editor"} | owner_of_what_fails.get(page, set()), page
