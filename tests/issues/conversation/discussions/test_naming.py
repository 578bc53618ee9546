"""References in posts: neutral where they are stored and kept, told to those who may see the thing."""

from datetime import date

import pytest

from committee.access.models import Space
from issues.conversation.discussions.presentation.references import fill_references
from issues.conversation.threads.models import Post
from publications.opinions.models import OpinionPage
from tests.committee.records import organisation_of
from tests.conftest import filed
from tests.issues.steps import propose, say
from tests.markup import on_one_line
from tests.publications.conftest import opinion  # noqa: F401
from tests.scenes import scene

SECRET = "Titre que tous ne lisent pas"


@scene
def lanes(people, spaces):
    """A problem in each lane."""
    own = Space.objects.own(organisation_of(people.ixelles))
    return {
        "common": filed(people.ixelles, spaces.common, title="Titre commun"),
        "federations": filed(people.ixelles, spaces.federations, title=SECRET),
        "administration": filed(people.spp_is, spaces.administration, title=SECRET),
        "own": filed(people.ixelles, own, title=SECRET),
    }


def test_a_reference_is_stored_as_a_link_that_reveals_nothing(people, problem, lanes):
    other = lanes["own"]
    post = say(people.ixelles, problem, f"Voir {other.reference}.")
    link = f'<a class="ref" data-ref="problem {other.reference}" href="/to/problem/{other.reference}/"'
    assert link in post.html
    assert SECRET not in post.html


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("CO-2026-0042", ["problem CO-2026-0042"]),
        ("(CO-2026-0042), SOL-12!", ["problem CO-2026-0042", "solution 12"]),
        ("Avis 2026-03 et advies nr. 2026/04", ["opinion 2026-03", "opinion 2026-04"]),
        ("`CO-2026-0042`", []),
        ("[CO-2026-0042](https://example.org)", []),
        ("https://example.org/CO-2026-0042", []),
        ("XCO-2026-0042 CO-2026-00421234 CO-26-0042 SOL-0 SOL-1234567890 2026-03", []),
        ("**CO-2026-0042**", ["problem CO-2026-0042"]),
    ],
)
def test_what_is_a_reference(people, problem, text, named):
    html = say(people.ixelles, problem, text).html
    assert [one.split('"')[0] for one in html.split('data-ref="')[1:]] == named


def test_a_member_cannot_write_such_a_link(people, problem):
    text = '<a class="ref" data-ref="problem CO-2026-0042">x</a> [x](https://a.be "data-ref=\'problem CO-2026-0042\'")'
    html = say(people.ixelles, problem, text).html
    assert html.count('<a class="ref"') == 1
    assert "&lt;a class=" in html


def test_no_more_than_fifty_are_links(people, problem):
    text = " ".join(f"SOL-{number}" for number in range(1, 80))
    assert say(people.ixelles, problem, text).html.count("data-ref") == 50


TOLD = {
    # lane of the thing → those of the readers of a common post who are told its title
    "common": {"ixelles", "molenbeek", "secretariat", "editor", "spp_is", "observer"},
    "federations": {"ixelles", "molenbeek", "secretariat", "editor"},
    "administration": {"spp_is"},
    "own": {"ixelles"},
}
READERS = ("ixelles", "molenbeek", "secretariat", "editor", "spp_is", "observer")


@pytest.mark.parametrize("lane", TOLD)
@pytest.mark.parametrize("name", READERS)
def test_a_title_is_told_to_who_may_see_the_thing(people, problem, lanes, client_of, lane, name):
    other = lanes[lane]
    post = say(people.ixelles, problem, f"Voir {other.reference}.")
    person = getattr(people, name)
    page = on_one_line(client_of(person).get(f"/fr/threads/{problem.thread_id}/").content.decode())
    live = client_of(person).get("/fr/threads/references/", {"ref": f"problem {other.reference}"})
    assert post.key in page
    assert other.reference in page
    assert (other.title in page) == (name in TOLD[lane])
    assert (f"problem {other.reference}" in live.json()["known"]) == (name in TOLD[lane])
    assert (other.title in live.content.decode()) == (name in TOLD[lane])


