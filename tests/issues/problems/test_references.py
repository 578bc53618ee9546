"""References have no gap and no double, and a double click is one problem, however many file at once."""

from committee.access.versions import version_of
from committee.journal.models import Entry
from committee.privacy.models import PersonalDataFound
from issues.conversation.threads.models import Post
from issues.fieldwork.impacts.models import Declaration
from issues.problems.counters.models import ReferenceCounter
from issues.problems.records.models import Problem
from issues.resolution.solutions.models import Solution
from issues.resolution.verification.actions.judging import give_verdict
from issues.resolution.verification.models import Verdict
from issues.resolution.verification.queries import said_by
from tests.at_once import at_once, several_writers
from tests.committee.records import organisation_of
from tests.conftest import filed
from tests.issues.steps import PHONE, declare, deliver, judge, propose, say, tally_of

AT_ONCE = 8

pytestmark = several_writers


def numbers() -> list[int]:
    return sorted(int(reference[-4:]) for reference in Problem.objects.values_list("reference", flat=True))


def test_problems_filed_at_once_have_consecutive_references(people, spaces):
    cast = [people.ixelles, people.molenbeek, people.jette, people.federation]
    results = at_once(*[lambda by=cast[n % 4]: filed(by, spaces.common) for n in range(AT_ONCE)])
    assert all(isinstance(result, Problem) for result in results)
    assert numbers() == list(range(1, AT_ONCE + 1))


def test_what_fails_meanwhile_consumes_no_number(people, spaces):
    deeds = [
        lambda bad=n % 2: filed(people.ixelles, spaces.common, title=PHONE if bad else "Titre") for n in range(AT_ONCE)
    ]
    results = at_once(*deeds)
    assert sum(isinstance(result, PersonalDataFound) for result in results) == AT_ONCE // 2
    assert numbers() == list(range(1, AT_ONCE // 2 + 1))
    assert ReferenceCounter.objects.get().last == AT_ONCE // 2


def test_a_double_click_files_once_and_both_see_it(people, spaces):
    results = at_once(*[lambda: filed(people.ixelles, spaces.common, submission="s1")] * 4)
    assert results == [Problem.objects.get()] * 4
    assert Declaration.objects.count() == 1
    assert Entry.objects.filter(verb="problem.filed").count() == 1


def test_a_double_click_proposes_once_and_both_see_it(people, problem):
    results = at_once(*[lambda: propose(people.spp_is, problem, submission="s1")] * 4)
    assert results == [Solution.objects.get()] * 4


def test_a_double_click_says_it_once_and_both_see_it(people, problem):
    results = at_once(*[lambda: say(people.jette, problem, "Une fois.", key="k1")] * 4)
    assert results == [Post.objects.get()] * 4


def test_posts_written_at_once_are_numbered_without_gap(people, problem):
    cast = [people.ixelles, people.molenbeek, people.jette, people.federation]
    results = at_once(*[lambda by=cast[n % 4]: say(by, problem, f"Phrase {n}.") for n in range(AT_ONCE)])
    assert all(isinstance(result, Post) for result in results)
    assert list(Post.objects.order_by("number").values_list("number", flat=True)) == list(range(1, AT_ONCE + 1))


def test_declarations_made_at_once_are_all_counted(people, problem):
    cast = [people.molenbeek, people.jette, people.ixelles_coordination]
    results = at_once(*[lambda by=by: declare(by, problem, cases=10, minutes_likely=6) for by in cast])
    assert all(isinstance(result, Declaration) for result in results)
    assert (tally_of(problem).affected, tally_of(problem).cases, tally_of(problem).hours_likely) == (3, 30, 3.0)


def test_verdicts_given_at_once_are_all_counted(people, problem, solution):
    declare(people.molenbeek, problem, cases=1)
    deliver(people, solution)
    results = at_once(lambda: judge(people.ixelles, solution, "w"), lambda: judge(people.molenbeek, solution, "x"))
    assert {verdict.organisation for verdict in results} == {
        organisation_of(people.ixelles),
        organisation_of(people.molenbeek),
    }
    solution.refresh_from_db()
    assert (solution.state, solution.cells.replace(".", "")) == ("delivered", "wx")


def test_of_two_people_who_answer_for_one_cpas_at_once_the_second_is_shown_what_the_first_said(
    people, problem, solution
):
    deliver(people, solution)
    place, unread = organisation_of(people.ixelles), version_of(said_by(None))
    facts = {"solution": solution, "organisation": place, "version": unread}
    results = at_once(
        lambda: give_verdict(by=people.ixelles, outcome="w", **facts),
        lambda: give_verdict(by=people.ixelles_coordination, outcome="t", **facts),
    )
    assert sorted(type(one).__name__ for one in results) == ["ChangedMeanwhile", "Verdict"]
    kept = next(one for one in results if isinstance(one, Verdict))
    assert solution.verdicts.get().outcome == kept.outcome
