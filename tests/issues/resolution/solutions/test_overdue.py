"""A solution whose date has passed shows wherever it stands, and awaits its owner until it is delivered."""

from datetime import timedelta

import pytest

from committee.inbox.models import Duty
from committee.journal import clock
from issues.resolution.solutions.actions.lifecycle import set_due_date
from tests.committee.records import organisation_of
from tests.issues.pages import body, references
from tests.issues.steps import move, propose

DAYS = 3


@pytest.fixture
def late(people, problem):
    """Agreed, due three days ago, owned by the administration."""
    solution = propose(people.spp_is, problem, due_on=clock.today() - timedelta(days=DAYS))
    return move(people.federation, solution, "agreed")


@pytest.mark.parametrize("path", ["problems/", "problems/?as=board", "problems/?overdue=1", "CASE", "SOLUTION"])
@pytest.mark.parametrize("name", ["ixelles", "federation", "spp_is", "observer"])
def test_every_reader_sees_that_it_is_overdue(people, problem, late, client_of, path, name):
    path = {"CASE": f"problems/{problem.reference}/", "SOLUTION": f"solutions/{late.pk}/"}.get(path, path)
    assert "En retard de 3 jours" in body(client_of(getattr(people, name)).get(f"/fr/{path}"))


@pytest.mark.parametrize("path", ["dashboard/", "inbox/"])
def test_its_owner_alone_is_asked_to_deliver_it(people, problem, django_capture_on_commit_callbacks, client_of, path):
    with django_capture_on_commit_callbacks(execute=True):
        solution = propose(people.spp_is, problem, due_on=clock.today() - timedelta(days=DAYS))
        move(people.federation, solution, "agreed")
    shown = {name for name, person in vars(people).items() if "En retard" in body(client_of(person).get(f"/fr/{path}"))}
    assert shown == {"spp_is"}


def test_the_list_of_what_is_overdue_holds_nothing_else(people, problem, late, client_of):
    browser = client_of(people.ixelles)
    assert references(browser.get("/fr/problems/?overdue=1")) == [problem.reference]
    set_due_date(by=people.spp_is, solution=late, due_on=clock.today(), reason="Une semaine de plus.")
    assert references(browser.get("/fr/problems/?overdue=1")) == []


def owed() -> list:
    duties = Duty.objects.filter(code="duty.deliver")
    return [(duty.organisation_id, duty.due_on, duty.done_at is None) for duty in duties]


def test_what_was_agreed_awaits_its_owner_until_it_is_delivered(people, late):
    owner = organisation_of(people.spp_is).pk
    assert owed() == [(owner, late.due_on, True)]
    again = clock.today() + timedelta(days=9)
    set_due_date(by=people.spp_is, solution=late, due_on=again, reason="Une semaine de plus.")
    assert owed() == [(owner, again, True)]
    move(people.spp_is, late, "planned", "delivered")
    assert owed() == [(owner, again, False)]


def test_what_is_not_retained_awaits_nobody(people, late):
    move(people.federation, late, "not_retained", reason="Trop cher.")
    assert [awaiting for *_facts, awaiting in owed()] == [False]


def test_what_is_only_proposed_is_asked_of_nobody(people, problem):
    propose(people.spp_is, problem, due_on=clock.today())
    assert owed() == []
