"""A date that moves: who says so, when a reason is demanded, what stays of it, and who is told that it comes near."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from committee.access.refusals import Refused
from committee.access.versions import version_of
from committee.inbox.models import Duty
from committee.journal import clock
from committee.journal.models import Entry
from committee.privacy.models import PersonalDataFound
from committee.seats.actions import add_seat, begin_mandate
from committee.seats.models import Committee
from issues.resolution.solutions.actions.lifecycle import set_due_date
from issues.resolution.solutions.actions.reminding import remind_owners
from issues.resolution.solutions.actions.revising import assign_solution
from issues.resolution.solutions.models import Solution
from issues.resolution.solutions.recipients import hearing_of_solution_entry
from tests.committee.records import organisation_of, recording, unchanged
from tests.issues.pages import body
from tests.issues.steps import PHONE, move, propose
from tests.scenes import scene

FIRST, SOONER, LATER = date(2027, 3, 1), date(2027, 2, 1), date(2027, 5, 1)


@scene
def promised(people, problem):
    """Agreed, due on a day, owned by the administration."""
    return move(people.federation, propose(people.spp_is, problem, due_on=FIRST), "agreed")


@pytest.mark.parametrize(
    ("state", "after", "demanded"),
    [
        ("proposed", LATER, False),
        ("under_review", LATER, False),
        ("agreed", SOONER, False),
        ("agreed", LATER, True),
        ("planned", LATER, True),
        ("planned", None, True),
    ],
)
def test_a_reason_is_demanded_for_what_was_promised_and_comes_later(people, promised, state, after, demanded):
    Solution.objects.filter(pk=promised.pk).update(state=state)
    if demanded:
        with unchanged(), pytest.raises(Refused) as refusal:
            set_due_date(by=people.spp_is, solution=promised, due_on=after, reason="  ")
        assert refusal.value.field == "reason"
    set_due_date(by=people.spp_is, solution=promised, due_on=after, reason="Le fournisseur tarde.")
    (change,) = promised.date_changes.all()
    assert (change.before, change.after, change.postponed) == (FIRST, after, demanded)
    assert Solution.objects.get(pk=promised.pk).due_on == after


def test_it_is_recorded_with_its_reason_and_moves_the_duty(people, promised, problem, spaces):
    with recording() as records:
        set_due_date(by=people.spp_is, solution=promised, due_on=LATER, reason="Le fournisseur tarde.")
    (record,) = records
    place = organisation_of(people.spp_is)
    assert record == ("solution.postponed", people.spp_is, spaces.common, place, [promised.about, problem.about])
    data = Entry.objects.get(verb="solution.postponed").data
    assert (data["after"]["fr"], data["reason"]) == ("1er mai 2027", "Le fournisseur tarde.")
    assert Duty.objects.get(code="duty.deliver", done_at=None).due_on == LATER


def test_the_same_date_again_changes_nothing(people, promised):
    with unchanged():
        set_due_date(by=people.spp_is, solution=promised, due_on=FIRST)


def test_a_reason_holds_no_personal_data(people, promised):
    with unchanged(), pytest.raises(PersonalDataFound):
        set_due_date(by=people.spp_is, solution=promised, due_on=LATER, reason=PHONE)


def test_the_database_keeps_no_postponement_without_a_reason(people, promised):
    facts = {"postponed": True, "organisation": promised.owner, "changed_by": people.spp_is, "changed_at": clock.now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        promised.date_changes.create(before=FIRST, after=LATER, **facts)


def test_the_page_asks_for_the_reason_and_then_tells_it(people, promised, client_of):
    browser = client_of(people.spp_is)
    url = f"/fr/solutions/{promised.pk}/due/"
    sent = {"due_on": "2027-05-01", "version": version_of({"due_on": FIRST})}
    refused = browser.post(url, {**sent, "reason": ""})
    assert refused.status_code == 422 and 'value="2027-05-01"' in body(refused)
    assert browser.post(url, {**sent, "reason": "Le fournisseur tarde."}).status_code == 302
    assert "Le fournisseur tarde." in body(client_of(people.ixelles).get(f"/fr/solutions/{promised.pk}/"))


@pytest.mark.parametrize(
    ("days", "verb"),
    [
        (8, None),
        (7, "solution.due_soon"),
        (0, "solution.due_soon"),
        (-1, "solution.overdue"),
        (-90, "solution.overdue"),
    ],
)
def test_its_owner_is_told_once_for_each_date(people, promised, days, verb):
    Solution.objects.filter(pk=promised.pk).update(due_on=clock.today() + timedelta(days=days))
    with recording() as records:
        remind_owners()
        remind_owners()
    assert [record.verb for record in records] == ([verb] if verb else [])
    if verb:
        entry = Entry.objects.get(verb=verb)
        assert {person for person, _why in hearing_of_solution_entry(entry)} == {people.spp_is}
        set_due_date(by=people.spp_is, solution=promised, due_on=clock.today() + timedelta(days=3), reason="Encore.")
        assert remind_owners() == 1


@pytest.mark.parametrize("state", ["proposed", "under_review", "delivered", "verified", "relapsed"])
def test_nobody_is_told_of_what_is_not_promised(promised, state):
    Solution.objects.filter(pk=promised.pk).update(state=state, due_on=clock.today())
    assert remind_owners() == 0


def test_what_a_seat_promised_awaits_whoever_holds_it(people, ground, promised):
    place = organisation_of(people.spp_is)
    seat = add_seat(
        by=ground.administrator, committee=Committee.objects.get(), organisation=place, bench="administration"
    )
    assign_solution(by=people.spp_is, solution=promised, owner=place, seat=seat)
    duty = Duty.objects.get(code="duty.deliver", done_at=None)
    assert (duty.seat, duty.due_on) == (seat, FIRST)
    begin_mandate(by=ground.administrator, seat=seat, person=people.observer)
    owned = Solution.objects.get(pk=promised.pk)
    assert move(people.observer, owned, "planned").state == "planned"
    assert Entry.objects.filter(verb="solution.moved").latest("pk").organisation == place
