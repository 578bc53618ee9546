"""The pages of the registers: what they show to whom, what may be done there, and what they cost."""

import csv
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from committee.journal import clock
from committee.organisations.models import Organisation
from committee.registers.actions import describe_software, take_part
from committee.seats.actions import add_seat, begin_mandate, end_mandate
from committee.seats.models import Committee, Mandate, Seat
from tests.committee.records import organisation_of
from tests.issues.pages import body

MOST = 8


@pytest.fixture
def seat(people, ground):
    place = organisation_of(people.federation)
    return add_seat(by=people.administrator, committee=ground.committee, organisation=place, bench="federations")


@pytest.fixture
def held(people, seat):
    since = clock.today() - timedelta(days=40)
    facts = {"began_on": since, "decision": "Décision du 3 mars"}
    return begin_mandate(by=people.administrator, seat=seat, person=people.federation, **facts)


def table(response) -> list[list[str]]:
    return list(csv.reader(response.content.decode("utf-8-sig").splitlines(), delimiter=";"))


def test_the_composition_is_public_and_names_nobody(people, held, seat, client):
    add_seat(
        by=people.administrator,
        committee=seat.committee,
        organisation=organisation_of(people.spp_is),
        bench="administration",
    )
    for language, vacant in (("fr", "vacant"), ("nl", "vacant")):
        page = body(client.get(f"/{language}/committee/"))
        assert people.federation.function in page
        assert vacant in page
        assert "@" not in page.split("<main")[1].split("</main")[0]


def test_the_register_shows_holders_and_what_is_vacant(people, held, seat, client_of):
    browser = client_of(people.ixelles)
    assert people.federation.function in body(browser.get("/fr/seats/"))
    end_mandate(by=people.secretariat, mandate=held)
    page = body(browser.get("/fr/seats/?show=vacant"))
    assert (f"/fr/seats/{seat.pk}/" in page, people.federation.function in page) == (True, False)


def test_a_seat_tells_its_history_and_is_filled_by_who_may(people, held, seat, client_of):
    url = f"/fr/seats/{seat.pk}/"
    assert "Décision du 3 mars" in body(client_of(people.ixelles).get(url))
    may = {
        name: f"{url}appoint/" in body(client_of(getattr(people, name)).get(url))
        for name in ("ixelles", "federation", "secretariat", "spp_is")
    }
    assert may == {"ixelles": False, "federation": True, "secretariat": True, "spp_is": False}
    assert client_of(people.spp_is).get(f"{url}appoint/").status_code == 403
    assert (
        client_of(people.spp_is).post(f"/fr/seats/mandates/{held.pk}/end/", {"ended_on": "2030-01-01"}).status_code
        == 403
    )


def test_somebody_is_appointed_the_seat_handed_over_and_ended(people, held, seat, client_of):
    browser, day = client_of(people.secretariat), clock.today()
    answer = browser.post(
        f"/fr/seats/mandates/{held.pk}/handover/", {"person": people.editor.pk, "on": day.isoformat()}
    )
    assert answer["Location"] == f"/fr/seats/{seat.pk}/"
    (now,) = Mandate.objects.current().filter(seat=seat)
    assert now.person == people.editor
    until = (day + timedelta(days=30)).isoformat()
    browser.post(f"/fr/seats/mandates/{now.pk}/end/", {"ended_on": until})
    assert Mandate.objects.get(pk=now.pk).ended_on.isoformat() == until
    facts = {"person": people.federation.pk, "capacity": "substitute", "began_on": day.isoformat()}
    assert browser.post(f"/fr/seats/{seat.pk}/appoint/", facts).status_code == 302
    again = browser.post(f"/fr/seats/{seat.pk}/appoint/", facts)
    assert again.status_code == 422
    assert "occupe déjà le siège" in body(again)


def test_the_secretariat_adds_a_seat(people, client_of):
    place = organisation_of(people.jette)
    facts = {"committee": Committee.objects.get().pk, "organisation": place.pk, "bench": "federations"}
    facts |= {"voice": "advisory", "opens": "common"}
    answer = client_of(people.secretariat).post("/fr/seats/new/", facts)
    made = Seat.objects.get(organisation=place)
    assert (answer["Location"], made.voice) == (f"/fr/seats/{made.pk}/", "advisory")
    assert client_of(people.federation).get("/fr/seats/new/").status_code == 403


def test_a_federation_appoints_its_own_people_alone(people, seat, client_of):
    form = client_of(people.federation).get(f"/fr/seats/{seat.pk}/appoint/").context["form"]
    assert set(form.people.values()) == {people.federation, people.secretariat, people.editor}
    everybody = client_of(people.secretariat).get(f"/fr/seats/{seat.pk}/appoint/").context["form"]
    assert people.ixelles in everybody.people.values()


