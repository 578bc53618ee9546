"""What was promised, by whom and when: in one list, on the seat, in calendars; each in the lanes that one reads."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from committee.inbox.private_addresses import private_token
from committee.journal import clock
from committee.seats.actions import add_seat, begin_mandate, end_mandate, hand_over_seat
from committee.seats.models import Committee
from issues.overview.commitments.filters import Asked, read_asked
from issues.overview.commitments.queries import own_of
from tests.committee.records import organisation_of
from tests.conftest import filed
from tests.issues.pages import body
from tests.issues.steps import deliver, move, propose
from tests.scenes import scene

SOON = clock.today() + timedelta(days=12)


@scene
def promised(people, problem, spaces):
    """One of the administration, one that is late, one delivered, one that is only proposed, and one among the federations."""
    ours = propose(people.spp_is, problem, title="À temps", due_on=SOON)
    late = propose(people.spp_is, problem, title="Trop tard", due_on=clock.today() - timedelta(days=3))
    for solution in (ours, late):
        move(people.federation, solution, "agreed")
    delivered = propose(people.spp_is, problem, title="Livrée")
    deliver(people, delivered)
    propose(people.spp_is, problem, title="Pas encore")
    hidden = propose(people.federation, filed(people.federation, spaces.federations), title="Entre nous", due_on=SOON)
    move(people.federation, hidden, "agreed")
    return {"ours": ours, "late": late, "hidden": hidden}


def titles(browser, query: str = "") -> list[str]:
    page = browser.get(f"/fr/commitments/?{query}")
    return [row["one"].title for group in page.context["groups"] for row in group["rows"]]


@pytest.mark.parametrize(
    ("name", "query", "expected"),
    [
        ("spp_is", "", ["Trop tard", "À temps"]),
        ("spp_is", "show=kept", ["Livrée"]),
        ("spp_is", "show=overdue", ["Trop tard"]),
        ("spp_is", "owner=&show=all", ["Trop tard", "À temps", "Livrée"]),
        ("federation", "", ["Entre nous"]),
        ("ixelles", "", ["Entre nous", "Trop tard", "À temps"]),
        ("observer", "show=open", ["Trop tard", "À temps"]),
        ("ixelles", "owner=x&show=x", ["Entre nous", "Trop tard", "À temps"]),
    ],
)
def test_ones_own_first_within_the_lanes_that_one_reads(people, promised, client_of, name, query, expected):
    assert titles(client_of(getattr(people, name)), query) == expected


def test_the_list_is_narrowed_to_one_owner(people, promised, client_of):
    owner = organisation_of(people.spp_is).pk
    assert titles(client_of(people.ixelles), f"owner={owner}") == ["Trop tard", "À temps"]


def test_it_is_for_members(people, promised, client, client_of):
    assert client.get("/fr/commitments/").status_code == 302
    assert client_of(people.stranger).get("/fr/commitments/").status_code == 404
    assert 'href="/nl/commitments/"' in body(client_of(people.spp_is).get("/nl/dashboard/"))


@pytest.mark.parametrize(
    ("query", "has_own", "asked"),
    [
        ({}, True, Asked("own")),
        ({}, False, Asked()),
        ({"owner": "own"}, False, Asked()),
        ({"show": "x"}, False, Asked()),
    ],
)
def test_what_makes_no_sense_is_left_out(ground, query, has_own, asked):
    assert read_asked(query, has_own=has_own) == asked


@pytest.fixture
def seat(people, ground):
    """A seat of the administration that its member holds."""
    place = organisation_of(people.spp_is)
    found = add_seat(
        by=ground.administrator, committee=Committee.objects.get(), organisation=place, bench="administration"
    )
    begin_mandate(by=ground.administrator, seat=found, person=people.spp_is)
    return found


def test_what_a_seat_promised_passes_to_its_next_holder(people, ground, problem, seat, client_of):
    place = organisation_of(people.spp_is)
    solution = propose(people.spp_is, problem, title="Du siège", owner=place, owner_seat=seat, due_on=SOON)
    move(people.federation, solution, "agreed")
    mandate = seat.mandates.get()
    for page in (f"/fr/seats/{seat.pk}/", f"/fr/seats/mandates/{mandate.pk}/handover/"):
        assert "Du siège" in body(client_of(people.secretariat).get(page))
    hand_over_seat(by=ground.administrator, mandate=mandate, person=people.federation)
    assert own_of(people.federation).seats == {seat.pk} and own_of(people.spp_is).seats == set()
    assert "Du siège" in titles(client_of(people.federation))
    end_mandate(by=ground.administrator, mandate=seat.mandates.latest("pk"))
    assert titles(client_of(people.federation)) == []


def events_at(client, person, name: str) -> list[tuple[str, date]]:
    answer = client.get(f"/private/{private_token(person)}/{name}")
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/calendar")
    calendar = Calendar.from_ical(answer.content)
    return [(str(event["summary"]), event["dtstart"].dt) for event in calendar.walk("VEVENT")]


def test_calendars_hold_what_is_open_and_dated(people, promised, seat, problem, client):
    ours, late = promised["ours"], promised["late"]
    assert events_at(client, people.spp_is, "commitments.ics") == [
        (f"{late.number} Trop tard", late.due_on),
        (f"{ours.number} À temps", SOON),
    ]
    assert events_at(client, people.ixelles, "commitments.ics") == []
    assert events_at(client, people.spp_is, f"seat-{seat.pk}.ics") == []
    solution = propose(people.spp_is, problem, title="Du siège", owner_seat=seat, due_on=SOON)
    move(people.federation, solution, "agreed")
    assert events_at(client, people.ixelles, f"seat-{seat.pk}.ics") == [(f"{solution.number} Du siège", SOON)]
    assert events_at(client, people.ixelles, "seat-999999.ics") == []
    assert client.get("/private/1-0000000000000000000000000000000000000000/commitments.ics").status_code == 404


def test_a_calendar_tells_nothing_of_a_lane_that_one_does_not_read(people, promised, client):
    assert [words for words, _day in events_at(client, people.federation, "commitments.ics")] == [
        f"{promised['hidden'].number} Entre nous"
    ]
    assert "Entre nous" not in str(events_at(client, people.spp_is, "commitments.ics"))


def test_the_list_costs_as_much_with_more_rows(people, promised, problem, client_of):
    browser, numbers = client_of(people.spp_is), []
    for _ in range(2):
        browser.get("/fr/commitments/")
        with CaptureQueriesContext(connection) as captured:
            browser.get("/fr/commitments/")
        numbers.append(len(captured))
        for title in ("Un", "Deux"):
            move(people.federation, propose(people.spp_is, problem, title=title), "agreed")
    assert numbers[0] == numbers[1] <= 8
