"""What is said: once, in order, in one lane, corrected with its history, taken back with its words."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from committee.access.models import Space
from committee.access.policy import may_read
from committee.journal import clock
from committee.journal.models import Entry
from committee.privacy.models import PersonalDataFound
from committee.seats.actions import begin_mandate, begin_membership, end_membership
from committee.seats.models import Seat
from issues.attachments.actions import attach_files
from issues.attachments.inspection import inspect_upload
from issues.attachments.models import Attachment
from issues.conversation.discussions.queries import PAGE, Place, news_after, reading_of
from issues.conversation.moderation.queries import strand_of
from issues.conversation.threads.actions.posts import choose_following, edit_post, mark_read, withdraw_post
from issues.conversation.threads.models import Follow, Post, PostVersion, ReadMark, Strand
from issues.conversation.threads.policy import lanes_for_post, may_edit_post, may_withdraw_post
from tests.committee.records import Record, organisation_of, recording, unchanged
from tests.conftest import filed
from tests.issues.attachments.conftest import storage  # noqa: F401
from tests.issues.attachments.samples import PDF, upload
from tests.issues.steps import PHONE, say

pytestmark = pytest.mark.column

NOON = datetime(2025, 6, 2, 12, tzinfo=UTC)


def correct(person, post, problem, text="Corrigé."):
    return edit_post(by=person, post=post, text=text)


def take_back(person, post, problem):
    return withdraw_post(by=person, post=post)


def subjects_of(post, problem):
    strand = post.strand
    return [problem.about, ("post", str(post.pk)), ("strand", str(strand.pk)), ("thread", str(strand.thread_id))]


def test_a_post_is_stored_with_its_html_and_recorded_in_its_lane(people, problem, spaces):
    place = organisation_of(people.molenbeek)
    with clock.acting_at(NOON), recording() as records:
        post = say(people.molenbeek, problem, "Chez **nous** aussi.", spaces.federations, kind="confirmation")
    assert records == [Record("post.added", people.molenbeek, spaces.federations, place, subjects_of(post, problem))]
    assert (post.number, post.author, post.organisation, post.kind) == (1, people.molenbeek, place, "confirmation")
    assert (post.language, post.written_at, post.edited_at) == ("fr", NOON, None)
    assert post.html == "<p>Chez <strong>nous</strong> aussi.</p>\n"
    assert Entry.objects.get(verb="post.added").data == {
        "title": problem.titles, "excerpt": "Chez nous aussi.", "change": 1
    }  # fmt: skip


def test_numbers_run_without_gap_in_each_lane(people, problem, spaces):
    lanes = [spaces.common, spaces.federations, spaces.common, spaces.federations, spaces.common]
    assert [say(people.ixelles, problem, f"{n}", lane).number for n, lane in enumerate(lanes)] == [1, 1, 2, 2, 3]
    assert dict(Strand.objects.values_list("space", "last_number")) == {spaces.common.pk: 3, spaces.federations.pk: 2}


def test_who_writes_follows_and_has_read_so_far(people, problem):
    post = say(people.molenbeek, problem)
    assert Follow.objects.filter(person=people.molenbeek, thread=problem.thread, level="all").exists()
    assert ReadMark.objects.get(person=people.molenbeek, strand=post.strand).number == 1


def test_taking_part_never_undoes_a_silence(people, problem):
    choose_following(by=people.molenbeek, thread=problem.thread, level="none")
    say(people.molenbeek, problem)
    assert Follow.objects.get(person=people.molenbeek).level == "none"


def test_a_double_click_says_it_once(people, problem):
    first = say(people.molenbeek, problem, "Une fois.", key="k1")
    with unchanged():
        assert say(people.molenbeek, problem, "Une fois.", key="k1") == first


def test_a_double_click_on_what_was_corrected_meanwhile_says_it_once(people, problem):
    first = say(people.molenbeek, problem, "Une fois.", key="k1")
    correct(people.molenbeek, first, problem)
    with unchanged():
        assert say(people.molenbeek, problem, "Une fois.", key="k1") == first


@pytest.mark.parametrize("other", ["another text", "another lane", "another person", "another thread"])
def test_a_key_used_before_for_something_else_loses_nothing(people, problem, spaces, other):
    first = say(people.molenbeek, problem, "Une fois.", key="k1")
    person = people.ixelles if other == "another person" else people.molenbeek
    about = filed(people.ixelles, spaces.common) if other == "another thread" else problem
    text = "Deux fois." if other == "another text" else "Une fois."
    space = spaces.federations if other == "another lane" else spaces.common
    second = say(person, about, text, space, key="k1")
    assert second.pk != first.pk
    assert (second.text, second.author, second.strand.space) == (text, person, space)
    assert len(second.key) == 36


POSTERS = {
    "common": {
        "ixelles": {"common", "federations", "own"},
        "molenbeek": {"common", "federations", "own"},
        "secretariat": {"common", "federations", "own"},
        "editor": {"federations", "own"},
        "spp_is": {"common", "administration", "own"},
        "observer": set(),
        "stranger": set(),
        "administrator": set(),
    },
    "federations": {
        "ixelles": {"federations", "own"},
        "molenbeek": {"federations", "own"},
        "secretariat": {"federations", "own"},
        "editor": {"federations", "own"},
        "spp_is": set(),
        "observer": set(),
    },
    "administration": {"ixelles": set(), "secretariat": set(), "spp_is": {"administration", "own"}},
    "own": {"ixelles": {"own"}, "ixelles_coordination": {"own"}, "molenbeek": set(), "secretariat": set()},
}


@pytest.mark.parametrize(("lane", "name"), [(lane, name) for lane, row in POSTERS.items() for name in row])
def test_who_may_post_where_on_what_stands_in_a_lane(people, spaces, lane, name):
    person, expected = getattr(people, name), POSTERS[lane][name]
    places = {**vars(spaces), "own": Space.objects.own(organisation_of(people.ixelles))}
    problem = filed(people.spp_is if lane == "administration" else people.ixelles, places[lane])
    if mine := person.memberships.first():
        places["own"] = Space.objects.own(mine.organisation)
    offered = {space.pk for space in lanes_for_post(person, problem.owner_of_thread)}
    assert {code for code, space in places.items() if space.pk in offered} == expected
    for code, space in places.items():
        if code in expected:
            assert say(person, problem, "Une phrase.", space).strand.space == space
        else:
            with unchanged(), pytest.raises(PermissionDenied):
                say(person, problem, "Une phrase.", space)


def test_the_owners_own_lane_is_offered_first(people, spaces, problem):
    assert lanes_for_post(people.ixelles, problem.owner_of_thread)[0].pk == spaces.common.pk
    other = filed(people.ixelles, spaces.federations).owner_of_thread
    assert lanes_for_post(people.ixelles, other)[0].pk == spaces.federations.pk


def test_nobody_posts_in_another_organisations_own_space(people, problem):
    with unchanged(), pytest.raises(PermissionDenied):
        say(people.molenbeek, problem, space=Space.objects.own(organisation_of(people.ixelles)))


def test_who_holds_a_seat_but_belongs_to_no_organisation_speaks_for_none(people, problem, ground):
    seat = Seat.objects.create(
        committee=ground.committee, organisation=organisation_of(people.federation), bench="federations"
    )
    begin_mandate(by=people.administrator, seat=seat, person=people.stranger)
    assert lanes_for_post(people.stranger, problem.owner_of_thread) == []
    with unchanged(), pytest.raises(PermissionDenied):
        say(people.stranger, problem)


def test_who_belongs_to_two_speaks_in_an_own_space_for_its_organisation(people, spaces):
    jette = organisation_of(people.jette)
    begin_membership(by=people.administrator, person=people.molenbeek, organisation=jette, role="member")
    problem = filed(people.jette, Space.objects.own(jette))
    assert say(people.molenbeek, problem).organisation == jette


def test_personal_data_leaves_nothing_behind(people, problem):
    with unchanged(), pytest.raises(PersonalDataFound):
        say(people.molenbeek, problem, PHONE)


def test_an_answer_stays_in_the_lane_of_what_it_answers(people, problem, spaces):
    said = say(people.ixelles, problem, "Entre nous.", spaces.federations)
    assert say(people.molenbeek, problem, "Oui.", spaces.federations, reply_to=said).reply_to == said
    with unchanged(), pytest.raises(PermissionDenied):
        say(people.molenbeek, problem, "Oui.", spaces.common, reply_to=said)


EDITORS = {
    # person, hours later, withdrawn → may correct, may withdraw
    ("molenbeek", 0, False): (True, True),
    ("molenbeek", 23, False): (True, True),
    ("molenbeek", 24, False): (False, True),
    ("molenbeek", 0, True): (False, False),
    ("ixelles", 0, False): (False, False),
    ("federation", 0, False): (False, False),
    ("secretariat", 0, False): (False, True),
    ("secretariat", 48, False): (False, True),
    ("secretariat", 0, True): (False, False),
    ("spp_is", 0, False): (False, False),
    ("stranger", 0, False): (False, False),
    ("administrator", 0, False): (False, False),
}


@pytest.mark.parametrize(("name", "hours", "withdrawn"), EDITORS)
def test_who_corrects_and_withdraws_a_post(people, problem, spaces, name, hours, withdrawn):
    person = getattr(people, name)
    with clock.acting_at(NOON):
        post = say(people.molenbeek, problem, "Entre nous.", spaces.federations)
    if withdrawn:
        take_back(people.molenbeek, post, problem)
    with clock.acting_at(NOON + timedelta(hours=hours)):
        allowed = (may_edit_post(person, post), may_withdraw_post(person, post))
        assert allowed == EDITORS[name, hours, withdrawn]
        for may, action in zip(allowed, (correct, take_back), strict=True):
            if not may:
                with unchanged(), pytest.raises(PermissionDenied):
                    action(person, post, problem)


def test_who_moderates_withdraws_only_what_it_reads(people, spaces):
    problem = filed(people.spp_is, spaces.administration)
    assert not may_withdraw_post(people.secretariat, say(people.spp_is, problem))


def test_an_author_whose_lane_closed_corrects_nothing(people, problem):
    post = say(people.molenbeek, problem)
    end_membership(by=people.administrator, membership=people.molenbeek.memberships.get())
    with unchanged(), pytest.raises(PermissionDenied):
        correct(people.molenbeek, post, problem)


def test_a_correction_keeps_what_was_said_before(people, problem):
    with clock.acting_at(NOON):
        post = say(people.molenbeek, problem, "Avant.")
    with clock.acting_at(NOON + timedelta(hours=1)), recording() as records:
        correct(people.molenbeek, post, problem, "Après, *mieux*.")
    place = organisation_of(people.molenbeek)
    assert records == [Record("post.edited", people.molenbeek, problem.space, place, subjects_of(post, problem))]
    post.refresh_from_db()
    assert (post.text, post.html) == ("Après, *mieux*.", "<p>Après, <em>mieux</em>.</p>\n")
    assert (post.number, post.written_at, post.edited_at) == (1, NOON, NOON + timedelta(hours=1))
    assert list(PostVersion.objects.values_list("post", "text", "replaced_at")) == [
        (post.pk, "Avant.", NOON + timedelta(hours=1))
    ]


def test_a_correction_that_corrects_nothing_is_none(people, problem):
    post = say(people.molenbeek, problem, "Pareil.")
    with unchanged():
        correct(people.molenbeek, post, problem, "Pareil.")


def test_a_correction_with_personal_data_leaves_nothing_behind(people, problem):
    post = say(people.molenbeek, problem)
    with unchanged(), pytest.raises(PersonalDataFound):
        correct(people.molenbeek, post, problem, PHONE)


@pytest.mark.parametrize("name", ["molenbeek", "secretariat"])
def test_a_post_taken_back_takes_its_words_and_files_along(people, problem, storage, name):  # noqa: F811
    by, place = getattr(people, name), organisation_of(people.molenbeek)
    behalf = organisation_of(by)
    files = [inspect_upload(upload("scan.pdf", PDF))]
    kept = attach_files(by=people.molenbeek, space=problem.space, organisation_id=place.pk, files=files)
    post = say(people.molenbeek, problem, "Des mots de trop.", attachments=kept)
    with recording() as records:
        take_back(by, post, problem)
    assert [record.verb for record in records] == ["files.withdrawn", "post.withdrawn"]
    assert records[1] == Record("post.withdrawn", by, problem.space, behalf, subjects_of(post, problem))
    assert Post.objects.get(pk=post.pk).withdrawn_at is not None
    assert not Attachment.objects.visible_to(people.molenbeek).exists()
    assert "Des mots" not in str(list(Entry.objects.values_list("data", flat=True)))


def test_pages_of_a_long_thread_go_back_without_gap_or_overlap(people, problem, django_assert_num_queries):
    posts = [say(people.ixelles, problem, f"{n}") for n in range(PAGE + 7)]
    with clock.acting_at(NOON):
        oldest = say(people.ixelles, problem, "Importé plus tard, écrit avant.")
    assert may_read(people.molenbeek, problem.space_id)
    with django_assert_num_queries(2):
        last = reading_of(people.molenbeek, problem.thread_id)
    assert [post.pk for post in last.posts] == [post.pk for post in posts[7:]]
    before = reading_of(people.molenbeek, problem.thread_id, Place(before=last.older))
    assert [post.pk for post in before.posts] == [oldest.pk, *(post.pk for post in posts[:7])]
    assert (before.older, last.newer) == (None, None)
    after = reading_of(people.molenbeek, problem.thread_id, Place(after=before.newer))
    assert [post.pk for post in after.posts] == [post.pk for post in posts[7:]]


def test_catching_up_gives_what_came_after_in_one_lane(people, problem, spaces):
    posts = [say(people.ixelles, problem, f"{n}") for n in range(3)]
    hidden = say(people.ixelles, problem, "Entre nous.", spaces.federations)
    strand = strand_of(people.spp_is, posts[0].strand_id)
    assert news_after(strand, 1).posts == posts[1:]
    assert news_after(strand, 3).posts == []
    assert strand_of(people.spp_is, hidden.strand_id) is None


def test_a_place_in_a_strand_moves_forward_only(people, problem, spaces):
    posts = [say(people.ixelles, problem, f"{n}") for n in range(3)]
    strand = posts[0].strand_id
    for number, place in ((2, 2), (1, 2), (3, 3)):
        mark_read(by=people.jette, numbers={strand: number})
        read = reading_of(people.jette, problem.thread_id).strands
        assert {pk: (one.space_id, one.last_number, one.read) for pk, one in read.items()} == {
            strand: (spaces.common.pk, 3, place)
        }
    assert reading_of(people.molenbeek, problem.thread_id).strands[strand].read == 0