def test_organisations_are_found_and_narrowed(people, client_of):
    describe_software(by=people.secretariat, organisation=organisation_of(people.ixelles), supplier="Alpha")
    browser = client_of(people.jette)

    def shown(query):
        return [one.nis or one.kind for one in browser.get(f"/fr/organisations/?{query}").context["rows"]]

    assert shown("q=elsene") == ["21009"]
    assert shown("supplier=Alpha") == ["21009"]
    assert shown("kind=administration") == ["administration"]
    assert shown("region=flanders") == []
    assert shown("from=abc&kind=cpas&part=past") == []
    assert len(shown("kind=cpas&language=bi")) == 19


def test_a_centre_takes_part_in_two_clicks(people, client_of):
    browser = client_of(people.secretariat)
    page = browser.get("/fr/organisations/take-part/?q=4700")
    assert [one.nis for one in page.context["found"]] == ["63023"]
    answer = browser.post("/fr/organisations/take-part/", {"nis": "63023"}, follow=True)
    assert "CPAS d’Eupen" in body(answer)
    assert "ÖSHZ Eupen" in body(answer)
    assert client_of(people.ixelles).get("/fr/organisations/take-part/").status_code == 403


def test_the_address_of_a_merged_one_leads_on(people, client_of):
    merged, into = organisation_of(people.jette), organisation_of(people.ixelles)
    browser = client_of(people.secretariat)
    answer = browser.post(f"/fr/organisations/{merged.key}/merge/", {"into": into.key}, follow=True)
    assert answer.redirect_chain[-1][0] == f"/fr/organisations/{into.key}/"
    assert (
        client_of(people.molenbeek).get(f"/fr/organisations/{merged.key}/")["Location"]
        == f"/fr/organisations/{into.key}/"
    )
    assert client_of(people.molenbeek).get(f"/fr/organisations/{merged.key}/?former=1").status_code == 200


def test_a_coordinator_notes_the_software_and_nothing_else(people, client_of):
    browser = client_of(people.ixelles_coordination)
    form = browser.get("/fr/organisations/21009/software/").context["form"]
    facts = {"supplier": "Alpha", "software_version": "7.2", "pilot": "on", "version": form["version"].value()}
    assert browser.post("/fr/organisations/21009/software/", facts).status_code == 302
    place = Organisation.objects.get(nis="21009")
    assert (place.supplier, place.software_version, place.pilot) == ("Alpha", "7.2", True)
    codes = {path: browser.get(f"/fr/organisations/21009/{path}/").status_code for path in ("rename", "merge")}
    assert codes == {"rename": 403, "merge": 403}
    assert browser.get("/fr/organisations/21010/software/").status_code == 403


def test_both_registers_are_taken_along(people, held, client_of):
    browser = client_of(people.ixelles)
    lines = table(browser.get("/fr/organisations/export/?q=ixelles"))
    assert [line[0] for line in lines[1:]] == ["21009"]
    seats = table(browser.get("/nl/seats/export/"))
    assert seats[0][5] == "Functie"
    assert [line[9] for line in seats[1:] if line[9]] == ["Décision du 3 mars"]


def test_what_does_not_exist(people, client_of):
    browser = client_of(people.ixelles)
    for url in (
        "seats/999999/",
        "seats/abc/",
        "organisations/rien/",
        "organisations/o99999/",
        "seats/mandates/99999/end/",
    ):
        assert browser.get(f"/fr/{url}").status_code == 404, url


PAGES = (
    "seats/",
    "seats/{seat}/",
    "organisations/",
    "organisations/{key}/",
    "committee/",
    "seats/export/",
    "organisations/take-part/",
)


@pytest.mark.parametrize("page", PAGES)
def test_pages_cost_the_same_however_much_they_show(people, ground, held, seat, client_of, page):
    key = organisation_of(people.federation).key
    browser, url = client_of(people.secretariat), f"/fr/{page.format(seat=seat.pk, key=key)}"

    def cost() -> int:
        browser.get(url)
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(url).status_code == 200
        return len(asked)

    once = cost()
    for nis, person in (("11001", people.ixelles), ("63023", people.jette), ("92094", people.molenbeek)):
        place = take_part(by=people.secretariat, nis=nis)
        more = add_seat(by=people.administrator, committee=ground.committee, organisation=place, bench="federations")
        begin_mandate(by=people.administrator, seat=more, person=person)
        substitute = {"seat": seat, "person": person, "capacity": "substitute"}
        begin_mandate(by=people.administrator, **substitute)
    assert Seat.objects.count() == 5
    assert cost() == once <= MOST
