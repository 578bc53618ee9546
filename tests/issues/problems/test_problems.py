"""Filing, sharing, translating and following problems."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.utils.translation import override

from committee.access.models import Space
from committee.inbox.models import Duty
from committee.journal import clock
from committee.journal.models import Entry
from committee.privacy.models import PersonalDataFound
from committee.seats.actions import begin_membership
from issues.attachments.actions import attach_files
from issues.attachments.inspection import inspect_upload
from issues.attachments.models import Attachment
from issues.conversation.threads.models import Follow
from issues.problems.records.actions.lifecycle import file_problem, share_problem, translate_problem
from issues.problems.records.models import Problem
from issues.problems.records.policy import lanes_for_problem, may_file_problem, may_share_problem, may_translate_problem
from issues.problems.records.queries import get_visible
from issues.problems.taxonomies.actions import load_taxonomy
from issues.problems.taxonomies.models import Term
from issues.problems.taxonomies.queries import forget_terms, terms_of
from tests.committee.records import Record, organisation_of, recording, unchanged
from tests.conftest import MEMBERS, filed
from tests.issues.attachments.conftest import storage  # noqa: F401
from tests.issues.attachments.samples import PDF, upload
from tests.issues.steps import PHONE

FACTS = {"language": "fr", "title": "Accusé de réception muet", "description": "Rien n'**arrive**."}

LANES = {
    "ixelles": ["common", "own", "federations"],
    "ixelles_coordination": ["common", "own", "federations"],
    "federation": ["common", "own", "federations"],
    "secretariat": ["common", "own", "federations"],
    "spp_is": ["common", "own", "administration"],
    "editor": None,
    "observer": None,
    "stranger": None,
    "administrator": None,
}


def everywhere(people, spaces) -> dict:
    return {**vars(spaces), "own": Space.objects.own(organisation_of(people.ixelles))}


@pytest.mark.parametrize("name", LANES)
def test_who_files_in_which_lane(people, spaces, name):
    person, expected = getattr(people, name), LANES[name] or []
    assert may_file_problem(person) is bool(expected)
    places = vars(spaces)
    if mine := person.memberships.first():
        places = {**places, "own": Space.objects.own(mine.organisation)}
    codes = {space.pk: code for code, space in places.items()}
    if expected:
        assert [codes[space.pk] for space in lanes_for_problem(person)] == expected
    for code, space in places.items():
        if code in expected:
            assert file_problem(by=person, space=space, **FACTS).space == space
        else:
            with unchanged(), pytest.raises(PermissionDenied):
                file_problem(by=person, space=space, **FACTS)


def test_nobody_files_in_the_own_space_of_another_organisation(people):
    with unchanged(), pytest.raises(PermissionDenied):
        file_problem(by=people.molenbeek, space=Space.objects.own(organisation_of(people.ixelles)), **FACTS)


def test_filing_stores_and_records(people, spaces):
    place = organisation_of(people.ixelles)
    with clock.acting_at(datetime(2025, 6, 2, 8, tzinfo=UTC)), recording() as records:
        problem = file_problem(by=people.ixelles, space=spaces.common, severity=3, **FACTS)
    assert problem.reference == "CO-2025-0001"
    assert records == [Record("problem.filed", people.ixelles, spaces.common, place, [("problem", "CO-2025-0001")])]
    assert (problem.state, problem.severity, problem.organisation) == ("filed", 3, place)
    assert problem.html == "<p>Rien n'<strong>arrive</strong>.</p>\n"
    assert (problem.filed_at, problem.last_at, problem.last_verb) == (
        datetime(2025, 6, 2, 8, tzinfo=UTC),
        datetime(2025, 6, 2, 8, tzinfo=UTC),
        "problem.filed",
    )
    assert list(Follow.objects.values_list("person", "thread")) == [(people.ixelles.pk, problem.thread_id)]


@pytest.mark.parametrize(("lane", "owed"), [("common", 1), ("federations", 1), ("administration", 0), ("own", 0)])
def test_the_secretariat_owes_triage_of_what_it_reads(people, spaces, lane, owed):
    by = people.spp_is if lane == "administration" else people.ixelles
    problem = file_problem(by=by, space=everywhere(people, spaces)[lane], **FACTS)
    duties = Duty.objects.filter(kind="problem", key=problem.reference, done_at=None)
    assert [(duty.organisation, duty.code, duty.ability) for duty in duties] == [
        (organisation_of(people.secretariat), "duty.triage", "moderate")
    ] * owed


@pytest.mark.parametrize(
    "field", ["title", "description", "title_other", "summary_other", "software_version", "risk_reason"]
)
def test_personal_data_leaves_nothing_behind(people, spaces, field):
    first = file_problem(by=people.ixelles, space=spaces.common, **FACTS)
    with unchanged(), pytest.raises(PersonalDataFound):
        file_problem(by=people.ixelles, space=spaces.common, **(FACTS | {field: PHONE}))
    second = file_problem(by=people.ixelles, space=spaces.common, **FACTS)
    assert int(second.reference[-4:]) == int(first.reference[-4:]) + 1


def test_a_right_at_risk_without_its_reason_is_refused(people, spaces):
    with unchanged(), pytest.raises(IntegrityError):
        file_problem(by=people.ixelles, space=spaces.common, right_at_risk=True, **FACTS)


def test_a_double_click_files_once(people, spaces):
    first = file_problem(by=people.ixelles, space=spaces.common, submission="s1", **FACTS)
    with unchanged():
        assert file_problem(by=people.ixelles, space=spaces.common, submission="s1", **FACTS) == first


def test_another_persons_submission_hides_nothing(people, spaces):
    first = file_problem(by=people.ixelles, space=spaces.common, submission="s1", **FACTS)
    second = file_problem(by=people.jette, space=spaces.common, submission="s1", **FACTS)
    assert second.pk != first.pk
    assert second.organisation == organisation_of(people.jette)


def test_references_are_consecutive_and_begin_again_each_year(people, spaces):
    references = []
    for year, month in ((2025, 12), (2025, 12), (2026, 1), (2025, 12), (2026, 1)):
        with clock.acting_at(datetime(year, month, 15, tzinfo=UTC)):
            references.append(file_problem(by=people.ixelles, space=spaces.common, **FACTS).reference)
    assert references == ["CO-2025-0001", "CO-2025-0002", "CO-2026-0001", "CO-2025-0003", "CO-2026-0002"]


def test_a_year_begins_in_brussels(people, spaces):
    with clock.acting_at(datetime(2025, 12, 31, 23, 30, tzinfo=UTC)):
        assert file_problem(by=people.ixelles, space=spaces.common, **FACTS).reference == "CO-2026-0001"


def test_a_year_may_hold_more_than_9999_problems(people, spaces, client_of):
    from issues.problems.counters.models import ReferenceCounter

    ReferenceCounter.objects.create(year=2025, last=9999)
    with clock.acting_at(datetime(2025, 6, 2, tzinfo=UTC)):
        problem = file_problem(by=people.ixelles, space=spaces.common, **FACTS)
    problem.refresh_from_db()
    assert problem.reference == "CO-2025-10000"
    assert client_of(people.ixelles).get("/fr/problems/CO-2025-10000/").status_code == 200


def test_who_belongs_to_two_files_in_an_own_space_for_its_organisation(people):
    ixelles, jette = organisation_of(people.ixelles), organisation_of(people.jette)
    begin_membership(by=people.administrator, person=people.ixelles, organisation=jette, role="member")
    assert file_problem(by=people.ixelles, space=Space.objects.own(jette), **FACTS).organisation == jette
    assert file_problem(by=people.ixelles, space=Space.objects.own(ixelles), **FACTS).organisation == ixelles
    with unchanged(), pytest.raises(PermissionDenied):
        file_problem(by=people.ixelles, space=Space.objects.own(jette), organisation_id=ixelles.pk, **FACTS)


VISIBLE = {
    "common": MEMBERS,
    "federations": MEMBERS - {"spp_is", "observer"},
    "administration": {"spp_is"},
    "own": {"ixelles", "ixelles_coordination"},
}


@pytest.mark.parametrize("lane", VISIBLE)
def test_who_sees_a_problem(people, spaces, lane):
    by = people.spp_is if lane == "administration" else people.ixelles
    problem = filed(by, everywhere(people, spaces)[lane])
    assert {name for name, person in vars(people).items() if get_visible(person, problem.reference)} == VISIBLE[lane]
    assert {name for name, person in vars(people).items() if Problem.objects.visible_to(person).exists()} == VISIBLE[
        lane
    ]


SHARERS = {"ixelles", "ixelles_coordination"}


@pytest.mark.parametrize("name", ["ixelles", "ixelles_coordination", "molenbeek", "secretariat", "spp_is", "observer"])
def test_who_shares_what_an_organisation_has_not_shared(people, own, name):
    person = getattr(people, name)
    assert may_share_problem(person, own) is (name in SHARERS)
    if name in SHARERS:
        assert share_problem(by=person, problem=own).space.lane == "common"
    else:
        with unchanged(), pytest.raises(PermissionDenied):
            share_problem(by=person, problem=own)


@pytest.mark.parametrize("lane", ["common", "federations"])
def test_what_is_shared_cannot_be_shared_again(people, spaces, lane):
    problem = filed(people.ixelles, getattr(spaces, lane))
    with unchanged(), pytest.raises(PermissionDenied):
        share_problem(by=people.ixelles, problem=problem)


def test_sharing_is_recorded_in_the_common_lane_and_asks_for_triage(people, spaces, own):
    with recording() as records:
        share_problem(by=people.ixelles, problem=own)
    place = organisation_of(people.ixelles)
    assert records == [Record("problem.shared", people.ixelles, spaces.common, place, [own.about])]
    assert Duty.objects.get(key=own.reference, done_at=None).code == "duty.triage"
    assert Problem.objects.get(pk=own.pk).last_verb == "problem.shared"


def test_what_was_recorded_before_sharing_stays_in_the_own_space(people, own):
    share_problem(by=people.ixelles, problem=own)
    assert [entry.verb for entry in Entry.objects.visible_to(people.spp_is).about(*own.about)] == ["problem.shared"]


def test_a_problem_shared_takes_its_files_along(people, own, spaces, storage):  # noqa: F811
    files = [inspect_upload(upload("scan.pdf", PDF))]
    place = organisation_of(people.ixelles)
    kept = attach_files(by=people.ixelles, space=own.space, organisation_id=place.pk, files=files)
    own.attachments.set(kept)
    assert not Attachment.objects.visible_to(people.spp_is).exists()
    share_problem(by=people.ixelles, problem=own)
    assert list(Attachment.objects.visible_to(people.spp_is)) == kept


TRANSLATORS = {"ixelles", "ixelles_coordination", "molenbeek", "jette", "federation", "secretariat", "spp_is"}


@pytest.mark.parametrize("name", [*sorted(TRANSLATORS), "editor", "observer", "stranger", "administrator"])
def test_who_translates(people, problem, name):
    person, words = getattr(people, name), {"title": "Bijlagen kwijt", "summary": "De bijlagen volgen niet."}
    assert may_translate_problem(person, problem) is (name in TRANSLATORS)
    if name in TRANSLATORS:
        with recording() as records:
            translate_problem(by=person, problem=problem, **words)
        assert records == [
            Record("problem.translated", person, problem.space, organisation_of(person), [problem.about])
        ]
    else:
        with unchanged(), pytest.raises(PermissionDenied):
            translate_problem(by=person, problem=problem, **words)


def test_a_translation_is_kept_and_shown_to_its_readers(people, problem):
    assert (problem.translation, problem.titles) == ("missing", {"fr": problem.title})
    translate_problem(by=people.jette, problem=problem, title="Bijlagen kwijt", summary="", checked=True)
    problem.refresh_from_db()
    assert problem.translation == "checked"
    assert problem.titles == {"fr": "Pièces jointes perdues", "nl": "Bijlagen kwijt"}
    for language, title in problem.titles.items():
        with override(language):
            assert (problem.title_here, problem.language_here) == (title, language)
    translate_problem(by=people.jette, problem=problem, title="Bijlagen weg", summary="")
    assert Problem.objects.get(pk=problem.pk).translation == "draft"


def test_a_translation_with_personal_data_leaves_nothing_behind(people, problem):
    with unchanged(), pytest.raises(PersonalDataFound):
        translate_problem(by=people.jette, problem=problem, title="Bijlagen kwijt", summary=PHONE)


def test_terms_are_loaded_once_and_read_once(ground, django_assert_num_queries):
    assert load_taxonomy() == 0
    forget_terms()
    with django_assert_num_queries(1):
        first = terms_of("chain")
    with django_assert_num_queries(0):
        assert [term.pk for term in terms_of("chain")] == [term.pk for term in first]
    assert len(first) >= 6


def test_a_retired_term_is_no_longer_offered(ground):
    term = Term.objects.of("chain").first()
    Term.objects.filter(pk=term.pk).update(retired_on=clock.today())
    forget_terms()
    assert term.pk not in [offered.pk for offered in terms_of("chain")]
    assert term not in Term.objects.of("chain").current()


def test_a_term_speaks_both_languages(ground):
    term = Term.objects.of("severity").first() or Term.objects.of("chain").first()
    with override("nl"):
        assert str(term) == term.label_nl
    with override("fr"):
        assert str(term) == term.label_fr
