"""Opening a solution to the public: by whom, in both languages, taken back, and with no figure that nobody agreed to show."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from committee.access.refusals import Refused
from committee.journal import clock
from committee.privacy.models import PersonalDataFound
from home.search.actions.indexing import index_things, rebuild_index
from home.search.queries.results import search
from issues.resolution.solutions.actions.publicity import close_to_public, open_to_public, show_promise
from issues.resolution.solutions.models import PublicText
from issues.resolution.solutions.policy import may_open_to_public, may_show_promise
from issues.resolution.solutions.subject import PUBLIC_SOLUTION
from tests.committee.records import organisation_of, recording, unchanged
from tests.conftest import filed
from tests.issues.pages import body
from tests.issues.steps import PHONE, declare, deliver, judge, propose
from tests.scenes import scene

WORDS = {
    "title_fr": "Des pièces lisibles",
    "summary_fr": "Les pièces suivent la demande.",
    "title_nl": "Leesbare stukken",
    "summary_nl": "De stukken volgen de aanvraag.",
}
CAST = ("federation", "secretariat", "spp_is", "editor", "ixelles", "observer", "stranger", "administrator")


@scene
def promising(people, problem):
    """A solution of the administration that promises to save minutes."""
    return propose(people.spp_is, problem, promised_minutes=13, due_on="2027-04-05")


def opened(people, solution) -> PublicText:
    return open_to_public(by=people.secretariat, solution=solution, **WORDS)


def test_who_opens_and_who_shows_the_promise(people, promising):
    assert {name for name in CAST if may_open_to_public(getattr(people, name), promising)} == {"secretariat"}
    assert {name for name in CAST if may_show_promise(getattr(people, name), promising)} == {"spp_is"}


def test_nothing_but_the_common_lane_is_opened(people, spaces):
    for by, space in ((people.federation, spaces.federations), (people.spp_is, spaces.administration)):
        apart = propose(by, filed(by, space))
        with unchanged(), pytest.raises(PermissionDenied):
            open_to_public(by=people.secretariat, solution=apart, **WORDS)


@pytest.mark.parametrize("name", WORDS)
def test_both_languages_are_needed(people, promising, name):
    with unchanged(), pytest.raises(Refused) as refusal:
        open_to_public(by=people.secretariat, solution=promising, **{**WORDS, name: " "})
    assert refusal.value.field == name
    with pytest.raises(IntegrityError), transaction.atomic():
        facts = {**WORDS, name: "", "opened_by": people.secretariat, "opened_at": clock.now()}
        PublicText.objects.create(solution=promising, **facts)


def test_each_step_is_recorded_once_and_personal_data_is_none(people, promising):
    with recording() as records:
        opened(people, promising)
        opened(people, promising)
        open_to_public(by=people.secretariat, solution=promising, **{**WORDS, "title_fr": "Autrement"})
        show_promise(by=people.spp_is, solution=promising, shown=True)
        show_promise(by=people.spp_is, solution=promising, shown=True)
        close_to_public(by=people.secretariat, solution=promising)
        close_to_public(by=people.secretariat, solution=promising)
    verbs = ["opened", "reworded", "promise_shown", "closed"]
    assert [record.verb for record in records] == [f"public_solution.{verb}" for verb in verbs]
    with unchanged(), pytest.raises(PersonalDataFound):
        open_to_public(by=people.secretariat, solution=promising, **{**WORDS, "summary_nl": PHONE})


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_the_public_reads_it_in_both_languages_until_it_is_closed(
    people, promising, client, django_capture_on_commit_callbacks, language
):
    urls = (f"/{language}/solutions/public/", f"/{language}/solutions/public/{promising.pk}/")
    assert WORDS["title_fr"] not in body(client.get(urls[0])) and client.get(urls[1]).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        opened(people, promising)
    for url in urls:
        page = body(client.get(url))
        assert WORDS[f"title_{language}"] in page and WORDS[f"summary_{language}"] in page
        assert "Correctif" not in page and "On <strong>corrige" not in page
    with django_capture_on_commit_callbacks(execute=True):
        close_to_public(by=people.secretariat, solution=promising)
    assert client.get(urls[1]).status_code == 404 and WORDS["title_fr"] not in body(client.get(urls[0]))


def test_the_public_reads_no_figure_that_nobody_agreed_to_show(
    people, promising, problem, client, django_capture_on_commit_callbacks
):
    declare(people.molenbeek, problem, cases=31, minutes_likely=47)
    opened(people, promising)
    deliver(people, promising)
    judge(people.ixelles, promising, "x", "Rien ne marche chez nous.")
    url = f"/fr/solutions/public/{promising.pk}/"
    page = body(client.get(url))
    for hidden in ("Ixelles", "Molenbeek", "Rien ne marche", "47", "31", "13 minutes", problem.reference):
        assert hidden not in page, hidden
    with django_capture_on_commit_callbacks(execute=True):
        show_promise(by=people.spp_is, solution=promising, shown=True)
    assert "13 minutes par dossier" in body(client.get(url))


def test_a_passer_by_is_served_from_the_cache_until_something_changes(
    people, promising, client, django_capture_on_commit_callbacks, django_assert_num_queries
):
    url = "/fr/solutions/public/"
    with django_capture_on_commit_callbacks(execute=True):
        opened(people, promising)
    client.get(url)
    with django_assert_num_queries(0):
        assert client.get(url)["Cache-Control"].startswith("public")
    with django_capture_on_commit_callbacks(execute=True):
        open_to_public(by=people.secretariat, solution=promising, **{**WORDS, "title_fr": "Autrement"})
    assert "Autrement" in body(client.get(url))


def test_everybody_finds_it_while_it_is_open(people, promising):
    from django.contrib.auth.models import AnonymousUser

    opened(people, promising)
    rebuild_index()
    for words in ("lisibles", "stukken"):
        found = [one for one in search(AnonymousUser(), words).rows if one.kind == PUBLIC_SOLUTION.code]
        assert [one.url for one in found] == [f"/fr/solutions/public/{promising.pk}/"]
    close_to_public(by=people.secretariat, solution=promising)
    index_things(PUBLIC_SOLUTION, [str(promising.pk)])
    assert not search(AnonymousUser(), "lisibles").rows


def test_the_form_begins_with_what_there_is_and_comes_back_filled_in(people, promising, client_of):
    browser, url = client_of(people.secretariat), f"/nl/solutions/{promising.pk}/public-text/"
    assert 'value="Correctif"' in body(browser.get(url))
    lacking = browser.post(url, {**WORDS, "summary_nl": ""})
    assert lacking.status_code == 422 and "Des pièces lisibles" in body(lacking)
    assert browser.post(url, WORDS).status_code == 302
    assert browser.post(url, {"close": "1"}).status_code == 302
    assert not PublicText.objects.exists()
    assert client_of(people.spp_is).get(url).status_code == 403


def test_the_owner_alone_shows_its_promise_by_a_button(people, promising, client_of):
    opened(people, promising)
    url = f"/fr/solutions/{promising.pk}/promise/"
    assert client_of(people.secretariat).post(url, {"shown": "1"}).status_code == 403
    assert client_of(people.spp_is).post(url, {"shown": "1"}).status_code == 302
    assert PublicText.objects.get().shows_promise
    assert organisation_of(people.spp_is) == promising.owner
