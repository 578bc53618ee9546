"""The positions on a solution: its page, the seat's page, and what each may do there."""

import pytest

from issues.deliberation.positions import policy
from issues.deliberation.positions.actions import record_on_behalf, seal_positions, take_position
from issues.deliberation.positions.models import Consultation, Position
from tests.committee.records import unchanged
from tests.conftest import filed
from tests.issues.deliberation.table import away
from tests.issues.pages import body, flagged, said, value_of
from tests.issues.steps import propose
from tests.issues.test_query_budgets import MOST, queries

PEOPLE = (
    "ixelles", "ixelles_coordination", "molenbeek", "federation", "secretariat", "editor", "spp_is", "observer", "stranger",
    "administrator",
)  # fmt: skip


def page_of(thing, path="") -> str:
    return f"/fr/positions/solution/{thing.pk}/{path}"


def say(person, thing, seat, stance, space=None, text="") -> Position:
    facts = {"by": person, "about": thing.about, "seat": seat, "stance": stance, "text": text}
    return take_position(space=(space or thing.space).pk, **facts)


def test_who_takes_which_position_and_who_runs_them(people, spaces, table, solution):
    thing = solution.owner_of_thread
    seats = (table.brussels, table.walloon, table.federal)
    lanes = {
        "common": spaces.common.pk,
        "federations": spaces.federations.pk,
        "administration": spaces.administration.pk,
    }
    may = {
        (name, seat.pk, lane)
        for name in PEOPLE
        for seat in seats
        for lane, space in lanes.items()
        if policy.may_take_position(getattr(people, name), thing, seat.pk, space)
    }
    assert may == {
        ("federation", table.brussels.pk, "common"),
        ("federation", table.brussels.pk, "federations"),
        ("spp_is", table.federal.pk, "common"),
        ("spp_is", table.federal.pk, "administration"),
    }
    assert {name for name in PEOPLE if policy.runs_positions(getattr(people, name), thing)} == {"secretariat"}


def test_first_within_the_bench_then_in_common_then_sealed(people, spaces, client_of, table, solution):
    browser = client_of(people.federation)
    url = page_of(solution, f"seats/{table.brussels.pk}/")
    facts = {"space": spaces.federations.pk, "stance": "support_if", "text": "Si la date tient.", "language": "fr"}
    browser.post(url, facts)
    assert "Si la date tient." in body(client_of(people.ixelles).get(page_of(solution)))
    assert "Si la date tient." not in body(client_of(people.spp_is).get(page_of(solution)))
    form = browser.get(page_of(solution))
    assert value_of(form, "text") == "Si la date tient."
    browser.post(url, facts | {"space": spaces.common.pk, "version": value_of(form, "version")})
    assert "Si la date tient." in body(client_of(people.spp_is).get(page_of(solution)))
    say(table.walloon_holder, solution, table.walloon, "support")
    say(people.spp_is, solution, table.federal, "support")
    shown = client_of(people.ixelles).get(f"/fr/solutions/{solution.pk}/")
    assert said("fr", "Joint position, under conditions") in body(shown)
    sealing = client_of(people.secretariat).post(page_of(solution, "seal/"), {"review_on": ""})
    assert sealing.status_code == 302
    assert Consultation.objects.get().outcome == "joint_conditional"
    assert said("fr", "Take this position") not in body(browser.get(page_of(solution)))


def test_a_form_that_fails_comes_back_filled_in(people, spaces, client_of, table, solution):
    url = page_of(solution, f"seats/{table.brussels.pk}/")
    with unchanged():
        answer = client_of(people.federation).post(
            url, {"space": spaces.common.pk, "stance": "opposed", "text": "", "language": "fr"}
        )
    assert answer.status_code == 422 and "text" in flagged(answer)
    say(people.federation, solution, table.brussels, "support")
    with unchanged():
        answer = client_of(people.secretariat).post(page_of(solution, "seal/"), {"review_on": "2020-01-01"})
    assert answer.status_code == 422
    with unchanged():
        answer = client_of(people.secretariat).post(page_of(solution, "behalf/"), {"stance": "support"})
    assert answer.status_code == 422


