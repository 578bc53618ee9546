"""Views that people keep: saved, renamed, shared, deleted; refused to others; never telling more than one's lanes."""

import pytest
from django.core.exceptions import PermissionDenied

from committee.access.refusals import Refused
from committee.journal.models import Entry
from committee.privacy.models import PersonalDataFound
from issues.overview.register import actions
from issues.overview.register.actions import delete_view, rename_view, save_view, share_view
from issues.overview.register.models import SavedView
from tests.committee.records import unchanged
from tests.issues.overview.register.conftest import listed
from tests.issues.pages import body
from tests.issues.steps import PHONE
from tests.scenes import scene

pytestmark = pytest.mark.column

URL = "/fr/problems/views/"


def told() -> list[str]:
    return list(Entry.objects.filter(verb__startswith="view.").values_list("verb", flat=True))


@scene
def view(people):
    """A view of Ixelles."""
    return save_view(by=people.ixelles, name="Graves", query="?severity=4&severity=3&foo=bar")


@scene
def offered(people):
    """What the secretariat offers to all."""
    return save_view(
        by=people.secretariat, name="Fédérations", name_other="Federaties", query="lane=federations", shared=True
    )


def test_a_view_keeps_what_makes_sense(people, view):
    assert (view.query, view.name, view.shared, view.person) == (
        "severity=3&severity=4",
        "Graves",
        False,
        people.ixelles,
    )
    assert told() == []


def test_the_same_name_takes_the_new_filters(people, view):
    again = save_view(by=people.ixelles, name="Graves", query="risk=1&as=board&sort=filed")
    assert (again.pk, again.query, SavedView.objects.count()) == (view.pk, "risk=1&sort=filed&as=board", 1)


def test_two_persons_may_use_one_name(people, view):
    save_view(by=people.jette, name="Graves", query="")
    assert SavedView.objects.count() == 2


def test_a_person_keeps_fifty(people, view, monkeypatch):
    monkeypatch.setattr(actions, "MOST", 1)
    with unchanged(), pytest.raises(Refused):
        save_view(by=people.ixelles, name="Autre", query="")
    save_view(by=people.ixelles, name="Graves", query="risk=1")


@pytest.mark.parametrize("words", [{"name": PHONE, "query": ""}, {"name": "x", "query": "q=0470%2012%2034%2056"}])
def test_personal_data_is_not_kept(people, ground, words):
    with unchanged(), pytest.raises(PersonalDataFound):
        save_view(by=people.ixelles, **words)


def test_only_the_secretariat_shares(people, view):
    for name in ("ixelles", "federation", "spp_is", "editor"):
        with unchanged(), pytest.raises(PermissionDenied):
            save_view(by=getattr(people, name), name="Pour tous", name_other="Voor allen", query="", shared=True)
    with unchanged(), pytest.raises(PermissionDenied):
        share_view(by=people.secretariat, view=view, shared=True)


def test_sharing_is_recorded_once_in_the_common_lane(people, spaces, offered):
    share_view(by=people.secretariat, view=offered, shared=True)
    entry = Entry.objects.get(verb__startswith="view.")
    assert (entry.verb, entry.space, entry.data) == (
        "view.shared",
        spaces.common,
        {"name": {"fr": "Fédérations", "nl": "Federaties"}},
    )
    share_view(by=people.secretariat, view=offered, shared=False)
    assert told() == ["view.shared", "view.unshared"]


def test_deleting_what_is_shared_is_recorded(people, offered):
    delete_view(by=people.secretariat, view=offered)
    assert told() == ["view.shared", "view.unshared"]
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("name", ["jette", "secretariat", "ixelles_coordination", "stranger"])
def test_a_view_is_its_keepers(people, view, name):
    person = getattr(people, name)
    for deed in (lambda: rename_view(by=person, view=view, name="x"), lambda: delete_view(by=person, view=view)):
        with unchanged(), pytest.raises(PermissionDenied):
            deed()


def test_two_views_of_a_person_never_share_a_name(people, view):
    other = save_view(by=people.ixelles, name="Autre", query="")
    with unchanged(), pytest.raises(Refused):
        rename_view(by=people.ixelles, view=other, name="Graves")
    assert rename_view(by=people.ixelles, view=other, name="Encore").name == "Encore"


