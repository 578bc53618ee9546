"""Asking to join without an account: whom it reaches, and one click that invites."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from committee.access.refusals import Refused
from committee.inbox.mails.fan_out import recipients_of
from committee.inbox.models import Duty
from committee.invitations.models import Invitation
from committee.joining.actions import ask_to_join, decline_request, invite_who_asked
from committee.joining.models import JoiningRequest
from committee.joining.policy import may_answer, visible_to
from committee.journal.models import Entry
from committee.organisations.models import Organisation
from tests.committee.invitations.test_actions import invited
from tests.committee.records import recording, unchanged
from tests.scenes import scene

CAST = ("administrator", "secretariat", "federation", "ixelles_coordination", "ixelles", "molenbeek", "stranger")
FORM = {"function": "Juriste", "address": "elle@example.org", "language": "nl", "message": "", "website": ""}


def ask(name="CPAS d’Ixelles", **facts) -> JoiningRequest | None:
    facts = {"address": "elle@example.org", "language": "nl", "function": "Juriste"} | facts
    return ask_to_join(organisation=Organisation.objects.get(name_fr=name), **facts)


@scene
def asked(people):
    """Somebody asks to work with Ixelles, which has a coordination."""
    return ask()


@pytest.mark.parametrize("name", CAST)
def test_who_answers(people, asked, name):
    person = getattr(people, name)
    may = name in ("administrator", "secretariat", "ixelles_coordination")
    assert may_answer(person, asked) is may is visible_to(person).exists()


@pytest.mark.parametrize(
    ("place", "told"), [("CPAS d’Ixelles", "ixelles_coordination"), ("CPAS de Jette", "secretariat")]
)
def test_it_reaches_the_coordination_or_else_the_secretariat(people, place, told):
    ask(place)
    entry = Entry.objects.get(verb="joining.asked")
    assert [person for person, _why in recipients_of(entry)] == [getattr(people, told)]
    assert Duty.objects.visible_to(getattr(people, told)).open().get().code == "duty.joining"
    assert "elle@example.org" not in str(entry.data)


def test_one_click_invites_and_settles_it(people, asked):
    with recording() as records:
        invitation = invite_who_asked(by=people.ixelles_coordination, request=asked)
    assert [record.verb for record in records] == ["invitation.sent", "joining.invited"]
    assert (invitation.address, invitation.language, invitation.function_nl) == ("elle@example.org", "nl", "Juriste")
    assert not Duty.objects.open().exists()
    with unchanged(), pytest.raises(Refused):
        decline_request(by=people.secretariat, request=asked)


def test_declining_invites_nobody(people, asked):
    decline_request(by=people.ixelles_coordination, request=asked)
    assert not Invitation.objects.exists() and not JoiningRequest.objects.open().exists()


@pytest.mark.parametrize("name", ["ixelles", "molenbeek", "federation", "stranger"])
def test_nobody_else_answers(people, asked, name):
    for deed in (invite_who_asked, decline_request):
        with unchanged(), pytest.raises(PermissionDenied):
            deed(by=getattr(people, name), request=asked)


def test_who_is_known_already_changes_nothing(people, asked):
    invited(people.secretariat)
    for address in ("elle@example.org", "nouveau@example.org", "jette@example.org"):
        with unchanged():
            assert ask(address=address) is None


@pytest.mark.column
def test_the_database_keeps_one_open_request_for_an_address(people, asked):
    with pytest.raises(IntegrityError), transaction.atomic():
        JoiningRequest.objects.create(
            address=asked.address, organisation=asked.organisation, function="X", space=asked.space,
            asked_at=asked.asked_at,
        )  # fmt: skip


def test_the_form_says_the_same_to_everybody(people, client):
    place = Organisation.objects.get(name_fr="CPAS d’Ixelles").pk
    pages = [
        client.post("/fr/join/", FORM | {"organisation": place, "address": address}).content.decode()
        for address in ("elle@example.org", "jette@example.org")
    ]
    assert pages[0].replace("elle@", "jette@") == pages[1]
    assert JoiningRequest.objects.count() == 1
    client.post("/fr/join/", FORM | {"organisation": place, "address": "robot@example.org", "website": "x"})
    assert JoiningRequest.objects.count() == 1


def test_asking_is_slowed_down(ground, client):
    answers = [client.post("/fr/join/", FORM).status_code for _ in range(6)]
    assert (answers[0], answers[-1]) == (422, 429)


def test_the_pages_of_who_answers(people, asked, client_of, django_assert_max_num_queries):
    browser = client_of(people.ixelles_coordination)
    page = f"/fr/people/requests/{asked.pk}/"
    browser.get("/fr/people/requests/")
    with django_assert_max_num_queries(8):
        assert page in browser.get("/fr/people/requests/").content.decode()
    assert "/fr/people/requests/" in browser.get("/fr/people/").content.decode()
    assert "elle@example.org" in browser.get(page).content.decode()
    assert client_of(people.molenbeek).get(page).status_code == 404
    assert client_of(people.molenbeek).get("/fr/people/requests/").status_code == 404
    assert browser.post(page, {"answer": "invite"}).status_code == 302
    assert Invitation.objects.get().address == "elle@example.org"
