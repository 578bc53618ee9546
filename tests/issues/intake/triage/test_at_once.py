"""Two merges in opposite directions, and deeds of many at once: one succeeds, nothing is half done, nobody waits forever."""

from committee.access.refusals import Refused
from issues.intake.triage.actions.merging import merge_problem
from issues.intake.triage.actions.sorting import triage_many
from issues.intake.triage.models import Merge
from issues.problems.records.models import Problem
from tests.at_once import at_once, several_writers
from tests.conftest import filed
from tests.issues.fieldwork.impacts.test_totals import counted_again, kept
from tests.issues.steps import declare

pytestmark = several_writers


def merging(people, source, target):
    return lambda: merge_problem(by=people.secretariat, source=source, target=target, reason="Même chose.")


def test_two_problems_are_not_merged_into_each_other(people, spaces):
    one, two = (filed(people.ixelles, spaces.common, title) for title in ("Un", "Deux"))
    results = at_once(merging(people, one, two), merging(people, two, one))
    assert sorted(type(result).__name__ for result in results) == ["Merge", "Refused"]
    assert Merge.objects.standing().count() == 1
    assert Problem.objects.filter(state="merged").count() == 1
    before = kept()
    assert counted_again() == before


def test_a_double_click_merges_once_and_both_see_it(people, spaces):
    one, two = (filed(people.ixelles, spaces.common, title) for title in ("Un", "Deux"))
    results = at_once(*[merging(people, one, two)] * 3)
    assert results == [Merge.objects.get()] * 3


def test_many_are_moved_while_others_declare_and_merge(people, spaces):
    problems = [filed(people.ixelles, spaces.common, f"Titre {n}") for n in range(4)]
    many = {"by": people.secretariat, "move": "qualified", "severity": 4}
    results = at_once(
        lambda: triage_many(problems=problems, **many),
        lambda: triage_many(problems=problems[::-1], **many),
        lambda: declare(people.molenbeek, problems[3], cases=3, minutes_likely=5),
        lambda: declare(people.jette, problems[0], cases=2, minutes_likely=5),
        merging(people, problems[3], problems[0]),
    )
    assert not [result for result in results if isinstance(result, Exception) and not isinstance(result, (Refused, PermissionError))
                and type(result).__name__ != "PermissionDenied"]  # fmt: skip
    before = kept()
    assert counted_again() == before
