"""Each deed: done, refused, recorded, and nothing left behind when it fails."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from committee.access.refusals import Refused
from committee.journal.models import Entry
from committee.privacy.models import PersonalDataFound
from publications.opinions.actions import publishing as actions
from publications.opinions.models import AuthorityAnswer, Evidence, OpinionPage, Stance
from publications.opinions.recipients import hearing_of_opinion
from tests.conftest import filed

CITE = ("federation", "secretariat", "editor")
NEVER = ("ixelles", "ixelles_coordination", "jette", "spp_is", "observer", "stranger", "administrator")


def entries(verb):
    return list(Entry.objects.filter(verb=verb).order_by("pk"))


def cite(by, opinion, problem, number=3):
    return actions.cite_problem(by=by, page=opinion.fr, observation=opinion.observation(number), problem=problem)


def test_who_prepares_positions_cites(people, opinion, problem):
    for number, name in enumerate(CITE, 1):
        evidence = cite(getattr(people, name), opinion, problem, number)
        key = opinion.observation(number).translation_key
        assert (evidence.observation_key, evidence.opinion_key) == (key, opinion.key)
        assert (evidence.added_by, evidence.released_at) == (getattr(people, name), None)


def test_nobody_else_cites(people, opinion, problem):
    for name in NEVER:
        with pytest.raises(PermissionDenied):
            cite(getattr(people, name), opinion, problem)
    assert not Evidence.objects.exists() and not entries(actions.CITED)


@pytest.mark.parametrize("lane", ["federations", "administration"])
def test_what_is_not_shared_is_no_evidence(lane, people, opinion, spaces):
    filer = people.spp_is if lane == "administration" else people.federation
    apart = filed(filer, getattr(spaces, lane), impact={})
    with pytest.raises(PermissionDenied):
        cite(people.editor, opinion, apart)
    assert not Evidence.objects.exists()


def test_an_observation_of_another_opinion_is_refused(people, opinion, problem):
    other = OpinionPage(title="Autre avis", date=date(2026, 1, 1), issuer="Fédération", summary="Autre", slug="autre")
    opinion.fr.get_parent().add_child(instance=other)
    with pytest.raises(PermissionDenied):
        actions.cite_problem(by=people.editor, page=other, observation=opinion.observation(3), problem=problem)
    assert not Evidence.objects.exists()


def test_citing_is_recorded_in_the_common_lane_and_told_to_followers(people, opinion, problem, spaces):
    cite(people.editor, opinion, problem)
    (entry,) = entries("evidence.cited")
    assert (entry.actor, entry.space_id) == (people.editor, spaces.common.pk)
    about = {(one.kind, one.key) for one in entry.subjects.all()}
    assert about == {("opinion", str(opinion.key)), ("problem", problem.reference)}
    assert entry.data["number"] == 3 and entry.data["title"] == problem.titles
    assert entry.data["opinion"] == {"fr": opinion.fr.title, "nl": opinion.nl.title}
    assert "Pièces jointes perdues" in entry.sentence
    assert hearing_of_opinion(entry) == [(people.ixelles, "follows")]


def test_of_an_opinion_not_yet_public_only_federations_hear(people, opinion, problem, spaces):
    for page in (opinion.fr, opinion.nl):
        page.unpublish()
    cite(people.editor, opinion, problem)
    (entry,) = entries("evidence.cited")
    assert entry.space_id == spaces.federations.pk


def test_citing_twice_changes_nothing(people, opinion, problem):
    first, again = cite(people.editor, opinion, problem), cite(people.federation, opinion, problem)
    assert first == again and again.added_by == people.editor
    assert len(entries("evidence.cited")) == 1


def test_evidence_is_withdrawn_for_a_reason_that_stays(people, opinion, problem, cite):
    evidence = cite(problem)
    with pytest.raises(Refused, match="motivation"):
        actions.withdraw_evidence(by=people.editor, evidence=evidence, reason=" ")
    with pytest.raises(PersonalDataFound):
        actions.withdraw_evidence(by=people.editor, evidence=evidence, reason="Rappeler le 0470 12 34 56")
    assert Evidence.objects.filter(pk=evidence.pk).exists() and not entries("evidence.withdrawn")
    actions.withdraw_evidence(by=people.editor, evidence=evidence, reason="Cité par erreur")
    actions.withdraw_evidence(by=people.editor, evidence=evidence, reason="Cité par erreur")
    (entry,) = entries("evidence.withdrawn")
    assert entry.data["reason"] == "Cité par erreur" and entry.data["number"] == 3
    assert not Evidence.objects.exists()


def test_nobody_else_withdraws(people, problem, cite):
    evidence = cite(problem)
    for name in NEVER:
        with pytest.raises(PermissionDenied):
            actions.withdraw_evidence(by=getattr(people, name), evidence=evidence, reason="Non")
    assert Evidence.objects.filter(pk=evidence.pk).exists()


@pytest.mark.parametrize("name", ["secretariat", "editor"])
def test_an_answer_is_recorded_and_replaced(name, people, opinion, problem, cite):
    cite(problem)
    by, facts = (
        getattr(people, name),
        {"page": opinion.fr, "observation": opinion.observation(3), "addressee": opinion.addressee()},
    )
    actions.record_answer(by=by, **facts, stance=Stance.REFUSED, dated=date(2024, 2, 1))
    accepted = {"stance": Stance.PARTLY, "text_fr": "En partie", "text_nl": "Deels", "dated": date(2025, 9, 25)}
    actions.record_answer(by=by, **facts, **accepted)
    actions.record_answer(by=by, **facts, **accepted)
    answer = AuthorityAnswer.objects.get()
    assert (answer.stance, answer.text_nl, answer.recorded_by) == ("partly", "Deels", by)
    first, second = entries("answer.recorded")
    assert first.data["stance"]["fr"] and second.data["number"] == 3
    assert ("problem", problem.reference) in {(one.kind, one.key) for one in second.subjects.all()}


def test_nobody_else_records_an_answer(people, opinion):
    facts = {
        "page": opinion.fr, "observation": opinion.observation(3), "addressee": opinion.addressee(), "stance": Stance.NONE
    }  # fmt: skip
    for name in (*NEVER, "federation"):
        with pytest.raises(PermissionDenied):
            actions.record_answer(by=getattr(people, name), **facts)
    assert not AuthorityAnswer.objects.exists() and not entries("answer.recorded")


def test_an_answer_needs_its_date_and_holds_no_personal_data(people, opinion):
    facts = {
        "by": people.editor, "page": opinion.fr, "observation": opinion.observation(3), "addressee": opinion.addressee(),
        "stance": Stance.ACCEPTED,
    }  # fmt: skip
    with pytest.raises(Refused, match="date"):
        actions.record_answer(**facts)
    with pytest.raises(PersonalDataFound):
        actions.record_answer(**facts, dated=date(2025, 1, 1), text_fr="IBAN BE68 5390 0754 7034")
    assert not AuthorityAnswer.objects.exists() and not entries("answer.recorded")


def change(page, title):
    page.title, page.change_note = title, f"Titre revu : {title}"
    page.save_revision()


def test_publishing_brings_out_both_languages_and_the_evidence(people, opinion, problem, cite):
    cite(problem, released=False)
    change(opinion.fr, "Avis revu")
    change(opinion.nl, "Herzien advies")
    published = actions.publish_opinion(by=people.secretariat, page=opinion.fr)
    assert {page.locale.language_code for page in published} == {"fr", "nl"}
    titles = OpinionPage.objects.live().values_list("title", flat=True)
    assert set(titles) == {"Avis revu", "Herzien advies"}
    assert Evidence.objects.get().released_at is not None
    (released,), (told,) = entries("evidence.released"), entries("opinion.published")
    assert released.data["count"] == 1 and told.data["opinion"]["nl"] == "Herzien advies"
    assert {entry.actor for entry in (released, told)} == {people.secretariat}


def test_publishing_twice_changes_nothing(people, opinion, problem, cite):
    cite(problem, released=False)
    actions.publish_opinion(by=people.secretariat, page=opinion.fr)
    first = Evidence.objects.get().released_at
    assert actions.publish_opinion(by=people.secretariat, page=opinion.fr) == []
    assert Evidence.objects.get().released_at == first
    assert len(entries("evidence.released")) == 1 and not entries("opinion.published")


def test_who_may_not_publish_in_wagtail_may_not_here(people, opinion, problem, cite):
    cite(problem, released=False)
    change(opinion.fr, "Avis revu")
    for name in ("federation", "editor", *NEVER):
        with pytest.raises(PermissionDenied):
            actions.publish_opinion(by=getattr(people, name), page=opinion.fr)
        with pytest.raises(PermissionDenied):
            actions.release_evidence(by=getattr(people, name), opinion_key=opinion.key)
    assert Evidence.objects.staged().count() == 1
    assert not OpinionPage.objects.filter(title="Avis revu").exists()
    assert not entries("evidence.released") and not entries("opinion.published")


def test_publishing_in_wagtail_releases_too(people, opinion, problem, cite):
    cite(problem, released=False)
    assert actions.release_on_publish(opinion.nl.get_parent().specific, people.administrator) == 0
    assert actions.release_on_publish(opinion.nl, people.administrator) == 1
    assert actions.release_on_publish(opinion.nl, people.administrator) == 0
    assert [entry.actor for entry in entries("evidence.released")] == [people.administrator]


def test_without_a_person_the_author_of_the_text_stands_for_it(people, opinion, problem, cite):
    cite(problem, released=False)
    assert actions.release_on_publish(opinion.fr) == 1
    assert entries("evidence.released")[0].actor == opinion.fr.live_revision.user == people.editor


def test_evidence_that_left_the_common_lane_is_not_released(people, opinion, problem, spaces, cite):
    cite(problem, released=False)
    problem.space = spaces.federations
    problem.save(update_fields=["space"])
    assert actions.release_evidence(by=people.secretariat, opinion_key=opinion.key) == 0
    assert not entries("evidence.released")