@pytest.mark.parametrize(("language", "name"), [("fr", "Fédérations"), ("nl", "Federaties")])
def test_a_shared_view_stands_as_a_tab_in_the_readers_language(people, offered, client_of, language, name):
    views = client_of(people.jette).get(f"/{language}/problems/?lane=federations").context["views"]
    assert [(one["label"], one["current"]) for one in views][-1] == (name, True)


def test_a_shared_view_obeys_the_lanes_of_its_reader(people, shelf, offered, client_of):
    problems, _terms = shelf
    assert listed(client_of(people.jette), offered.query) == [problems[2].reference]
    assert problems[2].reference not in listed(client_of(people.spp_is), offered.query)


def test_a_private_view_is_seen_by_nobody_else(people, view, client_of):
    assert "Graves" not in body(client_of(people.jette).get("/fr/problems/"))
    assert "Graves" not in body(client_of(people.ixelles_coordination).get(URL))
    assert "Graves" in body(client_of(people.ixelles).get(URL))


def test_keeping_a_view_on_the_page_leads_back_to_it(people, client_of):
    browser = client_of(people.ixelles)
    response = browser.post(URL, {"name": "À moi", "query": "mine=me"})
    assert (response.status_code, response["Location"]) == (302, "/fr/problems/?mine=me")
    assert [one["label"] for one in browser.get(response["Location"]).context["views"] if one["current"]] == ["À moi"]


def test_a_view_for_all_needs_both_names(people, client_of):
    response = client_of(people.secretariat).post(URL, {"name": "Tous", "query": "", "shared": "on"})
    assert response.status_code == 422
    assert "Tous" in body(response)


def test_a_refused_name_comes_back(people, view, client_of):
    browser = client_of(people.ixelles)
    for words in ({"name": ""}, {"name": PHONE}, {"name": "x" * 61}):
        assert browser.post(URL, {"query": "", **words}).status_code == 422
    assert browser.post(f"{URL}{view.pk}/", {"name": "", "do": "rename"}).status_code == 422


def test_views_are_changed_on_their_page(people, view, client_of):
    browser = client_of(people.ixelles)
    assert browser.post(f"{URL}{view.pk}/", {"name": "Autres", "do": "rename"}).status_code == 302
    assert SavedView.objects.get().name == "Autres"
    assert browser.post(f"{URL}{view.pk}/", {"do": "share"}).status_code == 403
    assert browser.post(f"{URL}{view.pk}/", {"do": "delete"}).status_code == 302
    assert not SavedView.objects.exists()


def test_the_secretariat_offers_and_takes_back(people, client_of):
    browser = client_of(people.secretariat)
    browser.post(URL, {"name": "Tous", "name_other": "Allen", "query": "risk=1"})
    view = SavedView.objects.get()
    for deed, shared in (("share", True), ("unshare", False)):
        assert browser.post(f"{URL}{view.pk}/", {"do": deed}).status_code == 302
        assert SavedView.objects.get().shared == shared


def test_a_strangers_view_does_not_exist(people, view, client_of):
    for name, status in (("jette", 404), ("secretariat", 404), ("stranger", 404)):
        assert client_of(getattr(people, name)).post(f"{URL}{view.pk}/", {"do": "delete"}).status_code == status
    assert client_of(people.ixelles).post(f"{URL}{'9' * 30}/", {"do": "delete"}).status_code == 404
    assert client_of(people.ixelles).get(f"{URL}{view.pk}/").status_code == 405


def test_a_shared_view_is_not_changed_by_its_readers(people, offered, client_of):
    with unchanged():
        assert client_of(people.jette).post(f"{URL}{offered.pk}/", {"do": "delete"}).status_code == 403


def test_a_view_is_offered_in_both_languages_or_not_at_all(people, client_of):
    view = save_view(by=people.secretariat, name="Tous", query="")
    with unchanged(), pytest.raises(Refused):
        share_view(by=people.secretariat, view=view, shared=True)
    client_of(people.secretariat).post(f"{URL}{view.pk}/", {"do": "share"})
    assert not SavedView.objects.get().shared