def test_titles_and_states_are_told_in_the_readers_language(people, problem, spaces, client_of):
    other = filed(people.ixelles, spaces.common, title="En français", title_other="In het Nederlands")
    say(people.ixelles, problem, f"{other.reference}")
    page = on_one_line(client_of(people.molenbeek).get(f"/nl/threads/{problem.thread_id}/").content.decode())
    assert '<span class="ref-title" lang="nl">In het Nederlands</span>' in page
    assert f'href="/nl/problems/{other.reference}/"' in page


def test_a_hostile_title_stays_text(people, problem, spaces):
    other = filed(people.ixelles, spaces.common, title="<img src=x onerror=alert(1)>")
    html = fill_references(people.jette, [say(people.ixelles, problem, other.reference).html])[0]
    assert "<img" not in html
    assert "&lt;img src=x" in html


def test_a_solution_is_told_to_who_reads_it(people, problem, spaces):
    inner = propose(people.federation, filed(people.ixelles, spaces.federations), title=SECRET)
    html = say(people.ixelles, problem, f"SOL-{inner.pk}").html
    assert SECRET in fill_references(people.molenbeek, [html])[0]
    assert fill_references(people.spp_is, [html]) == [html]


def test_each_kind_costs_one_query_and_none_costs_none(people, problem, solution, django_assert_num_queries):
    others = [filed(people.ixelles, problem.space, title=f"Autre {n}") for n in range(3)]
    html = [say(people.ixelles, problem, f"{one.reference} SOL-{solution.pk}").html for one in others]
    person = people.jette
    fill_references(person, html)
    with django_assert_num_queries(2):
        fill_references(person, html)
    with django_assert_num_queries(0):
        assert fill_references(person, ["<p>Rien.</p>"]) == ["<p>Rien.</p>"]


def test_an_opinion_is_told_once_it_is_published(people, problem, opinion):  # noqa: F811
    OpinionPage.objects.filter(pk=opinion.fr.pk).update(number="2026-03", date=date(2026, 3, 1), live=True)
    html = say(people.ixelles, problem, "Avis 2026-03").html
    assert opinion.fr.title in fill_references(people.observer, [html])[0]
    OpinionPage.objects.update(live=False)
    assert fill_references(people.editor, [html]) == [html]


def test_the_way_to_a_thing_tells_nothing_of_it(people, lanes, client_of, client):
    own = lanes["own"]
    browser = client_of(people.molenbeek)
    answer = browser.get(f"/to/problem/{own.reference}/")
    assert answer.status_code == 302
    assert browser.get("/to/problem/CO-1999-9999/").status_code == 302
    assert browser.get(answer["Location"]).status_code == browser.get("/fr/problems/CO-1999-9999/").status_code == 404
    assert client_of(people.ixelles).get(f"/to/problem/{own.reference}/", follow=True).status_code == 200
    assert client.get(f"/to/problem/{own.reference}/")["Location"].startswith("/fr/account/login/")
    assert client_of(people.stranger).get(f"/to/problem/{own.reference}/").status_code == 404


@pytest.mark.parametrize("path", ["x/1", "problem/x", "problem/..", "opinion/2026-99"])
def test_a_way_that_leads_nowhere(people, client_of, path):
    assert client_of(people.ixelles).get(f"/to/{path}/").status_code == 404


@pytest.mark.parametrize(
    "ref",
    ["", "problem", "problem ", "solution x", "solution 99999999999999999999", "x CO-1", "solution ²"],
)
def test_references_that_make_no_sense(people, client_of, ref):
    answer = client_of(people.ixelles).get("/fr/threads/references/", {"ref": ref})
    assert (answer.status_code, answer.json()) == (200, {"known": {}})


def test_a_moved_or_edited_text_keeps_its_references(people, problem, lanes):
    post = say(people.ixelles, problem, lanes["common"].reference)
    assert "data-ref" in Post.objects.get(pk=post.pk).html


def test_the_solution_page_shows_how_to_refer_to_it(people, solution, client_of):
    assert f"SOL-{solution.pk}" in client_of(people.jette).get(f"/fr/solutions/{solution.pk}/").content.decode()
