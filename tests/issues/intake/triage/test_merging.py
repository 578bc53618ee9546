"""A merge carries everything along without doubles, and undoing it leaves everything as it was before."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from committee.access.models import Space
from committee.access.refusals import Refused
from committee.inbox.models import Duty
from committee.journal import clock
from committee.privacy.models import PersonalDataFound
from issues.conversation.threads.models import Follow
from issues.fieldwork.barometer.models import PulseAnswer
from issues.fieldwork.impacts.models import Declaration, ProblemImpact, Revision
from issues.intake.triage.actions.merging import contest_merge, merge_problem, undo_merge, uphold_merge
from issues.intake.triage.actions.sorting import relate_problems
from issues.intake.triage.models import Merge, Relation
from issues.problems.records.models import Problem
from publications.opinions.models import Evidence
from tests.committee.records import Record, everything, organisation_of, recording, unchanged
from tests.conftest import filed
from tests.issues.fieldwork.impacts.test_totals import counted_again, kept
from tests.issues.steps import PHONE, declare, move, propose, say, stand, state_of, tally_of
from tests.scenes import scene

pytestmark = pytest.mark.column

WHY = "Même cause, même effet."
MERGERS = {"secretariat"}
CAST = ("ixelles", "ixelles_coordination", "molenbeek", "federation", "secretariat", "editor", "spp_is", "observer")


def merge(people, source, target, reason=WHY) -> Merge:
    return merge_problem(by=people.secretariat, source=source, target=target, reason=reason)


def undo(people, merge, reason="Ce sont deux choses.") -> Merge:
    return undo_merge(by=people.secretariat, merge=merge, reason=reason)


def again(problem) -> Problem:
    return Problem.objects.select_related("space").get(pk=problem.pk)


def answers(problem) -> dict[str, tuple]:
    """What each CPAS declares on a problem: its answer, its cases, how many revisions it has."""
    rows = Declaration.objects.filter(problem=problem).select_related("organisation")
    return {row.organisation.municipality_fr: (row.answer, row.cases, row.revisions.count()) for row in rows}


def at(day: int):
    """A moment some days after now, for deeds that follow each other."""
    return clock.acting_at(timezone.now() + timedelta(days=day))


@scene
def pair(people, spaces):
    """Two problems about one thing: declared, followed, related, solved; Molenbeek declared on both."""
    source = filed(people.ixelles, spaces.common, "Pièces jointes perdues", severity=3)
    target = filed(people.jette, spaces.common, "Annexes absentes", impact={"cases": 4, "minutes_likely": 30})
    third = filed(people.molenbeek, spaces.common, "Flux interrompu", impact={})
    with at(1):
        declare(people.molenbeek, source, cases=7, minutes_likely=10)
        declare(people.ixelles, source, cases=13, minutes_likely=20)
    with at(2):
        declare(people.molenbeek, target, cases=9, minutes_likely=15)
    relate_problems(by=people.secretariat, source=source, target=third, kind="caused_by")
    relate_problems(by=people.secretariat, source=source, target=target, kind="related")
    propose(people.spp_is, source)
    say(people.molenbeek, source, "Chez nous aussi.")
    return again(source), again(target)


TABLES = (
    "issues.Declaration", "issues.Revision", "issues.ProblemImpact", "issues.Problem_attachments", "issues.Relation",
    "issues.PulseAnswer", "publications.Evidence",
)  # fmt: skip


def carried() -> dict:
    """Everything that a merge carries, row by row; links and follows without the keys of their rows."""
    tables = {name: rows for name, rows in everything().items() if name in TABLES}
    follows = set(Follow.objects.values_list("thread", "person", "level"))
    links = set(Problem.solutions.through.objects.values_list("solution", "problem"))
    states = set(Problem.objects.values_list("pk", "state", "state_reason", "merged_into"))
    evidence = set(Evidence.objects.values_list("pk", "problem", "observation_key", "released_at", "added_at"))
    return {**tables, "follows": follows, "links": links, "states": states, "evidence": evidence}


def test_declarations_go_along_and_the_later_of_two_stands(people, pair):
    source, target = pair
    merge(people, source, target)
    assert answers(target) == {
        "Ixelles": ("a", 13, 1),
        "Jette": ("a", 4, 0),
        "Molenbeek-Saint-Jean": ("a", 9, 1),
    }
    assert (tally_of(target).affected, tally_of(target).cases) == (3, 26)
    assert (tally_of(source).affected, tally_of(source).cases, tally_of(source).hours_high) == (0, 0, 0)
    before = kept()
    assert counted_again() == before


def test_the_later_declaration_of_the_source_replaces_the_earlier_one(people, pair):
    source, target = pair
    with at(3):
        declare(people.molenbeek, source, cases=21, minutes_likely=5)
    merge(people, source, target)
    assert answers(target)["Molenbeek-Saint-Jean"] == ("a", 21, 1)
    assert Revision.objects.get(declaration__problem=target, declaration__organisation__nis="21012").facts["cases"] == 9


def test_all_else_goes_along_once(people, pair):
    source, target = pair
    merge(people, source, target)
    followers = Follow.objects.filter(thread=target.thread).values_list("person", flat=True)
    cast = (people.jette, people.ixelles, people.molenbeek, people.spp_is)
    assert {people.ixelles.pk, people.molenbeek.pk, people.jette.pk} <= set(followers)
    assert len(followers) == len(set(followers)) <= len(cast)
    assert list(target.solutions.values_list("title", flat=True)) == ["Correctif"]
    assert not source.solutions.exists()
    assert state_of(target) == "solution_proposed"
    assert Relation.objects.get(kind="caused_by").source == target
    assert Relation.objects.get(kind="related").source == source
    assert (again(source).state, again(source).merged_into, again(source).state_reason) == ("merged", target, WHY)


def test_undone_everything_is_as_it_was(people, pair):
    source, target = pair
    counts, rows = kept(), carried()
    done = undo(people, merge(people, source, target))
    assert done.undone_by == people.secretariat
    assert kept() == counts
    assert carried() == rows
    assert counted_again() == counts


def test_what_a_cpas_revised_since_stays_and_comes_back_as_it_was(people, pair):
    source, target = pair
    moved = Declaration.objects.get(problem=source, organisation__nis="21009")
    PulseAnswer.objects.create(
        declaration=moved, week="2026-01-05", still=True, given_by=people.ixelles, given_at=timezone.now()
    )
    before = answers(source)
    done = merge(people, source, target)
    with at(5):
        declare(people.ixelles, target, cases=50, minutes_likely=1)
        declare(people.molenbeek, target, answer="n")
    undo(people, done)
    assert answers(source) == before
    assert Declaration.objects.get(problem=source, organisation__nis="21009").pulse.count() == 1
    assert answers(target) == {
        "Ixelles": ("a", 50, 1),
        "Jette": ("a", 4, 0),
        "Molenbeek-Saint-Jean": ("n", None, 1),
    }
    assert Follow.objects.filter(thread=target.thread, person=people.ixelles).exists()
    now = kept()
    assert counted_again() == now


def test_a_solution_that_moved_on_brings_its_state_home(people, pair):
    source, target = pair
    done = merge(people, source, target)
    move(people.federation, target.solutions.get(), "agreed")
    undo(people, done)
    assert (state_of(source), state_of(target)) == ("in_progress", "in_progress")


def test_a_merge_is_recorded_for_both_and_discharges_triage(people, pair):
    source, target = pair
    with recording() as records:
        merge(people, source, target)
    merged = [record for record in records if record.verb == "problem.merged"]
    place = organisation_of(people.secretariat)
    assert merged == [Record("problem.merged", people.secretariat, source.space, place, [source.about, target.about])]
    assert not Duty.objects.open().filter(key=source.reference).exists()


def test_undone_a_problem_that_was_only_filed_awaits_triage_again(people, spaces):
    source, target = (filed(people.ixelles, spaces.common, title) for title in ("Un", "Deux"))
    undo(people, merge(people, source, target))
    assert Duty.objects.open().get(key=source.reference).code == "duty.triage"
    assert state_of(source) == "filed"


def test_a_double_click_merges_and_undoes_once(people, pair):
    source, target = pair
    first = merge(people, source, target)
    with unchanged():
        assert merge(people, source, target) == first
    undo(people, first)
    with unchanged():
        undo(people, first)


@pytest.mark.parametrize("name", sorted(set(CAST) - MERGERS))
def test_nobody_else_merges(people, pair, name):
    source, target = pair
    with unchanged(), pytest.raises(PermissionDenied):
        merge_problem(by=getattr(people, name), source=source, target=target, reason=WHY)
    done = merge(people, source, target)
    with unchanged(), pytest.raises(PermissionDenied):
        undo_merge(by=getattr(people, name), merge=done, reason=WHY)


def test_what_cannot_be_merged_is_refused_in_words(english, people, pair, spaces):
    source, target = pair
    elsewhere = filed(people.federation, spaces.federations, "Ailleurs", impact={})
    for other, words in ((source, "itself"), (elsewhere, "same lane"), (stand(target, "closed"), "closed")):
        with unchanged(), pytest.raises(Refused, match=words):
            merge(people, source, other)
    target = stand(target, "qualified")
    for reason in ("", "  "):
        with unchanged(), pytest.raises(Refused, match="reason"):
            merge(people, source, target, reason)
    with unchanged(), pytest.raises(PersonalDataFound):
        merge(people, source, target, PHONE)
    third = Problem.objects.get(title="Flux interrompu")
    merge(people, source, target)
    with unchanged(), pytest.raises(Refused, match="merged already"):
        merge(people, source, third)
    with unchanged(), pytest.raises(Refused, match="choose that one"):
        merge(people, third, source)
    with unchanged(), pytest.raises(Refused, match="itself merged"):
        merge(people, target, source)


def test_nothing_is_merged_in_a_lane_that_the_secretariat_does_not_write_in(people, spaces):
    own = Space.objects.own(organisation_of(people.ixelles))
    for person, space in ((people.spp_is, spaces.administration), (people.ixelles, own)):
        source, target = (filed(person, space, title, impact={}) for title in ("Un", "Deux"))
        with unchanged(), pytest.raises(PermissionDenied):
            merge(people, source, target)


def test_merges_are_undone_the_last_one_first(english, people, pair):
    source, target = pair
    third = Problem.objects.get(title="Flux interrompu")
    counts, rows = kept(), carried()
    first, second = merge(people, source, target), merge(people, third, target)
    with unchanged(), pytest.raises(Refused, match=third.reference):
        undo(people, first)
    undo(people, second)
    undo(people, first)
    assert (kept(), carried()) == (counts, rows)
    onward = merge(people, source, target), merge(people, target, third)
    with unchanged(), pytest.raises(Refused, match=target.reference):
        undo(people, onward[0])
    undo(people, onward[1])
    undo(people, onward[0])
    assert (kept(), carried()) == (counts, rows)


def test_who_filed_it_contests_once_and_the_secretariat_owes_its_decision(english, people, pair):
    source, target = pair
    done = merge(people, source, target)
    for name in ("molenbeek", "federation", "spp_is", "observer"):
        with unchanged(), pytest.raises(PermissionDenied):
            contest_merge(by=getattr(people, name), merge=done, reason="Non.")
    with unchanged(), pytest.raises(Refused, match="reason"):
        contest_merge(by=people.ixelles, merge=done, reason=" ")
    with recording() as records:
        contest_merge(by=people.ixelles, merge=done, reason="Ce n’est pas la même étape.")
    assert [record.verb for record in records] == ["problem.merge_contested"]
    duty = Duty.objects.open().get(code="duty.contested")
    assert (duty.organisation, duty.ability, duty.key) == (
        organisation_of(people.secretariat),
        "moderate",
        source.reference,
    )
    with unchanged(), pytest.raises(PermissionDenied):
        contest_merge(by=people.ixelles_coordination, merge=done, reason="Encore.")


@pytest.mark.parametrize("decision", [undo_merge, uphold_merge])
def test_a_contested_merge_is_undone_or_upheld_with_a_reason(english, people, pair, decision):
    done = merge(people, *pair)
    contest_merge(by=people.ixelles, merge=done, reason="Ce n’est pas la même étape.")
    with unchanged(), pytest.raises(Refused, match="reason"):
        decision(by=people.secretariat, merge=done, reason="")
    with unchanged(), pytest.raises(PermissionDenied):
        decision(by=people.federation, merge=done, reason="Bien vu.")
    settled = decision(by=people.secretariat, merge=done, reason="Bien vu.")
    assert settled.settled_reason == "Bien vu."
    assert not Duty.objects.open().filter(code="duty.contested").exists()
    assert not Merge.objects.to_settle().exists()
    assert (settled.undone_at is None) is (decision is uphold_merge)


def test_what_is_not_contested_is_not_upheld(people, pair):
    done = merge(people, *pair)
    with unchanged(), pytest.raises(PermissionDenied):
        uphold_merge(by=people.secretariat, merge=done, reason="Bien.")


def test_a_merged_problem_is_out_of_every_tally(people, pair):
    merge(people, *pair)
    assert ProblemImpact.objects.filter(problem__state="merged", affected__gt=0).count() == 0
