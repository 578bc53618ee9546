"""The problems that a solution answers, what it waits for and its documents: who ties them, what is refused, what follows."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from committee.access.refusals import Refused
from committee.inbox.models import Duty
from issues.resolution.solutions.actions.arranging import (
    MOST,
    add_dependency,
    add_problem,
    remove_dependency,
    remove_problem,
)
from issues.resolution.solutions.models import Dependency, Solution
from issues.resolution.solutions.policy import may_arrange_solution
from issues.resolution.solutions.states import State
from tests.committee.records import recording, unchanged
from tests.conftest import filed
from tests.issues.attachments.conftest import storage  # noqa: F401
from tests.issues.attachments.samples import PDF, upload
from tests.issues.pages import body
from tests.issues.problems.test_references import at_once
from tests.issues.steps import declare, deliver, propose, state_of
from tests.scenes import scene

CAST = ("federation", "secretariat", "spp_is", "editor", "ixelles", "observer", "stranger", "administrator")
ARRANGERS = {"federation", "secretariat", "spp_is"}


@scene
def other(people, spaces):
    """Another problem of the common lane."""
    return filed(people.jette, spaces.common, title="Accusé de réception absent")


def chain(people, problem, number: int) -> list[Solution]:
    return [propose(people.spp_is, problem, title=f"Étape {n}") for n in range(number)]


@pytest.mark.parametrize("state", State.values)
def test_who_arranges_a_solution_in_which_state(people, solution, state):
    Solution.objects.filter(pk=solution.pk).update(state=state, state_reason="x")
    solution.refresh_from_db()
    allowed = {name for name in CAST if may_arrange_solution(getattr(people, name), solution)}
    assert allowed == (set() if state in ("verified", "not_retained") else ARRANGERS)


def test_a_problem_more_is_answered_recorded_and_moved(people, solution, problem, other, spaces):
    with recording() as records:
        add_problem(by=people.federation, solution=solution, problem=other)
        add_problem(by=people.federation, solution=solution, problem=other)
    assert [record.verb for record in records] == ["solution.answers", "problem.moved"]
    assert set(records[0].subjects) == {solution.about, problem.about, other.about}
    assert state_of(other) == "solution_proposed"


def test_a_problem_less_goes_back_to_discussion(people, solution, problem, other):
    add_problem(by=people.federation, solution=solution, problem=other)
    remove_problem(by=people.spp_is, solution=solution, problem=problem)
    assert list(solution.problems.all()) == [other]
    assert (state_of(problem), state_of(other)) == ("in_discussion", "solution_proposed")
    with unchanged(), pytest.raises(Refused):
        remove_problem(by=people.spp_is, solution=solution, problem=other)


def test_who_is_concerned_by_another_problem_is_asked_as_well(people, solution, other):
    deliver(people, solution)
    declare(people.molenbeek, other, cases=2)
    add_problem(by=people.federation, solution=solution, problem=other)
    owing = Duty.objects.open().filter(code="duty.verify").values_list("organisation__name_fr", flat=True)
    assert set(owing) == {"CPAS d’Ixelles", "CPAS de Jette", "CPAS de Molenbeek-Saint-Jean"}
    remove_problem(by=people.federation, solution=solution, problem=other)
    assert Duty.objects.open().filter(code="duty.verify").count() == 1


def test_no_solution_spans_two_lanes(people, solution, spaces):
    hidden = filed(people.federation, spaces.federations)
    apart = propose(people.federation, hidden)
    with unchanged(), pytest.raises(Refused):
        add_problem(by=people.federation, solution=solution, problem=hidden)
    with unchanged(), pytest.raises(Refused):
        add_dependency(by=people.federation, solution=solution, waits_for=apart)


def test_neither_a_circle_nor_oneself_is_waited_for(people, problem):
    one, two, three = chain(people, problem, 3)
    add_dependency(by=people.spp_is, solution=one, waits_for=two)
    add_dependency(by=people.spp_is, solution=two, waits_for=three)
    for solution, awaited in ((three, one), (two, one), (one, one)):
        with unchanged(), pytest.raises(Refused):
            add_dependency(by=people.spp_is, solution=solution, waits_for=awaited)
    with unchanged():
        add_dependency(by=people.spp_is, solution=one, waits_for=two)
    remove_dependency(by=people.spp_is, solution=two, waits_for=three)
    add_dependency(by=people.spp_is, solution=three, waits_for=one)
    assert Dependency.objects.count() == 2


def test_the_database_keeps_no_tie_to_itself_and_none_twice(people, solution, problem):
    (another,) = chain(people, problem, 1)
    Dependency.objects.create(solution=solution, waits_for=another)
    for awaited in (solution, another):
        with pytest.raises(IntegrityError), transaction.atomic():
            Dependency.objects.create(solution=solution, waits_for=awaited)


def test_whoever_only_reads_ties_nothing(people, solution, problem, other):
    (another,) = chain(people, problem, 1)
    for person in (people.ixelles, people.observer, people.editor):
        for deed in (
            lambda by: add_problem(by=by, solution=solution, problem=other),
            lambda by: add_dependency(by=by, solution=solution, waits_for=another),
        ):
            with unchanged(), pytest.raises(PermissionDenied):
                deed(person)


def test_there_is_an_end_to_what_one_solution_answers(people, solution, spaces):
    for number in range(MOST - 1):
        solution.problems.add(filed(people.ixelles, spaces.common, title=f"Titre {number}"))
    with pytest.raises(Refused):
        add_problem(by=people.spp_is, solution=solution, problem=filed(people.ixelles, spaces.common))


def test_the_page_of_ties_adds_takes_away_and_says_why_not(people, solution, problem, other, spaces, client_of):
    browser, url = client_of(people.spp_is), f"/fr/solutions/{solution.pk}/ties/"
    hidden = filed(people.federation, spaces.federations)
    assert browser.post(f"{url}problem/", {"problem": other.reference.lower()}).status_code == 302
    for words in (hidden.reference, "CO-2099-0001", "n’importe quoi", ""):
        assert browser.post(f"{url}problem/", {"problem": words}).status_code == 422
    assert browser.post(f"{url}solution/", {"waits_for": f"sol {solution.pk}"}).status_code == 422
    assert browser.post(f"{url}problem/", {"remove": problem.reference}).status_code == 302
    last = browser.post(f"{url}problem/", {"remove": other.reference})
    assert last.status_code == 422 and "un problème au moins" in body(last)
    assert browser.post(f"{url}solution/", {"remove": "x"}).status_code == 404
    assert client_of(people.ixelles).get(url).status_code == 403
    assert client_of(people.stranger).get(url).status_code == 404


def test_both_ends_of_a_tie_say_so(people, solution, problem, client_of):
    (awaited,) = chain(people, problem, 1)
    add_dependency(by=people.spp_is, solution=solution, waits_for=awaited)
    browser = client_of(people.ixelles)
    assert "Elle attend" in body(browser.get(f"/fr/solutions/{solution.pk}/"))
    assert "Elle est attendue par" in body(browser.get(f"/fr/solutions/{awaited.pk}/"))
    assert f"attend SOL-{awaited.pk}" in body(browser.get("/fr/solutions/"))


def test_documents_are_added_read_and_withdrawn(people, solution, client_of, storage):  # noqa: F811
    browser, url = client_of(people.spp_is), f"/fr/solutions/{solution.pk}/"
    assert browser.post(f"{url}ties/documents/", {"files": [upload("note.pdf", PDF)]}).status_code == 302
    (file,) = solution.attachments.all()
    assert "note.pdf" in body(client_of(people.ixelles).get(url))
    assert client_of(people.ixelles).get(f"/fr/files/{file.key}/").status_code == 200
    assert client_of(people.ixelles).post(f"{url}ties/documents/", {"remove": file.key}).status_code == 403
    assert browser.post(f"{url}ties/documents/", {"remove": file.key}).status_code == 302
    assert "note.pdf" not in body(client_of(people.ixelles).get(url))


@pytest.mark.column
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    "postgresql" not in connection.settings_dict["ENGINE"],
    reason="threads share SQLite's database in memory: several at once need PostgreSQL",
)
def test_two_who_tie_at_once_close_no_circle(people, spaces):
    problem = filed(people.ixelles, spaces.common)
    one, two, three, four = chain(people, problem, 4)
    add_dependency(by=people.spp_is, solution=one, waits_for=two)
    add_dependency(by=people.spp_is, solution=three, waits_for=four)
    results = at_once(
        lambda: add_dependency(by=people.spp_is, solution=two, waits_for=three),
        lambda: add_dependency(by=people.federation, solution=four, waits_for=one),
    )
    assert sorted(type(result).__name__ for result in results) == ["Refused", "Solution"]
    assert Dependency.objects.count() == 3