def test_recorded_on_behalf_is_marked_and_settled_by_the_seat(people, client_of, table, solution):
    facts = {"seat": table.walloon.pk, "stance": "support", "text": "", "language": "fr"}
    client_of(people.secretariat).post(page_of(solution, "behalf/"), facts)
    position = Position.objects.get()
    words = said("fr", "recorded by the secretariat on behalf of the seat, not confirmed yet")
    assert words in body(client_of(people.ixelles).get(page_of(solution)))
    holder = client_of(table.walloon_holder)
    assert f"/positions/{position.pk}/confirm/" in body(holder.get(page_of(solution)))
    assert f"/positions/{position.pk}/confirm/" not in body(client_of(people.federation).get(page_of(solution)))
    assert client_of(people.federation).post(f"/fr/positions/{position.pk}/confirm/").status_code == 403
    holder.post(f"/fr/positions/{position.pk}/contradict/")
    assert said("fr", "contradicted by the seat") in body(client_of(people.ixelles).get(page_of(solution)))


def test_the_secretariat_calls_and_reopens(people, client_of, table, solution):
    secretariat = client_of(people.secretariat)
    secretariat.post(page_of(solution, "call/"))
    assert solution.title in body(client_of(people.federation).get("/fr/dashboard/"))
    say(people.federation, solution, table.brussels, "support")
    seal_positions(by=people.secretariat, about=solution.about)
    assert said("fr", "Open another round") in body(secretariat.get(page_of(solution)))
    secretariat.post(page_of(solution, "reopen/"))
    assert Consultation.objects.count() == 2
    for path in ("call/", "reopen/", "seal/", "behalf/"):
        with unchanged():
            assert client_of(people.federation).post(page_of(solution, path), {}).status_code in (403, 422), path


def test_what_stands_in_another_lane_does_not_exist(people, spaces, client_of, table):
    closed = propose(people.federation, filed(people.federation, spaces.federations, impact={}))
    position = say(people.federation, closed, table.brussels, "support")
    browser = client_of(people.spp_is)
    assert browser.get(page_of(closed)).status_code == 404
    for path in ("call/", "seal/", "reopen/", "behalf/", f"seats/{table.federal.pk}/"):
        with unchanged():
            assert browser.post(page_of(closed, path), {}).status_code == 404
    assert browser.post(f"/fr/positions/{position.pk}/confirm/").status_code == 404
    assert browser.get("/fr/positions/seat/1/").status_code == 404
    assert browser.get("/fr/positions/nothing/1/").status_code == 404


def test_a_seat_shows_its_positions_under_whichever_holder(people, spaces, client_of, table, solution):
    away(people.spp_is)
    say(table.deputy, solution, table.federal, "reservation", text="Budget à confirmer.")
    say(table.deputy, solution, table.federal, "opposed", spaces.administration, text="Entre nous seulement.")
    shown = body(client_of(people.ixelles).get(f"/fr/seats/{table.federal.pk}/"))
    assert "Budget à confirmer." in shown and table.deputy.function in shown and people.spp_is.function in shown
    assert "Entre nous seulement." not in shown
    assert "Entre nous seulement." in body(client_of(people.spp_is).get(f"/fr/seats/{table.federal.pk}/"))


@pytest.mark.column
@pytest.mark.parametrize("name", ["federation", "spp_is", "secretariat", "ixelles"])
def test_pages_cost_the_same_with_one_row_and_with_three(people, spaces, client_of, table, solution, name):
    browser = client_of(getattr(people, name))
    say(people.federation, solution, table.brussels, "support")
    urls = [page_of(solution), f"/fr/solutions/{solution.pk}/", f"/fr/seats/{table.brussels.pk}/"]
    one = {url: queries(browser, url) for url in urls}
    say(people.federation, solution, table.brussels, "opposed", text="Non.")
    say(people.federation, solution, table.brussels, "support", spaces.federations)
    say(people.spp_is, solution, table.federal, "notes")
    record_on_behalf(by=people.secretariat, about=solution.about, seat=table.walloon, stance="support")
    three = {url: queries(browser, url) for url in urls}
    dear = [url for url in urls if len(one[url]) > MOST or len(one[url]) != len(three[url])]
    assert dear == [], "\n".join("\n".join([url, "first:", *one[url], "then:", *three[url]]) for url in dear)
