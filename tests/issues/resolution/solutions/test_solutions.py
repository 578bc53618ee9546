"""A solution from proposed to delivered; who may say what of it."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from committee.access.refusals import Refused
from committee.journal import clock
from committee.journal.models import Entry
from committee.privacy.models import PersonalDataFound
from issues.conversation.threads.models import Follow
from issues.problems.records.models import Problem
from issues.resolution.solutions.actions.lifecycle import set_due_date
from issues.resolution.solutions.models import Solution
from issues.resolution.solutions.policy import concerned_ids
from issues.resolution.solutions.recipients import hearing_of
from tests.committee.records import Record, organisation_of, recording, unchanged
from tests.conftest import filed
from tests.issues.steps import PHONE, declare, deliver, move, propose, state_of
from tests.scenes import scene


@scene
def delivered(people, problem, solution):
    """A solution delivered to Ixelles and Molenbeek; Jette is not affected."""
    declare(people.molenbeek, problem, cases=3)
    declare(people.jette, problem, "n")
    deliver(people, solution)
    return Solution.objects.get(pk=solution.pk)


def test_proposing_is_stored_and_recorded(people, problem, spaces):
    place = organisation_of(people.spp_is)
    with clock.acting_at(datetime(2025, 9, 1, tzinfo=UTC)), recording() as records:
        solution = propose(people.spp_is, problem, kind="legal", due_on=date(2026, 1, 31), promised_minutes=15)
    assert records == [
        Record("solution.proposed", people.spp_is, spaces.common, place, [solution.about, problem.about]),
        Record("problem.moved", people.spp_is, spaces.common, place, [problem.about]),
    ]
    assert (solution.state, solution.kind, solution.owner, solution.space) == (
        "proposed",
        "legal",
        place,
        spaces.common,
    )
    assert (solution.due_on, solution.promised_minutes) == (date(2026, 1, 31), 15)
    assert solution.html == "<p>On <strong>corrige</strong>.</p>\n"
    assert state_of(problem) == "solution_proposed"
    assert Follow.objects.filter(person=people.spp_is, thread=problem.thread).exists()


def test_one_solution_may_answer_several_problems_of_one_lane(people, problem, spaces):
    other = filed(people.jette, spaces.common, title="Autre")
    solution = propose(people.spp_is, problem, other)
    assert set(solution.problems.all()) == {problem, other}
    assert {state_of(problem), state_of(other)} == {"solution_proposed"}
    subjects = {(subject.kind, subject.key) for subject in Entry.objects.get(verb="solution.proposed").subjects.all()}
    assert subjects == {solution.about, problem.about, other.about}


def test_a_solution_never_spans_two_lanes_or_none(people, problem, spaces):
    other = filed(people.federation, spaces.federations)
    for problems in ((problem, other), ()):
        with unchanged(), pytest.raises(PermissionDenied):
            propose(people.federation, *problems)


def test_personal_data_leaves_nothing_behind(people, problem):
    for field in ("title", "text", "title_other"):
        with unchanged(), pytest.raises(PersonalDataFound):
            propose(people.spp_is, problem, **{field: PHONE})


def test_a_double_click_proposes_once(people, problem):
    first = propose(people.spp_is, problem, submission="s1")
    with unchanged():
        assert propose(people.spp_is, problem, submission="s1") == first


def test_another_persons_submission_hides_nothing(people, problem):
    first = propose(people.spp_is, problem, submission="s1")
    assert propose(people.federation, problem, submission="s1").pk != first.pk


OVERDUE = [
    ("2026-01-30", "agreed", 2),
    ("2026-02-01", "planned", 0),
    (None, "agreed", 0),
    ("2026-01-30", "verified", 0),
]


@pytest.mark.parametrize(("due", "state", "days"), OVERDUE)
def test_what_is_overdue(solution, due, state, days):
    Solution.objects.filter(pk=solution.pk).update(due_on=due, state=state)
    with clock.acting_at(datetime(2026, 2, 1, 12, tzinfo=UTC)):
        assert Solution.objects.get(pk=solution.pk).days_overdue == days
        assert Solution.objects.overdue().exists() is bool(days)


def test_who_is_concerned_follows_the_declarations(people, problem, solution):
    assert concerned_ids(solution) == {organisation_of(people.ixelles).pk}
    declare(people.jette, problem, cases=1)
    declare(people.ixelles, problem, "n")
    assert concerned_ids(solution) == {organisation_of(people.jette).pk}


def test_setting_aside_needs_its_reason_and_takes_the_problem_back(people, problem, solution):
    for reason in ("", "  "):
        with unchanged(), pytest.raises(Refused, match="motivation"):
            move(people.federation, solution, "not_retained", reason=reason)
    with recording() as records:
        move(people.federation, solution, "not_retained", reason="Trop cher.")
    assert [record.verb for record in records] == ["solution.not_retained", "problem.moved"]
    assert Solution.objects.get(pk=solution.pk).state_reason == "Trop cher."
    assert state_of(problem) == "in_discussion"
    move(people.federation, solution, "under_review", reason="Budget trouvé.")
    assert state_of(problem) == "solution_proposed"


def test_a_closed_problem_stays_closed_whatever_its_solution_does(people, problem, solution):
    Problem.objects.filter(pk=problem.pk).update(state="closed", state_reason="x")
    move(people.federation, solution, "agreed")
    assert state_of(problem) == "closed"


def test_another_date_is_kept_and_the_one_before_is_recorded(people, solution, spaces):
    place = organisation_of(people.spp_is)
    with recording() as records:
        set_due_date(by=people.spp_is, solution=solution, due_on=date(2026, 3, 1))
        set_due_date(by=people.spp_is, solution=solution, due_on=date(2026, 6, 1))
    assert [record.verb for record in records] == ["solution.due"] * 2
    assert (records[0].space, records[0].organisation) == (spaces.common, place)
    data = Entry.objects.filter(verb="solution.due").latest("pk").data
    assert (data["before"], data["after"]) == ("2026-03-01", "2026-06-01")


def test_who_hears_of_a_solution(people, problem, delivered):
    people.jette.is_active = False
    people.jette.save()
    heard = {person.email.split("@")[0] for person, _why in hearing_of(delivered)}
    assert heard == {"ixelles", "ixelles_coordination", "molenbeek", "spp_is"}
