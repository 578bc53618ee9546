"""Two CPAS become one: no week that either answered is lost, and a week of both is one answer."""

from datetime import timedelta

import pytest

from committee.registers.actions import merge_organisations
from issues.fieldwork.barometer.models import PulseAnswer
from issues.fieldwork.barometer.weeks import asked_week
from issues.fieldwork.impacts.models import Declaration
from tests.committee.records import organisation_of
from tests.issues.steps import declare


def say(problem, person, week, still=True, cases=None, counted=False):
    declaration = Declaration.objects.get(problem=problem, organisation=organisation_of(person))
    facts = {
        "still": still,
        "cases": cases,
        "counted": counted,
        "given_by": person,
        "given_at": declaration.declared_at,
    }
    return PulseAnswer.objects.create(declaration=declaration, week=week, **facts)


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ((True, 3, True), (True, 4, True), (True, 7, True)),
        ((True, 3, True), (True, 4, False), (True, 7, False)),
        ((True, None, False), (True, 4, True), (True, 4, False)),
        ((False, None, False), (True, 4, True), (True, 4, True)),
        ((False, None, False), (False, None, False), (False, None, False)),
    ],
)
def test_a_week_of_both_is_one_answer(people, problem, one, other, together):
    declare(people.jette, problem, "a", cases=2)
    week = asked_week()
    say(problem, people.jette, week, *one)
    say(problem, people.ixelles, week, *other)
    merge_organisations(
        by=people.secretariat, merged=organisation_of(people.jette), into=organisation_of(people.ixelles)
    )
    (kept,) = PulseAnswer.objects.all()
    assert (kept.still, kept.cases, kept.counted) == together
    assert kept.declaration.organisation == organisation_of(people.ixelles)


def test_no_week_is_lost_and_sums_stay(people, problem):
    declare(people.jette, problem, "a", cases=2)
    week = asked_week()
    for back, person, cases in (
        (0, people.jette, 3),
        (1, people.jette, 5),
        (1, people.ixelles, 1),
        (2, people.ixelles, 8),
    ):
        say(problem, person, week - timedelta(weeks=back), cases=cases)
    merge_organisations(
        by=people.secretariat, merged=organisation_of(people.jette), into=organisation_of(people.ixelles)
    )
    assert dict(PulseAnswer.objects.values_list("week", "cases")) == {
        week: 3,
        week - timedelta(weeks=1): 6,
        week - timedelta(weeks=2): 8,
    }
    assert set(PulseAnswer.objects.values_list("given_by", flat=True)) == {people.jette.pk, people.ixelles.pk}
