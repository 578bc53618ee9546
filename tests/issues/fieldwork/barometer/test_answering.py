"""What a CPAS says each week: by whom, revisable, and never a declaration by the back door."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from committee.access.models import Space
from committee.access.refusals import Refused
from committee.journal import clock
from issues.fieldwork.barometer.actions.answering import answer_pulse, declare_by_weeks, declare_over
from issues.fieldwork.barometer.models import PulseAnswer
from issues.fieldwork.barometer.policy import may_answer_pulse
from issues.fieldwork.barometer.queries import asked_of, questions
from issues.fieldwork.impacts.models import Declaration, Revision
from issues.problems.records.actions.lifecycle import move_problem
from tests.committee.records import Record, organisation_of, recording, unchanged
from tests.conftest import filed
from tests.issues.fieldwork.barometer.conftest import TUESDAY, WEEK
from tests.issues.fieldwork.impacts.test_impacts import CAST
from tests.issues.steps import declare

pytestmark = pytest.mark.column


def answer(person, declaration, cases=5, *, week=WEEK, still=True):
    return answer_pulse(by=person, declaration=declaration, week=week, still=still, cases=cases)


def question(declaration, week=WEEK):
    (found,) = questions(Declaration.objects.filter(pk=declaration.pk), week)
    return found


def answered_weeks(person, declaration, numbers):
    """Answers in the weeks up to this one, the last of them for this one; None for a week without an answer."""
    for back, cases in enumerate(reversed(numbers)):
        if cases is not None:
            answer(person, declaration, cases, week=WEEK - timedelta(weeks=back))


@pytest.mark.parametrize("name", CAST)
def test_who_answers(people, asked, name):
    person = getattr(people, name)
    allowed = name in ("ixelles", "ixelles_coordination")
    assert may_answer_pulse(person, asked, WEEK) is allowed
    if not allowed:
        with unchanged(), pytest.raises(PermissionDenied):
            answer(person, asked)


@pytest.mark.parametrize(
    ("week", "allowed"),
    [
        (WEEK, True),
        (WEEK - timedelta(weeks=7), True),
        (WEEK - timedelta(weeks=8), False),
        (WEEK + timedelta(weeks=1), False),
        (WEEK + timedelta(days=1), False),
    ],
)
def test_which_weeks_may_be_answered(people, asked, week, allowed):
    assert may_answer_pulse(people.ixelles, asked, week) is allowed


@pytest.mark.parametrize(
    ("moment", "week"),
    [
        (datetime(2025, 7, 6, 21, 59, tzinfo=UTC), date(2025, 6, 30)),
        (datetime(2025, 7, 6, 22, 1, tzinfo=UTC), date(2025, 7, 7)),
        (datetime(2024, 12, 30, 12, tzinfo=UTC), date(2024, 12, 30)),
    ],
)
def test_a_week_begins_on_monday_in_brussels(moment, week):
    from issues.fieldwork.barometer.weeks import this_week

    with clock.acting_at(moment):
        assert this_week() == week


def test_nothing_is_asked_of_a_problem_that_no_longer_lives(people, asked):
    move_problem(by=people.secretariat, problem=asked.problem, target="closed", reason="Sans suite.")
    asked = Declaration.objects.get(pk=asked.pk)
    assert not asked_of(people.ixelles).exists()
    with unchanged(), pytest.raises(PermissionDenied):
        answer(people.ixelles, asked)


def test_nothing_is_asked_of_who_is_not_affected(people, asked):
    declare(people.ixelles, asked.problem, "u")
    assert not asked_of(people.ixelles).exists()
    with pytest.raises(PermissionDenied):
        answer(people.ixelles, asked)


def test_each_is_asked_of_its_own_cpas_alone(people, asked, spaces):
    filed(people.ixelles, Space.objects.own(organisation_of(people.ixelles)))
    assert asked_of(people.ixelles).count() == 2
    assert [row.organisation for row in asked_of(people.jette)] == [organisation_of(people.jette)]
    assert not asked_of(people.federation).exists()


def test_an_answer_is_stored_and_recorded_in_the_cpas_s_own_space(people, asked):
    with recording() as records:
        given = answer(people.ixelles, asked, 5)
    own = Space.objects.own(organisation_of(people.ixelles))
    about = [("declaration", str(asked.pk))]
    assert records == [Record("pulse.answered", people.ixelles, own, organisation_of(people.ixelles), about)]
    assert (given.week, given.still, given.cases, given.given_by, given.given_at) == (
        WEEK,
        True,
        5,
        people.ixelles,
        TUESDAY,
    )


def test_an_answer_moves_the_day_last_seen_and_nothing_else(people, asked):
    facts = Declaration.objects.filter(pk=asked.pk).values()
    before = facts.get()
    answer(people.ixelles, asked, 500)
    assert facts.get() == before | {"last_seen_on": date(2025, 7, 8)}
    assert not Revision.objects.exists()


def test_the_day_last_seen_never_moves_back(people, asked):
    answer(people.ixelles, asked)
    answer(people.ixelles, asked, week=WEEK - timedelta(weeks=1))
    assert Declaration.objects.get(pk=asked.pk).last_seen_on == date(2025, 7, 8)


def test_an_earlier_week_was_last_seen_on_its_sunday(people, asked):
    answer(people.ixelles, asked, week=WEEK - timedelta(weeks=1))
    assert Declaration.objects.get(pk=asked.pk).last_seen_on == date(2025, 7, 6)


def test_no_longer_has_no_cases_and_was_not_seen(people, asked):
    given = answer(people.ixelles, asked, 7, still=False)
    assert (given.still, given.cases) == (False, None)
    assert Declaration.objects.get(pk=asked.pk).last_seen_on is None


def test_an_answer_is_revised_by_whoever_of_the_cpas(people, asked):
    answer(people.ixelles, asked, 5)
    answer(people.ixelles_coordination, asked, 6)
    assert [(a.cases, a.given_by) for a in PulseAnswer.objects.all()] == [(6, people.ixelles_coordination)]


def test_the_database_refuses_cases_where_it_is_over(people, asked):
    given = answer(people.ixelles, asked, still=False)
    with pytest.raises(IntegrityError):
        PulseAnswer.objects.filter(pk=given.pk).update(cases=3)


@pytest.mark.parametrize(
    ("numbers", "month"),
    [
        ([9, 9, 9, 9], 39),
        ([6, 6, 6, 6], None),
        ([7, 7, 7, 7], None),
        ([9, 9], None),
        ([9, None, 9, 9], 39),
        ([40, 6, 6, 6, 6], None),
        ([1, 1, 1, 1], 4),
    ],
)
def test_what_four_weeks_come_to_is_proposed_where_it_differs_by_a_quarter(people, asked, numbers, month):
    answered_weeks(people.ixelles, asked, numbers)
    assert question(asked).monthly == month


def test_a_week_in_which_it_was_over_counts_as_nought(people, asked):
    answered_weeks(people.ixelles, asked, [12, 12, 12, None])
    answer(people.ixelles, asked, still=False)
    assert [number for _week, number in question(asked).course] == [None] * 4 + [12, 12, 12, 0]
    assert question(asked).monthly == 39
    assert question(asked).over


@pytest.mark.parametrize(
    ("counted", "measured"), [("....", False), ("xxxx", True), ("xx.x", False), ("xxx-", True), ("xxxo", True)]
)
def test_what_four_weeks_come_to_is_measured_only_where_each_was_counted(people, asked, counted, measured):
    """A dot is an estimate, a dash a week without a number, a circle one in which it was over."""
    for back, how in enumerate(counted):
        facts = {"still": how != "o", "cases": None if how == "-" else 12, "counted": how == "x"}
        answer_pulse(by=people.ixelles, declaration=asked, week=WEEK - timedelta(weeks=back), **facts)
    declare_by_weeks(by=people.ixelles, declaration=asked, week=WEEK, cases=question(asked).monthly or 0)
    now = Declaration.objects.get(pk=asked.pk)
    assert (now.measured, now.minutes_likely, now.answer) == (measured, 20, "a")
    assert Revision.objects.get().facts["cases"] == 26


def test_another_number_than_what_was_counted_is_not_declared(people, asked):
    answered_weeks(people.ixelles, asked, [9, 9, 9, 9])
    with unchanged(), pytest.raises(Refused, match="un autre nombre"):
        declare_by_weeks(by=people.ixelles, declaration=asked, week=WEEK, cases=40)


def test_declaring_that_it_is_over_is_a_revision(people, asked):
    declare_over(by=people.ixelles, declaration=asked)
    now = Declaration.objects.get(pk=asked.pk)
    assert (now.answer, now.cases, now.measured) == ("n", None, False)
    assert Revision.objects.get().facts["answer"] == "a"


def test_nobody_declares_for_another_cpas_from_the_pulse(people, asked):
    answered_weeks(people.ixelles, asked, [9, 9, 9, 9])
    with unchanged(), pytest.raises(PermissionDenied):
        declare_by_weeks(by=people.jette, declaration=asked, week=WEEK, cases=39)
    with unchanged(), pytest.raises(PermissionDenied):
        declare_over(by=people.jette, declaration=asked)
