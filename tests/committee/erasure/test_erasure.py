"""Erasure on request: asked, taken back, carried out on its day, and nothing left that tells whose the account was."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import connection

from committee.absences.actions import announce_absence
from committee.access.refusals import Refused
from committee.erasure.actions import ask_erasure, erase_due, erase_person, withdraw_request
from committee.erasure.models import ErasureRequest
from committee.invitations.actions import invite_person
from committee.invitations.models import Invitation
from committee.joining.models import JoiningRequest
from committee.journal import clock
from committee.journal.models import Entry
from committee.members.actions import change_functions, let_go
from committee.people.models import Person
from committee.seats.actions import begin_membership
from committee.security.actions import note_event
from committee.security.models import Event
from issues.conversation.bookmarks.actions import give_task, keep_bookmark
from issues.conversation.threads.actions.posts import add_post
from issues.intake.filing.actions import Sheet, save_draft
from tests.committee.records import organisation_of, recording, unchanged
from tests.issues.pages import body

ADDRESS = "zeldzaam.persoon@example.org"
FUNCTION, BEFORE = "Gardienne des horloges", "Accordeuse de pianos"
TELLING = ("zeldzaam", FUNCTION, BEFORE, "Klokkenwachter", "192.0.2.77", "Un mot pour moi seule")


@pytest.fixture
def person(people, problem, spaces):
    """Somebody of Ixelles with a past in every table that could tell of them."""
    here = organisation_of(people.ixelles)
    facts = {"language": "fr", "organisation": here, "role": "member", "function_fr": BEFORE}
    invitation = invite_person(by=people.ixelles_coordination, address=ADDRESS, **facts)
    made = Person.objects.create_user(ADDRESS, "demonstration", function_fr=BEFORE, function_nl="Klokkenwachter")
    Invitation.objects.filter(pk=invitation.pk).update(person=made, accepted_at=clock.now())
    begin_membership(by=people.administrator, person=made, organisation=here, role="member")
    made = change_functions(by=made, person=made, function_fr=FUNCTION, function_nl="Klokkenwachter")
    post = add_post(by=made, thread_id=problem.thread_id, space=spaces.common, text="Ce que j’ai dit.")
    give_task(by=people.federation, post=post, what="Vérifier", person=made)
    keep_bookmark(by=made, post=post, note="Un mot pour moi seule")
    save_draft(by=made, key="a-draft", sheet=Sheet({"title": "Un mot pour moi seule"}))
    today = clock.today()
    announce_absence(by=made, person=made, begins_on=today, ends_on=today)
    announce_absence(by=people.ixelles, person=people.ixelles, begins_on=today, ends_on=today, substitute=made)
    note_event(Event.SIGNED_IN, person=made, ip="192.0.2.77", user_agent="Firefox")
    return made


def stored() -> str:
    """Every value of every table, as one text."""
    told = []
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if model._meta.managed and not model._meta.proxy:
                cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
                told += [str(row) for row in cursor.fetchall()]
    return "\n".join(told)


def found_in_tables() -> set[str]:
    text = stored()
    return {words for words in TELLING if words in text}


@pytest.mark.column
def test_no_table_tells_whose_it_was(people, person):
    assert found_in_tables() == set(TELLING)
    request = ask_erasure(by=person, person=person)
    with clock.acting_at(clock.now() + timedelta(days=30)), recording() as records:
        assert erase_due() == 1
    assert found_in_tables() == set()
    assert records[-1].verb == "erasure.done" and records[-1].actor == people.secretariat
    request.refresh_from_db()
    assert request.done_at and ErasureRequest.objects.open().count() == 0


def test_what_was_said_stays_signed_by_the_organisation(people, person, problem, client_of):
    request = ask_erasure(by=person, person=person)
    erase_person(by=people.administrator, request=request)
    page = body(client_of(people.molenbeek).get(f"/fr/problems/{problem.reference}/"))
    assert "Ce que j’ai dit." in page and "Ancien membre : CPAS d’Ixelles" in page
    person.refresh_from_db()
    assert person.functions == {"fr": "Ancien membre : CPAS d’Ixelles", "nl": "Voormalig lid: OCMW van Elsene"}
    assert not person.is_active and not person.has_usable_password()
    told = " ".join(entry.sentence for entry in Entry.objects.about("person", str(person.pk)))
    assert "Ancien membre" in told and FUNCTION not in told


def test_the_function_of_others_stays(people, person):
    Person.objects.filter(pk=people.ixelles.pk).update(function_fr=FUNCTION)
    today = clock.today()
    announce_absence(by=people.ixelles_coordination, person=people.ixelles_coordination, begins_on=today, ends_on=today)
    erase_person(by=people.administrator, request=ask_erasure(by=person, person=person))
    people.ixelles.refresh_from_db()
    assert people.ixelles.function_fr == FUNCTION
    others = Entry.objects.filter(verb="absence.announced", subjects__key=str(people.ixelles_coordination.pk))
    assert "Ancien" not in str([entry.data for entry in others])


def test_it_waits_for_its_day_and_can_be_taken_back(people, person):
    request = ask_erasure(by=person, person=person)
    assert request == ask_erasure(by=person, person=person)
    assert request.due_on == clock.today() + timedelta(days=30) and erase_due() == 0
    with unchanged(), pytest.raises(PermissionDenied):
        erase_person(by=people.secretariat, request=request)
    withdraw_request(by=person, request=request)
    with clock.acting_at(clock.now() + timedelta(days=31)):
        assert erase_due() == 0
    with unchanged(), pytest.raises(Refused):
        withdraw_request(by=person, request=request)


def test_a_closed_account_is_asked_for_by_who_was_written_to(people, person):
    for name in ("ixelles_coordination", "molenbeek", "federation", "secretariat"):
        with unchanged(), pytest.raises(PermissionDenied):
            ask_erasure(by=getattr(people, name), person=person)
    let_go(by=people.secretariat, person=person, successors={})
    for name in ("ixelles_coordination", "molenbeek", "federation"):
        with unchanged(), pytest.raises(PermissionDenied):
            ask_erasure(by=getattr(people, name), person=person)
    erase_person(by=people.administrator, request=ask_erasure(by=people.secretariat, person=person))
    with unchanged(), pytest.raises(Refused):
        ask_erasure(by=people.secretariat, person=person)


def test_the_address_can_be_invited_again_and_is_another_account(people, person):
    erase_person(by=people.administrator, request=ask_erasure(by=person, person=person))
    facts = {"language": "fr", "organisation": organisation_of(people.ixelles), "role": "member"}
    assert invite_person(by=people.secretariat, address=ADDRESS, **facts).address == ADDRESS
    assert not Person.objects.filter(email=ADDRESS).exists() and not JoiningRequest.objects.exists()


def test_the_last_of_the_secretariat_is_erased_by_the_administrator(people):
    ask_erasure(by=people.secretariat, person=people.secretariat)
    with clock.acting_at(clock.now() + timedelta(days=31)), recording() as records:
        assert erase_due() == 1
    assert records[-1].actor == people.administrator


def test_the_pages_ask_say_and_do(people, person, client):
    client.post("/fr/account/login/", {"login": ADDRESS, "password": "demonstration"})
    client.post("/fr/account/confirm/", {"password": "demonstration"})
    url = f"/fr/people/{person.pk}/erasure/"
    assert url in body(client.get("/fr/people/own-data/"))
    assert client.post(url, {}).status_code == 422 and not ErasureRequest.objects.exists()
    assert client.post(url, {"sure": "on"})["Location"] == "/fr/people/own-data/"
    assert f"{url}withdraw/" in body(client.get("/fr/people/own-data/"))
    client.post(f"{url}withdraw/")
    assert not ErasureRequest.objects.open().exists()
    assert client.post(f"/fr/people/{people.ixelles.pk}/erasure/", {"sure": "on"}).status_code == 404


def test_who_lets_go_reads_that_it_was_asked_and_others_do_not(people, person, client_of):
    ask_erasure(by=person, person=person)
    told = {
        name: "L’effacement est demandé" in body(client_of(getattr(people, name)).get(f"/fr/people/{person.pk}/"))
        for name in ("ixelles_coordination", "secretariat", "molenbeek", "ixelles")
    }
    assert told == {"ixelles_coordination": True, "secretariat": True, "molenbeek": False, "ixelles": False}


def test_the_administrator_erases_at_once_on_the_page(people, person, client_of):
    ask_erasure(by=person, person=person)
    let_go(by=people.secretariat, person=person, successors={})
    url = f"/fr/people/{person.pk}/"
    assert f"{url}erasure/now/" not in body(client_of(people.secretariat).get(url))
    assert client_of(people.secretariat).post(f"{url}erasure/now/").status_code == 404
    browser = client_of(people.administrator)
    assert f"{url}erasure/now/" in body(browser.get(url))
    assert browser.post(f"{url}erasure/now/")["Location"] == url
    assert "Ancien membre" in body(browser.get(url)) and f"{url}erasure/" not in body(browser.get(url))
