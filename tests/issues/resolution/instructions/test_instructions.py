"""Workarounds and instructions: who issues them, how long they hold, what ends them, where they show, and in which lanes."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from committee.access.refusals import Refused
from committee.journal import clock
from committee.privacy.models import PersonalDataFound
from home.search.actions.indexing import rebuild_index
from home.search.queries.results import search
from issues.intake.triage.actions.merging import merge_problem, undo_merge
from issues.resolution.instructions.actions.issuing import (
    issue_instruction,
    translate_instruction,
    withdraw_instruction,
)
from issues.resolution.instructions.models import Instruction
from issues.resolution.instructions.policy import may_issue_instruction, may_withdraw_instruction
from issues.resolution.solutions.models import Solution
from tests.committee.records import organisation_of, recording, unchanged
from tests.conftest import filed
from tests.issues.pages import body
from tests.issues.steps import PHONE, propose, stand
from tests.scenes import scene

TODAY = clock.today()
DAY = timedelta(days=1)
CAST = ("federation", "secretariat", "spp_is", "editor", "ixelles", "observer", "stranger", "administrator")
ISSUERS = {"federation", "secretariat", "spp_is"}


def issue(person, about, **facts) -> Instruction:
    facts = {"title": "Compter à la main", "text": "On **compte**.", "language": "fr", "from_on": TODAY, **facts}
    return issue_instruction(by=person, about=about, **facts)


@scene
def held(people, problem):
    """A workaround in force about the problem."""
    return issue(people.spp_is, problem)


def in_force(day: date | None = None) -> set[str]:
    return set(Instruction.objects.in_force(day).values_list("title", flat=True))


@pytest.mark.parametrize("state", ["filed", "deployed", "verified", "closed", "merged"])
def test_who_issues_about_a_problem(people, problem, state):
    problem = stand(problem, state)
    allowed = {name for name in CAST if may_issue_instruction(getattr(people, name), problem)}
    assert allowed == (set() if state in ("closed", "merged") else ISSUERS)


@pytest.mark.parametrize("state", ["proposed", "planned", "delivered", "relapsed", "verified", "not_retained"])
def test_who_issues_beside_a_solution(people, solution, state):
    Solution.objects.filter(pk=solution.pk).update(state=state, state_reason="x")
    solution.refresh_from_db()
    allowed = {name for name in CAST if may_issue_instruction(getattr(people, name), solution)}
    assert allowed == (set() if state in ("verified", "not_retained") else ISSUERS)


def test_its_lane_is_that_of_what_it_is_about(people, spaces, own):
    apart = filed(people.federation, spaces.federations)
    issue(people.federation, apart)
    assert list(Instruction.objects.visible_to(people.spp_is)) == []
    for person, thing in ((people.spp_is, apart), (people.federation, own), (people.ixelles, own)):
        with unchanged(), pytest.raises(PermissionDenied):
            issue(person, thing)


def test_it_is_stored_recorded_and_told_once_for_a_double_click(people, problem, spaces):
    with recording() as records:
        first = issue(people.spp_is, problem, submission="s1", title_other="Met de hand tellen")
        assert issue(people.spp_is, problem, submission="s1") == first
    (record,) = records
    place = organisation_of(people.spp_is)
    assert record == ("instruction.issued", people.spp_is, spaces.common, place, [first.about, problem.about])
    assert (first.html, first.issued_for) == ("<p>On <strong>compte</strong>.</p>\n", place)


@pytest.mark.parametrize(
    ("facts", "days"),
    [
        ({"from_on": TODAY}, {0, 1, 400}),
        ({"from_on": TODAY + DAY}, {1, 400}),
        ({"from_on": TODAY - 9 * DAY, "until_on": TODAY}, {-9, -1, 0}),
        ({"from_on": TODAY - 9 * DAY, "until_on": TODAY - DAY}, {-9, -1}),
    ],
)
def test_it_holds_from_its_first_day_to_its_last(people, problem, facts, days):
    issue(people.spp_is, problem, **facts)
    assert {number for number in (-10, -9, -1, 0, 1, 400) if in_force(TODAY + number * DAY)} == days


def test_days_in_the_wrong_order_are_refused_by_the_action_and_the_database(people, problem, held):
    with unchanged(), pytest.raises(Refused):
        issue(people.spp_is, problem, until_on=TODAY - DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Instruction.objects.filter(pk=held.pk).update(until_on=TODAY - DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Instruction.objects.filter(pk=held.pk).update(problem=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Instruction.objects.filter(pk=held.pk).update(withdrawn_on=TODAY)


def test_it_ends_with_its_solution_and_holds_again_after_a_relapse(people, solution):
    issue(people.spp_is, solution)
    for state, holds in (("delivered", True), ("verified", False), ("relapsed", True)):
        Solution.objects.filter(pk=solution.pk).update(state=state)
        assert bool(in_force()) is holds, state


def test_the_next_one_stands_instead_from_its_first_day(people, problem, held):
    heir = issue(people.federation, problem, title="Mieux", from_on=TODAY + DAY, replaces=held)
    assert (in_force(), in_force(TODAY + DAY)) == ({"Compter à la main"}, {"Mieux"})
    with unchanged(), pytest.raises(Refused):
        issue(people.spp_is, problem, replaces=held)
    withdraw_instruction(by=people.federation, instruction=heir, reason="Trop tôt.")
    assert in_force(TODAY + DAY) == {"Compter à la main"}


def test_nothing_about_another_thing_is_replaced(people, solution, held):
    with unchanged(), pytest.raises(Refused):
        issue(people.spp_is, solution, replaces=held)


def test_who_withdraws_it_says_why_once(people, held):
    allowed = {name for name in CAST if may_withdraw_instruction(getattr(people, name), held)}
    assert allowed == {"spp_is"}
    for person, reason, error in (
        (people.federation, "Non.", PermissionDenied),
        (people.spp_is, " ", Refused),
        (people.spp_is, PHONE, PersonalDataFound),
    ):
        with unchanged(), pytest.raises(error):
            withdraw_instruction(by=person, instruction=held, reason=reason)
    withdraw_instruction(by=people.spp_is, instruction=held, reason="Plus utile.")
    with unchanged(), pytest.raises(PermissionDenied):
        withdraw_instruction(by=people.spp_is, instruction=held, reason="Encore.")
    assert in_force() == set()


def test_it_follows_a_problem_into_another_and_back(people, problem, held, spaces):
    target = filed(people.jette, spaces.common, title="Le même ailleurs")
    merge = merge_problem(by=people.secretariat, source=problem, target=target, reason="Le même.")
    assert Instruction.objects.get().problem == target
    undo_merge(by=people.secretariat, merge=merge, reason="Non.")
    assert Instruction.objects.get().problem == problem


PLACES = {"case": "/fr/problems/{ref}/", "list": "/fr/solutions/in-force/", "its page": "/fr/instructions/{pk}/"}


@pytest.mark.parametrize("place", PLACES)
def test_where_it_shows_to_whom(people, problem, held, client_of, place):
    url = PLACES[place].format(ref=problem.reference, pk=held.pk)
    for name in ("ixelles", "spp_is", "observer"):
        assert "Compter à la main" in body(client_of(getattr(people, name)).get(url))
    assert client_of(people.stranger).get(url).status_code == 404


def test_what_is_over_stands_in_its_own_list(people, problem, held, client_of):
    withdraw_instruction(by=people.spp_is, instruction=held, reason="Plus utile.")
    browser, url = client_of(people.ixelles), "/fr/solutions/in-force/"
    assert "Compter à la main" not in body(browser.get(url)) + body(browser.get(f"{url}?show=coming"))
    for query in ("show=over", "show=all", "show=all&q=main", "show=over&q=compte"):
        assert "Compter à la main" in body(browser.get(f"{url}?{query}"))
    assert "Compter à la main" not in body(browser.get(f"{url}?show=all&q=absent"))


def test_a_title_speaks_the_readers_language_and_search_finds_both(people, problem, held, client_of):
    translate_instruction(by=people.spp_is, instruction=held, title="Met de hand tellen", summary="", checked=True)
    assert "Met de hand tellen" in body(client_of(people.ixelles).get(f"/nl/problems/{problem.reference}/"))
    rebuild_index()
    for words in ("tellen", "compter", held.number):
        assert [one.kind for one in search(people.ixelles, words).rows] == ["instruction"]


def test_the_form_issues_what_it_says_or_says_why_not(people, problem, held, client_of):
    browser, url = client_of(people.spp_is), f"/fr/problems/{problem.reference}/instructions/new/"
    sent = {
        "kind": "instruction", "title": "Mieux", "text": "Texte.", "from_on": TODAY.isoformat(), "language": "fr",
        "title_other": "Beter", "submission": "s2", "replaces": held.pk,
    }  # fmt: skip
    assert browser.post(url, {**sent, "title_other": ""}).status_code == 422
    assert browser.post(url, {**sent, "until_on": (TODAY - DAY).isoformat()}).status_code == 422
    assert browser.post(url, {**sent, "replaces": "999999"}).status_code == 422
    assert browser.post(url, sent).status_code == 302
    assert in_force() == {"Mieux"}
    assert client_of(people.ixelles).get(url).status_code == 403
    assert client_of(people.stranger).get(url).status_code == 404


def test_the_list_costs_as_much_with_three_rows_as_with_one(people, problem, held, client_of):
    browser, numbers = client_of(people.ixelles), []
    for _ in range(2):
        browser.get("/fr/solutions/in-force/")
        with CaptureQueriesContext(connection) as captured:
            browser.get("/fr/solutions/in-force/")
        numbers.append(len(captured))
        for title in ("Un", "Deux"):
            issue(people.spp_is, propose(people.spp_is, problem), title=title)
    assert numbers[0] == numbers[1] <= 5
