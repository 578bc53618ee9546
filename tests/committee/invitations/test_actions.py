"""Inviting, sending again, withdrawing and accepting: done, refused, recorded, and nothing left behind."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import authenticate
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import RequestFactory
from django.utils import timezone

from committee.access.models import Space
from committee.access.refusals import Refused
from committee.access.standing import standing_of
from committee.invitations.actions import accept_invitation, invite_person, resend_invitation, withdraw_invitation
from committee.invitations.links import link_to, token_from
from committee.invitations.models import Invitation
from committee.invitations.policy import may_invite, visible_to
from committee.invitations.states import State
from committee.organisations.models import Kind, Organisation
from committee.people.models import Person
from committee.seats.actions import add_seat, close_account, end_membership
from committee.seats.models import Mandate
from tests.committee.records import Record, organisation_of, recording, unchanged
from tests.scenes import scene

PASSPHRASE = "quatre mots tout à fait étrangers"
PLACES = {
    "own": "CPAS d’Ixelles",
    "other": "CPAS de Jette",
    "federation": "Fédération des CPAS bruxellois (Brulocalis)",
    "administration": "SPP Intégration sociale (SPP-IS)",
}
ALL = {
    ("own", "member"), ("own", "coordinator"), ("other", "member"), ("other", "coordinator"),
    ("federation", "member"), ("federation", "secretariat"), ("federation", "editor"),
    ("administration", "member"), ("administration", "coordinator"),
}  # fmt: skip
GIVEN = {
    "administrator": ALL,
    "secretariat": ALL,
    "federation": {("federation", "member")},
    "ixelles_coordination": {("own", "member"), ("own", "coordinator")},
    "ixelles": set(), "molenbeek": set(), "editor": set(), "spp_is": set(), "observer": set(), "stranger": set(),
}  # fmt: skip
OFFERED = [(place, role) for place in PLACES for role in ("member", "coordinator", "secretariat", "editor")]


def ixelles() -> Organisation:
    return Organisation.objects.get(name_fr=PLACES["own"])


def invited(by, **facts) -> Invitation:
    facts = {"address": "nouveau@example.org", "language": "nl", "organisation": ixelles(), "role": "member"} | facts
    return invite_person(by=by, **facts)


def accept(invitation: Invitation, **facts) -> Person:
    facts = {"password": PASSPHRASE, "language": "nl", "function_fr": "Assistante sociale"} | facts
    return accept_invitation(token=token_from(invitation.nonce), **facts)


@scene
def invitation(people):
    """Somebody invited to Ixelles by its coordination."""
    return invited(people.ixelles_coordination)


@pytest.mark.parametrize("name", GIVEN)
def test_who_invites_to_what(people, name):
    by = getattr(people, name)
    places = {place: Organisation.objects.get(name_fr=told) for place, told in PLACES.items()}
    assert {offer for offer in OFFERED if may_invite(by, places[offer[0]], offer[1])} == GIVEN[name]


@pytest.mark.parametrize("name", [name for name, given in GIVEN.items() if not given])
def test_nobody_else_invites_or_handles_invitations(people, invitation, name):
    by = getattr(people, name)
    assert not visible_to(by).exists()
    for attempt in (
        lambda: invited(by, address="autre@example.org"),
        lambda: resend_invitation(by=by, invitation=invitation),
        lambda: withdraw_invitation(by=by, invitation=invitation),
    ):
        with unchanged(), pytest.raises(PermissionDenied):
            attempt()


def test_an_invitation_is_kept_recorded_and_its_link_is_not(people):
    with recording() as records:
        one = invited(people.secretariat, address=" Nouveau@EXAMPLE.org ")
    own = Space.objects.own(ixelles())
    assert records == [Record("invitation.sent", people.secretariat, own, ixelles(), [("invitation", str(one.pk))])]
    assert (one.address, one.state, one.times_sent) == ("nouveau@example.org", State.OPEN, 1)
    token = link_to(one).rstrip("/").rpartition("/")[2]
    assert link_to(one).endswith(f"/nl/invitation/{token}/") and token not in str(Invitation.objects.values().get())


def test_an_account_or_an_open_invitation_stands_in_the_way(people, invitation):
    for address in ("nouveau@example.org", "jette@example.org"):
        with unchanged(), pytest.raises(Refused):
            invited(people.secretariat, address=address)


@pytest.mark.column
def test_the_database_keeps_one_open_invitation_for_an_address(people, invitation):
    with unchanged(), pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.create(
            **{field.attname: getattr(invitation, field.attname) for field in Invitation._meta.fields}
            | {"id": None, "token_hash": "another"}
        )


def test_an_expired_invitation_makes_room(people, invitation):
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        assert invitation.state == State.EXPIRED
        assert invited(people.secretariat).state == State.OPEN
    invitation.refresh_from_db()
    assert invitation.state == State.WITHDRAWN


def test_sending_again_ends_the_earlier_link(people, invitation):
    with time_machine.travel(timezone.now() + timedelta(days=20)), recording() as records:
        again = resend_invitation(by=people.ixelles_coordination, invitation=invitation)
        assert (again.state, again.times_sent) == (State.OPEN, 2)
        with unchanged(), pytest.raises(Refused):
            accept(invitation)
        assert accept(again).is_active
    assert [record.verb for record in records][:2] == ["invitation.resent", "membership.began"]


def test_a_withdrawn_invitation_lets_nobody_in(people, invitation):
    with recording() as records:
        withdraw_invitation(by=people.secretariat, invitation=invitation)
    assert [record.verb for record in records] == ["invitation.withdrawn"]
    for attempt in (
        lambda: accept(invitation),
        lambda: resend_invitation(by=people.secretariat, invitation=invitation),
        lambda: withdraw_invitation(by=people.secretariat, invitation=invitation),
    ):
        with unchanged(), pytest.raises(Refused):
            attempt()


def test_an_expired_invitation_lets_nobody_in(people, invitation):
    with time_machine.travel(timezone.now() + timedelta(days=15)), unchanged(), pytest.raises(Refused):
        accept(invitation)


def test_accepting_opens_the_account_with_its_place(people, invitation):
    with recording() as records:
        person = accept(invitation, function_nl="Maatschappelijk werker")
    assert [(record.verb, record.actor) for record in records] == [
        ("membership.began", people.ixelles_coordination),
        ("invitation.accepted", person),
    ]
    place = person.memberships.get()
    assert (place.organisation, place.role, person.language) == (ixelles(), "member", "nl")
    assert person.functions == {"fr": "Assistante sociale", "nl": "Maatschappelijk werker"}
    assert [role.code for role in standing_of(person).roles] == ["cpas_member"]
    request = RequestFactory().post("/")
    assert authenticate(request, email="nouveau@example.org", password=PASSPHRASE) == person


def test_the_same_form_sent_twice_is_one_deed_and_another_is_refused(people, invitation):
    person = accept(invitation)
    with unchanged():
        assert accept(invitation) == person
    with unchanged(), pytest.raises(Refused):
        accept(invitation, password="an altogether different thing")
    with time_machine.travel(timezone.now() + timedelta(hours=1)), unchanged(), pytest.raises(Refused):
        accept(invitation)


def test_what_the_inviter_may_no_longer_give_is_not_given(people, invitation):
    end_membership(by=people.administrator, membership=people.ixelles_coordination.memberships.get())
    with unchanged(), pytest.raises(Refused):
        accept(invitation)


def test_nothing_of_an_account_is_left_where_accepting_fails(people, invitation):
    with unchanged(), pytest.raises(Exception):
        accept(invitation, function_fr="Tél. 0470 12 34 56")


def test_a_seat_may_come_with_it(people, ground):
    seat = add_seat(by=ground.administrator, committee=ground.committee, organisation=ixelles(), bench="federations")
    with unchanged(), pytest.raises(PermissionDenied):
        invited(people.ixelles_coordination, seat=seat)
    person = accept(invited(people.secretariat, seat=seat, capacity="substitute"))
    mandate = Mandate.objects.get(person=person)
    assert (mandate.seat, mandate.capacity) == (seat, "substitute")


def test_a_seat_of_another_organisation_is_not_given(people, ground):
    jette = organisation_of(people.jette)
    seat = add_seat(by=ground.administrator, committee=ground.committee, organisation=jette, bench="federations")
    with unchanged(), pytest.raises(PermissionDenied):
        invited(people.secretariat, seat=seat)


def test_somebody_who_left_comes_back_under_the_same_account(people):
    close_account(by=people.secretariat, person=people.jette)
    person = accept(invited(people.secretariat, address="jette@example.org"))
    assert person.pk == people.jette.pk and person.is_active
    assert person.memberships.filter(ended_on=None).get().organisation == ixelles()


def test_the_first_secretariat_is_invited_by_the_technical_administrator(ground):
    federation = Organisation.objects.filter(kind=Kind.FEDERATION).first()
    person = accept(invited(ground.administrator, organisation=federation, role="secretariat"))
    assert [role.code for role in standing_of(person).roles] == ["secretariat"]


def test_an_unknown_link_is_refused(db):
    with pytest.raises(Refused):
        accept_invitation(token="0" * 64, password=PASSPHRASE, language="fr", function_fr="F")
