"""A seat that is closed, which is not one that is vacant; and a second committee beside the first."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from committee.access.refusals import Refused
from committee.journal import clock
from committee.registers.actions import close_organisation
from committee.seats.actions import add_seat, begin_mandate, close_seat, found_committee
from committee.seats.models import Committee, Mandate, Seat
from tests.committee.records import organisation_of, recording, unchanged
from tests.issues.pages import body

REASON = "Décision du comité du 3 mars"


@pytest.fixture
def seat(people, ground):
    place = organisation_of(people.federation)
    return add_seat(by=people.administrator, committee=ground.committee, organisation=place, bench="federations")


def test_a_seat_is_closed_with_its_mandates_and_keeps_its_history(people, seat):
    today = clock.today()
    now = begin_mandate(by=people.secretariat, seat=seat, person=people.federation)
    later = {"began_on": today + timedelta(days=30), "capacity": "substitute"}
    coming = begin_mandate(by=people.secretariat, seat=seat, person=people.editor, **later)
    with recording() as records:
        closed = close_seat(by=people.secretariat, seat=seat, closed_on=today + timedelta(days=10), reason=REASON)
    assert [record.verb for record in records] == ["mandate.limited", "mandate.ended", "seat.closed"]
    assert (closed.is_closed, closed.closing_reason) == (False, REASON)
    assert Mandate.objects.get(pk=now.pk).ended_on == today + timedelta(days=10)
    assert Mandate.objects.get(pk=coming.pk).over
    with clock.acting_at(clock.now() + timedelta(days=10)):
        assert list(Seat.objects.closed()) == [seat] and not Seat.objects.standing().filter(pk=seat.pk)
        assert Seat.objects.get(pk=seat.pk).mandates.count() == 2


@pytest.mark.parametrize("name", ["federation", "ixelles_coordination", "spp_is", "observer", "stranger"])
def test_nobody_else_closes_a_seat(people, seat, name):
    with unchanged(), pytest.raises(PermissionDenied):
        close_seat(by=getattr(people, name), seat=seat, reason=REASON)


def test_a_closed_seat_is_given_to_nobody_and_closed_once(people, seat):
    close_seat(by=people.secretariat, seat=seat, reason=REASON)
    with unchanged(), pytest.raises(Refused):
        close_seat(by=people.secretariat, seat=seat, reason=REASON)
    with unchanged(), pytest.raises(Refused):
        begin_mandate(by=people.secretariat, seat=seat, person=people.federation)


def test_no_seat_is_closed_in_the_past_nor_held_beyond_its_end(people, seat):
    today = clock.today()
    with unchanged(), pytest.raises(Refused):
        close_seat(by=people.secretariat, seat=seat, closed_on=today - timedelta(days=1), reason=REASON)
    close_seat(by=people.secretariat, seat=seat, closed_on=today + timedelta(days=5), reason=REASON)
    with unchanged(), pytest.raises(Refused):
        begin_mandate(by=people.secretariat, seat=seat, person=people.federation)
    held = begin_mandate(by=people.secretariat, seat=seat, person=people.federation, ended_on=today + timedelta(days=5))
    assert held.is_current


def test_seats_end_with_their_organisation(people, seat):
    place = organisation_of(people.jette)
    theirs = add_seat(by=people.administrator, committee=seat.committee, organisation=place, bench="observers")
    close_organisation(by=people.secretariat, organisation=place)
    assert Seat.objects.get(pk=theirs.pk).is_closed and not Seat.objects.get(pk=seat.pk).is_closed


def test_a_closed_seat_is_no_vacancy_on_any_page(people, seat, client_of, client):
    browser, url = client_of(people.secretariat), f"/fr/seats/{seat.pk}/"
    assert url in body(browser.get("/fr/seats/?show=vacant"))
    again = browser.post(f"{url}close/", {"closed_on": clock.today().isoformat(), "reason": ""})
    assert again.status_code == 422
    answer = browser.post(f"{url}close/", {"closed_on": clock.today().isoformat(), "reason": REASON})
    assert answer["Location"] == url
    shown = {words: url in body(browser.get(f"/fr/seats/{words}")) for words in ("", "?show=vacant", "?show=closed")}
    assert shown == {"": False, "?show=vacant": False, "?show=closed": True}
    page = body(browser.get(url))
    assert REASON in page and f"{url}appoint/" not in page and f"{url}close/" not in page
    assert organisation_of(people.federation).name_fr not in body(client.get("/fr/committee/")).split("<dl")[-1]


def test_a_second_committee_has_seats_of_its_own(people, seat, client_of, client):
    place = organisation_of(people.federation)
    browser = client_of(people.secretariat)
    facts = {"name_fr": "Groupe de travail", "name_nl": "Werkgroep", "secretariat": place.pk}
    assert browser.post("/fr/committee/new/", facts)["Location"] == "/fr/seats/new/"
    second = Committee.objects.get(name_fr="Groupe de travail")
    page = body(browser.get("/fr/seats/new/"))
    assert "Groupe de travail" in page
    told = {
        "committee": second.pk,
        "organisation": place.pk,
        "bench": "federations",
        "voice": "voting",
        "opens": "common",
    }
    browser.post("/fr/seats/new/", told)
    assert Seat.objects.get(committee=second).organisation == place
    for shown in (body(browser.get("/fr/seats/")), body(client.get("/fr/committee/"))):
        assert shown.index(seat.committee.name_fr) < shown.index("Groupe de travail")


@pytest.mark.parametrize("name", ["federation", "ixelles_coordination", "spp_is", "stranger"])
def test_nobody_else_founds_a_committee(people, name):
    with unchanged(), pytest.raises(PermissionDenied):
        found_committee(
            by=getattr(people, name), name_fr="A", name_nl="B", secretariat=organisation_of(people.federation)
        )


def test_founding_a_committee_is_recorded(people):
    with recording() as records:
        facts = {"name_fr": "A", "name_nl": "B", "secretariat": organisation_of(people.federation)}
        found_committee(by=people.secretariat, **facts)
    assert [record.verb for record in records] == ["committee.founded"]
