"""Sorting, owning, splitting, relating and correcting problems, one at a time and many at once."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from committee.access.models import Space
from committee.access.refusals import Refused
from committee.inbox.models import Duty
from committee.privacy.models import PersonalDataFound
from issues.intake.triage.actions.sorting import (
    classify_problem,
    own_problem,
    relate_problems,
    split_problem,
    triage_many,
    unrelate_problems,
)
from issues.intake.triage.models import Relation
from issues.problems.records.actions.lifecycle import revise_problem, translate_problem
from issues.problems.records.models import Problem, ProblemVersion
from issues.problems.taxonomies.models import Term
from tests.committee.records import Record, organisation_of, recording, unchanged
from tests.conftest import filed
from tests.issues.fieldwork.impacts.test_totals import counted_again, kept
from tests.issues.steps import PHONE, declare, stand, state_of, tally_of
from tests.scenes import scene

pytestmark = pytest.mark.column

CAST = ("ixelles", "ixelles_coordination", "molenbeek", "federation", "secretariat", "editor", "spp_is", "observer")
TRIAGERS = {"federation", "secretariat"}
FILERS = {"ixelles", "ixelles_coordination"}


def terms(scheme: str) -> list[Term]:
    return list(Term.objects.of(scheme)[:2])


@pytest.mark.parametrize("state", ["filed", "qualified", "merged"])
@pytest.mark.parametrize("name", CAST)
def test_who_sorts_a_problem(people, problem, name, state):
    problem, person = stand(problem, state), getattr(people, name)
    allowed = state != "merged" and (name in TRIAGERS or (name in FILERS and state == "filed"))
    if allowed:
        assert classify_problem(by=person, problem=problem, severity=4).severity == 4
    else:
        with unchanged(), pytest.raises(PermissionDenied):
            classify_problem(by=person, problem=problem, severity=4)


def test_sorting_is_counted_recorded_and_kept(people, problem):
    chain, other = terms("chain")
    classify_problem(by=people.secretariat, problem=problem, chain_id=chain.pk)
    with recording() as records:
        classify_problem(by=people.federation, problem=problem, chain_id=other.pk, severity=3)
    place = organisation_of(people.federation)
    assert records == [Record("problem.classified", people.federation, problem.space, place, [problem.about])]
    assert ProblemVersion.objects.latest("pk").facts == {"chain_id": chain.pk, "severity": 2}
    before = kept()
    assert counted_again() == before
    with unchanged():
        classify_problem(by=people.federation, problem=problem, chain_id=other.pk, severity=3)


def test_a_right_at_risk_has_its_reason(english, people, problem):
    with unchanged(), pytest.raises(Refused, match="right"):
        classify_problem(by=people.secretariat, problem=problem, right_at_risk=True)
    with unchanged(), pytest.raises(PersonalDataFound):
        classify_problem(by=people.secretariat, problem=problem, right_at_risk=True, risk_reason=PHONE)
    with unchanged(), pytest.raises(PermissionDenied):
        classify_problem(by=people.secretariat, problem=problem, title="Non")


@pytest.mark.parametrize("state", ["filed", "closed", "merged"])
@pytest.mark.parametrize("name", CAST)
def test_who_corrects_a_problem(people, problem, name, state):
    problem, person = stand(problem, state), getattr(people, name)
    if state != "merged" and name in {*FILERS, "secretariat"}:
        assert revise_problem(by=person, problem=problem, title="Autre titre").title == "Autre titre"
    else:
        with unchanged(), pytest.raises(PermissionDenied):
            revise_problem(by=person, problem=problem, title="Autre titre")


def test_a_correction_keeps_what_it_said_and_outdates_the_translation(people, problem):
    translate_problem(by=people.ixelles, problem=problem, title="Bijlagen weg", summary="", checked=True)
    facts = {"title": "Annexes perdues", "description": "Elles **manquent**.", "first_seen_on": date(2026, 1, 5)}
    with recording() as records:
        revise_problem(by=people.ixelles, problem=problem, pilot=False, **facts)
    assert records == [Record("problem.revised", people.ixelles, problem.space, problem.organisation, [problem.about])]
    revised = Problem.objects.get(pk=problem.pk)
    assert (revised.title, revised.translation) == ("Annexes perdues", "outdated")
    assert "<strong>manquent</strong>" in revised.html
    version = ProblemVersion.objects.get()
    assert version.facts == {
        "title": "Pièces jointes perdues",
        "description": "Les pièces jointes ne suivent pas la demande.",
        "first_seen_on": None,
    }
    with unchanged():
        revise_problem(by=people.ixelles, problem=problem, **facts)
    with unchanged(), pytest.raises(PersonalDataFound):
        revise_problem(by=people.ixelles, problem=problem, description=PHONE)


def test_other_facts_leave_the_translation_and_are_counted(people, problem):
    translate_problem(by=people.ixelles, problem=problem, title="Bijlagen weg", summary="", checked=True)
    revise_problem(by=people.secretariat, problem=problem, right_at_risk=True, risk_reason="Délai de trente jours")
    assert Problem.objects.get().translation == "checked"
    before = kept()
    assert counted_again() == before


def test_the_secretariat_takes_gives_and_releases(people, problem):
    with recording() as records:
        for owner in (people.secretariat, people.secretariat, None, None):
            own_problem(by=people.secretariat, problem=problem, owner=owner)
    assert [record.verb for record in records] == ["problem.owned", "problem.released"]
    for name in sorted(set(CAST) - {"secretariat"}):
        with unchanged(), pytest.raises(PermissionDenied):
            own_problem(by=getattr(people, name), problem=problem, owner=people.secretariat)
        with unchanged(), pytest.raises(PermissionDenied):
            own_problem(by=people.secretariat, problem=problem, owner=getattr(people, name))


def test_many_at_once_all_or_none(people, spaces):
    problems = [filed(people.ixelles, spaces.common, f"Titre {n}") for n in range(3)]
    deeds = {"move": "qualified", "owner": people.secretariat, "severity": 4, "chain_id": terms("chain")[0].pk}
    assert triage_many(by=people.secretariat, problems=problems, **deeds) == []
    found = Problem.objects.values_list("state", "owner", "severity", "chain")
    assert set(found) == {("qualified", people.secretariat.pk, 4, deeds["chain_id"])}
    before = kept()
    assert counted_again() == before
    with unchanged():
        assert triage_many(by=people.secretariat, problems=problems, **deeds) == []


def test_one_refusal_leaves_all_as_they_were_and_says_why(people, spaces):
    problems = [filed(people.ixelles, spaces.common, f"Titre {n}") for n in range(3)]
    problems.append(filed(people.spp_is, spaces.administration, "Ailleurs", impact={}))
    with unchanged():
        refused = triage_many(by=people.secretariat, problems=problems, move="qualified")
    assert [(one.problem, bool(one.words)) for one in refused] == [(problems[3], True)]
    with unchanged():
        refused = triage_many(by=people.secretariat, problems=problems[:3], move="closed")
    assert len(refused) == 3
    with unchanged():
        refused = triage_many(by=people.secretariat, problems=problems[:1], move="closed", reason=PHONE)
    assert len(refused) == 1
    with unchanged():
        assert len(triage_many(by=people.ixelles, problems=problems[:3], move="qualified")) == 3


def split(people, problem, by=None, **facts):
    facts = {"title": "La seconde moitié", "description": "Elle manque.", "submission": "s1", **facts}
    return split_problem(by=by or people.secretariat, problem=problem, **facts)


def test_a_split_keeps_terms_and_reporter_and_asks_who_declared(people, problem):
    chain = terms("chain")[0]
    classify_problem(by=people.secretariat, problem=problem, chain_id=chain.pk, severity=3)
    declare(people.molenbeek, problem, answer="n")
    with recording() as records:
        new = split(people, problem)
    assert [record.verb for record in records] == ["problem.split"]
    assert records[0].subjects == [new.about, problem.about]
    assert (new.reference[-4:], new.state, new.chain, new.severity) == ("0002", "qualified", chain, 3)
    assert (new.reporter, new.organisation) == (people.ixelles, problem.organisation)
    assert Relation.objects.get().kind == "split_from"
    assert not new.declarations.exists() and tally_of(problem).affected == 1
    owed = Duty.objects.open().filter(code="duty.declare")
    assert list(owed.values_list("organisation", "key")) == [(problem.organisation_id, new.reference)]
    before = kept()
    assert counted_again() == before
    declare(people.ixelles, new, cases=1)
    assert not owed.all().exists()


def test_a_double_click_splits_once(people, problem):
    new = split(people, problem)
    with unchanged():
        assert split(people, problem) == new


@pytest.mark.parametrize("name", sorted(set(CAST) - {"secretariat"}))
def test_nobody_else_splits(people, problem, name):
    with unchanged(), pytest.raises(PermissionDenied):
        split(people, problem, by=getattr(people, name))


def test_a_split_that_fails_consumes_no_reference(people, problem):
    with unchanged(), pytest.raises(PersonalDataFound):
        split(people, problem, description=PHONE)


@scene
def other(people, spaces):
    return filed(people.jette, spaces.common, "Un autre")


@pytest.mark.parametrize("name", CAST)
def test_who_relates(people, problem, other, name):
    facts = {"by": getattr(people, name), "source": problem, "target": other, "kind": "caused_by"}
    if name in TRIAGERS:
        relation = relate_problems(**facts)
        unrelate_problems(by=facts["by"], relation=relation)
    else:
        with unchanged(), pytest.raises(PermissionDenied):
            relate_problems(**facts)
        relation = relate_problems(**{**facts, "by": people.secretariat})
        with unchanged(), pytest.raises(PermissionDenied):
            unrelate_problems(by=facts["by"], relation=relation)


def test_a_relation_is_made_once_and_recorded(people, problem, other):
    with recording() as records:
        relation = relate_problems(by=people.federation, source=problem, target=other, kind="related")
        assert relate_problems(by=people.federation, source=other, target=problem, kind="related") == relation
        unrelate_problems(by=people.federation, relation=relation)
        unrelate_problems(by=people.federation, relation=relation)
    assert [(record.verb, record.subjects) for record in records] == [
        ("problem.related", [problem.about, other.about]),
        ("problem.unrelated", [problem.about, other.about]),
    ]


def test_a_relation_between_lanes_is_told_in_the_narrower_one(people, problem, spaces):
    hidden = filed(people.federation, spaces.federations, "Entre nous", impact={})
    last = Problem.objects.get(pk=problem.pk).last_verb
    with recording() as records:
        relate_problems(by=people.federation, source=problem, target=hidden, kind="related")
    assert [record.space for record in records] == [spaces.federations]
    assert Problem.objects.get(pk=problem.pk).last_verb == last
    assert Problem.objects.get(pk=hidden.pk).last_verb == "problem.related"


def test_no_relation_to_what_one_does_not_read_nor_to_itself(people, problem, spaces):
    for target in (filed(people.spp_is, spaces.administration, impact={}), problem):
        with unchanged(), pytest.raises(PermissionDenied):
            relate_problems(by=people.secretariat, source=problem, target=target, kind="related")


def test_where_it_was_split_from_is_never_taken_away(people, problem):
    split(people, problem)
    with unchanged(), pytest.raises(PermissionDenied):
        unrelate_problems(by=people.secretariat, relation=Relation.objects.get())


def test_a_problem_not_shared_is_its_organisations_alone(people, spaces):
    own = filed(people.ixelles, Space.objects.own(organisation_of(people.ixelles)))
    assert classify_problem(by=people.ixelles, problem=own, severity=1).severity == 1
    with unchanged(), pytest.raises(PermissionDenied):
        classify_problem(by=people.secretariat, problem=own, severity=2)
    assert state_of(own) == "filed"
