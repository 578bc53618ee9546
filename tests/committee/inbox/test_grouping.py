"""The inbox by case: newest first, counted, filtered, and as quick with many rows as with few."""

import pytest
from django.db import transaction

from committee.access.policy import is_member
from committee.inbox.actions.duties import owe_duty
from committee.inbox.actions.notices import inbox_changed, keep_unread, notify, read_notices_about
from committee.inbox.models import Notice
from committee.inbox.queries import AWAITING, FACTS, PAGE, UNREAD, inbox_page
from committee.journal.actions import record
from committee.people.models import Person
from tests.committee.records import heard, organisation_of

pytestmark = pytest.mark.column


@pytest.fixture
def tell(people, spaces):
    def told(key, *, space=None, why="follows", to=None, title="Titre"):
        with transaction.atomic():
            entry = record(
                by=people.ixelles,
                verb="problem.filed",
                about=("problem", key),
                space=space or spaces.common,
                title=title,
            )
        notify(entry=entry, hearing=heard([to or people.jette], why))
        return entry

    return told


def shape(groups) -> list[tuple]:
    return [(group.key, group.total, group.unread, len(group.notices)) for group in groups]


def test_facts_stand_under_their_case_the_newest_case_first(people, tell):
    for key in ("A-1", "B-1", "A-1", "C-1", "B-1"):
        tell(key)
    assert shape(inbox_page(people.jette)) == [("B-1", 2, 2, 2), ("C-1", 1, 1, 1), ("A-1", 2, 2, 2)]


def test_a_case_shows_its_newest_facts_and_counts_the_others(people, tell):
    entries = [tell("A-1") for _ in range(FACTS + 3)]
    group = inbox_page(people.jette)[0]
    assert [notice.entry_id for notice in group.notices] == [entry.pk for entry in entries[: -FACTS - 1 : -1]]
    assert (group.total, group.unread, group.more) == (FACTS + 3, FACTS + 3, 3)


def test_pages_go_back_case_by_case(people, tell):
    keys = [f"A-{number:03}" for number in range(PAGE + 4)]
    for key in (*keys, keys[0]):
        tell(key)
    first = inbox_page(people.jette)
    assert [group.key for group in first[:PAGE]] == [keys[0], *keys[:4:-1]]
    second = inbox_page(people.jette, before=first[PAGE - 1].newest)
    assert [group.key for group in second] == keys[4:0:-1]


def test_the_title_follows_the_language_and_the_strongest_reason_is_said(people, tell):
    from django.utils.translation import override

    tell("A-1", title={"fr": "Avis", "nl": "Advies"}, why="follows")
    tell("A-1", title={"fr": "Avis", "nl": "Advies"}, why="called")
    group = inbox_page(people.jette)[0]
    with override("nl"):
        assert group.title == "Advies"
    with override("fr"):
        assert group.title == "Avis"
    with override("en"):
        assert group.reason == "You are called by name."


def test_only_the_unread_or_only_what_awaits_me(people, spaces, tell):
    tell("A-1")
    tell("B-1")
    awaited = tell("C-1")
    place = organisation_of(people.jette)
    owe_duty(organisation=place, ability="verify_solution", code="duty.x", about=("problem", "C-1"), entry=awaited)
    read_notices_about(by=people.jette, kind="problem", key="B-1")
    assert shape(inbox_page(people.jette, shown=UNREAD)) == [("C-1", 1, 1, 1), ("A-1", 1, 1, 1)]
    found = inbox_page(people.jette, shown=AWAITING)
    assert [(group.key, [duty.code for duty in group.duties]) for group in found] == [("C-1", ["duty.x"])]


def test_a_fact_of_a_lane_that_closed_counts_nowhere(people, spaces, tell):
    tell("A-1")
    tell("A-1", space=spaces.administration)
    tell("B-1", space=spaces.administration)
    assert shape(inbox_page(people.jette)) == [("A-1", 1, 1, 1)]


def test_cases_of_the_same_key_and_another_kind_are_two(people, spaces, tell):
    tell("7")
    with transaction.atomic():
        entry = record(by=people.ixelles, verb="solution.proposed", about=("solution", "7"), space=spaces.common)
    notify(entry=entry, hearing=heard([people.jette]))
    assert [(group.kind, group.key, group.total) for group in inbox_page(people.jette)] == [
        ("solution", "7", 1),
        ("problem", "7", 1),
    ]


@pytest.mark.parametrize("number", [1, 12])
def test_rows_cost_no_query(people, tell, number, django_assert_max_num_queries):
    for key in range(number):
        for _ in range(number):
            tell(f"A-{key}")
    assert is_member(people.jette)
    with django_assert_max_num_queries(4):
        for group in inbox_page(people.jette):
            assert all((group.title, group.reason, group.lanes)), group.url


def test_reading_and_keeping_unread_tell_the_persons_pages(people, tell, django_capture_on_commit_callbacks):
    told = []

    def listen(people, **_signal):
        told.append(list(people))

    tell("A-1")
    tell("A-1")
    inbox_changed.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            assert read_notices_about(by=people.jette, kind="problem", key="A-1") == 2
        with django_capture_on_commit_callbacks(execute=True):
            assert read_notices_about(by=people.jette, kind="problem", key="A-1") == 0
        with django_capture_on_commit_callbacks(execute=True):
            assert keep_unread(by=people.jette, kind="problem", key="A-1")
            assert not keep_unread(by=people.jette, kind="problem", key="B-1")
    finally:
        inbox_changed.disconnect(listen)
    assert told == [[people.jette.pk], [people.jette.pk]]
    assert Person.objects.get(pk=people.jette.pk).unread_notices == 1
    assert Notice.objects.filter(person=people.jette).unread().count() == 1


def test_reading_what_is_read_already_costs_one_query(people, tell, django_assert_num_queries):
    tell("A-1")
    read_notices_about(by=people.jette, kind="problem", key="A-1")
    with django_assert_num_queries(1):
        read_notices_about(by=people.jette, kind="problem", key="A-1")
