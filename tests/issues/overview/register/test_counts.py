"""The numbers of a list are right or left out: compared with counting everything, filter by filter."""

import pytest

from issues.overview.register.filters import CHOICES, Filters
from issues.overview.register.queries import counts
from issues.overview.register.queries.counts import counts_of
from issues.overview.register.queries.lists import filtered_problems
from issues.problems.records.models import Problem
from issues.problems.records.states import State
from tests.committee.records import organisation_of
from tests.issues.overview.register.conftest import merged
from tests.markup import tight

pytestmark = pytest.mark.column

ONE = {"state": tuple, "severity": tuple}
FILTERS = (
    {},
    {"risk": True},
    {"state": ("filed",)},
    {"state": ("filed", "qualified")},
    {"state": ("merged",)},
    {"state": ("merged", "filed")},
    {"severity": (4,)},
    {"severity": (1, 4), "state": ("filed",)},
    {"language": "fr", "severity": (4,)},
    {"lane": "common", "state": ("qualified",), "severity": (4,)},
    {"mine": "us"},
    {"mine": "me", "state": ("filed",)},
    {"concerned": "yes"},
    {"concerned": "unanswered", "severity": (4,)},
    {"followed": True, "severity": (1,)},
)
WIDE = {"organisation", "lane"}


def shown(person, **filters) -> int:
    """How many problems there are, counted one by one."""
    return filtered_problems(person, Filters(**filters)).count()


def alternatives(person, name) -> list:
    values = {
        "state": list(State.values),
        "severity": [1, 2, 3, 4],
        "language": ["fr", "nl"],
        "lane": ["common", "federations", "organisation"],
        "risk": [True],
        "organisation": [organisation_of(person).pk],
    }
    return values.get(name) or list(
        Problem.objects.exclude(**{f"{name}_id": None}).values_list(f"{name}_id", flat=True)
    )


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("filters", FILTERS, ids=str)
@pytest.mark.parametrize("name", ["ixelles", "spp_is", "secretariat"])
def test_every_number_is_what_would_be_shown(people, shelf, name, filters, whole):
    merged(shelf[0][3], shelf[0][1])
    person = getattr(people, name)
    if not organisation_of(person).kind == "cpas" and "concerned" in filters:
        pytest.skip("only a CPAS is concerned")
    from issues.overview.register.queries.lists import list_rows
    from issues.overview.register.search_terms import ListQuery

    asked = Filters(**filters)
    found = counts_of(person, asked, list_rows(person, ListQuery(asked)) if whole else None)
    assert (found.total, found.more) == (shown(person, **filters), False)
    known = 0
    for choice in CHOICES:
        for value in alternatives(person, choice):
            number = found.of(choice, "1" if value is True else value)
            if number is not None:
                known += 1
                instead = {**filters, choice: (value,) if choice in ONE else value}
                assert number == shown(person, **instead), (choice, value)
    assert known > 0


def test_where_there_are_more_than_can_be_counted_no_number_stands(people, shelf, monkeypatch):
    monkeypatch.setattr(counts, "MOST", 1)
    found = counts_of(people.ixelles, Filters(state=("filed",), severity=(2,)))
    assert (found.total, found.more) == (1, True)
    assert {found.of(name, 1) for name in CHOICES} == {None}


def test_where_too_many_would_be_looked_at_only_the_census_speaks(people, shelf, monkeypatch):
    monkeypatch.setattr(counts, "MOST_EXAMINED", 1)
    alone = counts_of(people.ixelles, Filters(state=("filed",)))
    assert (alone.total, alone.of("state", "qualified"), alone.of("severity", 4)) == (4, 1, None)
    both = counts_of(people.ixelles, Filters(state=("filed",), severity=(2,)))
    assert (both.total, both.of("state", "filed"), both.of("severity", 4)) == (None, None, None)


def test_counts_obey_the_lanes(people, shelf):
    assert counts_of(people.observer, Filters()).total == 3
    assert counts_of(people.jette, Filters()).total == 4
    assert counts_of(people.ixelles, Filters()).total == 5
    assert counts_of(people.observer, Filters()).of("lane", "federations") == 0


def test_the_numbers_stand_beside_the_options(people, shelf, client_of):
    page = tight(client_of(people.ixelles).get("/fr/problems/").content.decode())
    assert 'name="state" value="qualified">' in page
    state = page.split('name="state" value="qualified">')[1].split("</label>")[0]
    assert "<small>1</small>" in state
