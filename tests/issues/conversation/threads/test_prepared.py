"""A query that is written once answers each reader as if it were written anew."""

import pytest

from issues.conversation.threads import prepared
from issues.conversation.threads.prepared import Prepared, run_prepared
from issues.overview.case.queries import marked_problem
from issues.problems.records.models import Problem
from tests.conftest import filed

pytestmark = pytest.mark.column

READERS = (
    "ixelles", "ixelles_coordination", "molenbeek", "federation", "secretariat", "editor", "spp_is", "observer", "stranger",
)  # fmt: skip
SHOWN = ("pk", "told", "last_moves", "requests", "merges", "relations_from", "relations_to", "merged_here")


def shown(rows) -> list[tuple]:
    return [tuple(str(getattr(row, name)) for name in SHOWN) for row in rows]


def test_every_reader_is_answered_as_by_the_queryset_itself(people, spaces):
    problems = [filed(people.ixelles, spaces.common), filed(people.molenbeek, spaces.federations)]
    prepared.PREPARED.clear()
    for _again in range(2):
        for name in READERS:
            person = getattr(people, name)
            key, build = marked_problem(person)
            for problem in problems:
                plain = list(build(person.pk, problem.reference))
                assert shown(run_prepared(key, build, person_id=person.pk, reference=problem.reference)) == shown(plain)
                assert bool(plain) == (problem.space_id in {space.pk for space in lanes(person)})


def lanes(person):
    from committee.access.standing import standing_of

    return standing_of(person).readable


def test_it_is_one_query_and_written_once(people, problem, django_assert_num_queries):
    key, build = marked_problem(people.ixelles)
    for _again in range(2):
        with django_assert_num_queries(1):
            run_prepared(key, build, person_id=people.ixelles.pk, reference=problem.reference)


def test_a_value_that_does_not_stand_in_the_query_is_refused(db):
    with pytest.raises(ValueError, match="as it is"):
        Prepared(lambda reference: Problem.objects.all(), {"reference": "CO-2026-0001"})


def test_hostile_values_are_values(people, problem):
    key, build = marked_problem(people.ixelles)
    assert run_prepared(key, build, person_id=people.ixelles.pk, reference="' OR 1=1 --") == []
