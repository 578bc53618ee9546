"""Evidence follows a problem that is merged, counts once, and comes back as it was."""

import pytest

from issues.intake.triage.actions.merging import merge_problem, undo_merge
from publications.opinions.evidence import evidence_of
from publications.opinions.models import Evidence
from tests.conftest import filed
from tests.scenes import scene

pytestmark = pytest.mark.column


def rows() -> list[dict]:
    return list(Evidence.objects.order_by("pk").values())


@scene
def two(people, spaces):
    return [filed(people.ixelles, spaces.common, title) for title in ("Un", "Deux")]


def test_evidence_counts_for_the_problem_that_stays_and_comes_back(people, opinion, cite, two):
    source, target = two
    cite(source, 3)
    cite(source, 4, released=False)
    before, counted = rows(), evidence_of(opinion.key)
    done = merge_problem(by=people.secretariat, source=source, target=target, reason="Même chose.")
    assert set(Evidence.objects.values_list("problem", flat=True)) == {target.pk}
    assert evidence_of(opinion.key)[opinion.observation(3).translation_key].problems == 1
    undo_merge(by=people.secretariat, merge=done, reason="Deux choses.")
    assert rows() == before
    assert evidence_of(opinion.key) == counted


def test_an_observation_that_rests_on_both_counts_them_once(people, opinion, cite, two):
    source, target = two
    cite(source, 3)
    cite(target, 3, released=False)
    before = rows()
    done = merge_problem(by=people.secretariat, source=source, target=target, reason="Même chose.")
    kept = Evidence.objects.get()
    assert kept.problem == target and kept.released_at is not None
    undo_merge(by=people.secretariat, merge=done, reason="Deux choses.")
    assert rows() == before


def test_what_was_withdrawn_since_does_not_come_back(people, opinion, cite, two):
    from publications.opinions.actions.publishing import withdraw_evidence

    source, target = two
    evidence = cite(source, 3)
    done = merge_problem(by=people.secretariat, source=source, target=target, reason="Même chose.")
    evidence.refresh_from_db()
    withdraw_evidence(by=people.editor, evidence=evidence, reason="Hors sujet.")
    undo_merge(by=people.secretariat, merge=done, reason="Deux choses.")
    assert not Evidence.objects.exists()
