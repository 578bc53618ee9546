"""Drafts: kept, discarded and filed; their author's alone, never filed twice, never back from the dead."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from committee.access.refusals import ChangedMeanwhile
from committee.access.versions import version_of
from committee.journal.models import Entry
from committee.privacy.models import PersonalDataFound
from issues.fieldwork.impacts.models import Declaration
from issues.intake.filing.actions import Sheet, discard_draft, file_draft, save_draft
from issues.intake.filing.models import Draft
from issues.intake.filing.queries import drafts_of
from issues.problems.records.models import Problem
from tests.committee.records import organisation_of, recording, unchanged
from tests.issues.intake.filing.forms import drafted
from tests.issues.steps import PHONE

pytestmark = pytest.mark.column

FACTS = {"language": "fr", "title": "Titre", "description": "Texte."}


def file(person, space, submission="s-1", **facts):
    words = {"impact": {"cases": 3, "minutes_likely": 4}, **FACTS, **facts}
    return file_draft(by=person, space=space, submission=submission, **words)


def test_what_is_begun_is_kept_by_its_key(people):
    draft = save_draft(by=people.ixelles, key="s-1", sheet=Sheet({"title": " Titre ", "cases": "3"}))
    assert (draft.title, draft.facts, draft.person) == ("Titre", {"title": " Titre ", "cases": "3"}, people.ixelles)
    assert draft.begun_at == draft.saved_at


def test_what_is_saved_again_takes_the_place_of_what_stood(people):
    first = save_draft(by=people.ixelles, key="s-1", sheet=Sheet({"title": "Un", "cases": "3"}))
    save_draft(by=people.ixelles, key="s-1", sheet=Sheet({"title": "Deux"}))
    draft = Draft.objects.get()
    assert (draft.title, draft.facts, draft.begun_at) == ("Deux", {"title": "Deux"}, first.begun_at)
    assert draft.saved_at > first.saved_at


ONE, OTHER = {"title": "Un"}, {"title": "Deux"}


def test_another_window_writes_over_nothing_that_it_never_read(people):
    save_draft(by=people.ixelles, key="s-1", sheet=Sheet(ONE, version_of({}), "w-1"))
    late = Sheet(OTHER, version_of({}), "w-2")
    with unchanged(), pytest.raises(ChangedMeanwhile) as refusal:
        save_draft(by=people.ixelles, key="s-1", sheet=late)
    assert refusal.value.standing == ONE
    assert save_draft(by=people.ixelles, key="s-1", sheet=late._replace(version=version_of(ONE))).facts == OTHER


def test_one_window_goes_on_though_it_never_heard_that_it_was_kept(people):
    for words in (ONE, OTHER):
        save_draft(by=people.ixelles, key="s-1", sheet=Sheet(words, version_of({}), "w-1"))
    assert Draft.objects.get().facts == OTHER


def test_filing_takes_no_draft_along_that_was_never_read(people, spaces):
    save_draft(by=people.ixelles, key="s-1", sheet=Sheet(ONE, version_of({}), "w-1"))
    with unchanged(), pytest.raises(ChangedMeanwhile):
        file(people.ixelles, spaces.common, sheet=Sheet(OTHER, version_of({}), "w-2"))
    assert file(people.ixelles, spaces.common, sheet=Sheet(OTHER, version_of(ONE), "w-2")).title == "Titre"


def test_a_person_may_have_several_and_nobody_else_sees_them(people):
    kept = {drafted(people.ixelles, title=f"Brouillon {n}").pk for n in range(3)}
    drafted(people.molenbeek)
    assert {draft.pk for draft in drafts_of(people.ixelles)} == kept
    assert drafts_of(people.ixelles_coordination) == []
    assert drafts_of(people.administrator) == []


def test_the_journal_knows_nothing_of_drafts(people):
    with recording() as records:
        discard_draft(by=people.ixelles, draft=drafted(people.ixelles))
    assert records == []


@pytest.mark.parametrize("name", ["editor", "observer", "stranger"])
def test_who_may_not_file_keeps_no_draft(people, name):
    with unchanged(), pytest.raises(PermissionDenied):
        drafted(getattr(people, name))


@pytest.mark.parametrize("name", ["ixelles_coordination", "molenbeek", "secretariat"])
def test_nobody_touches_the_draft_of_another(people, name):
    draft, other = drafted(people.ixelles, "s-1"), getattr(people, name)
    with unchanged():
        with pytest.raises(PermissionDenied):
            drafted(other, "s-1", title="À moi")
        with pytest.raises(PermissionDenied):
            discard_draft(by=other, draft=draft)


@pytest.mark.parametrize("field", ["title", "description", "cases"])
def test_personal_data_is_never_kept(people, field):
    drafted(people.ixelles, "s-1")
    with unchanged(), pytest.raises(PersonalDataFound):
        save_draft(by=people.ixelles, key="s-1", sheet=Sheet({field: PHONE}))


def test_a_discarded_draft_holds_nothing_and_stays_away(people):
    draft = drafted(people.ixelles, "s-1")
    discard_draft(by=people.ixelles, draft=draft)
    row = Draft.objects.get()
    assert (row.title, row.facts) == ("", {})
    assert drafts_of(people.ixelles) == []
    with unchanged():
        assert save_draft(by=people.ixelles, key="s-1", sheet=Sheet({"title": "Encore"})) is None


def test_filing_takes_the_draft_with_it(people, spaces):
    drafted(people.ixelles, "s-1")
    other = drafted(people.ixelles, "s-2")
    problem = file(people.ixelles, spaces.common)
    assert (problem.submission, problem.title) == ("s-1", "Titre")
    assert drafts_of(people.ixelles) == [other]
    assert Declaration.objects.get().cases == 3


def test_filing_leaves_the_drafts_of_others(people, spaces):
    theirs = drafted(people.molenbeek, "s-1")
    file(people.ixelles, spaces.common, "s-1")
    assert drafts_of(people.molenbeek) == [theirs]


def test_a_draft_that_was_filed_comes_not_back_by_a_late_autosave(people, spaces):
    drafted(people.ixelles, "s-1")
    file(people.ixelles, spaces.common)
    with unchanged():
        assert save_draft(by=people.ixelles, key="s-1", sheet=Sheet({"title": "Trop tard"})) is None


def test_two_windows_file_one_draft_once(people, spaces):
    drafted(people.ixelles, "s-1")
    first = file(people.ixelles, spaces.common)
    with unchanged():
        assert file(people.ixelles, spaces.common, title="Autre") == first
    assert Problem.objects.count() == 1


def test_a_filing_that_fails_leaves_the_draft(people, spaces):
    drafted(people.ixelles, "s-1")
    with unchanged():
        with pytest.raises(PermissionDenied):
            file(people.ixelles, spaces.administration)
        with pytest.raises(IntegrityError):
            file(people.ixelles, spaces.common, right_at_risk=True, risk_reason="")
        with pytest.raises(PersonalDataFound):
            file(people.ixelles, spaces.common, description=PHONE)


def test_filing_is_recorded_once_for_the_problem_and_once_for_the_volumes(people, spaces):
    drafted(people.ixelles, "s-1")
    with recording() as records:
        problem = file(people.ixelles, spaces.common)
    assert [(one.verb, one.subjects[0]) for one in records] == [
        ("problem.filed", problem.about),
        ("impact.declared", problem.about),
    ]
    assert {one.organisation for one in records} == {organisation_of(people.ixelles)}
    assert not Entry.objects.filter(subjects__kind="draft").exists()
