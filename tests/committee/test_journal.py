"""The record: written with its change or not at all, told in the reader's language, read lane by lane."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils.translation import gettext_lazy, override

from committee.access.models import Space
from committee.journal import clock
from committee.journal.actions import entry_recorded, record, redact_entries
from committee.journal.models import Entry
from committee.journal.moments import format_day, format_moment
from committee.journal.queries import timeline
from committee.journal.subjects import address_of
from committee.journal.verbs import SENTENCES, bilingual, describe_news, describe_verb, register_verb
from committee.privacy.models import PersonalDataFound
from tests.committee.records import organisation_of, unchanged

pytestmark = pytest.mark.column

READERS = {
    "common": {"ixelles", "molenbeek", "federation", "editor", "spp_is", "observer"},
    "federations": {"ixelles", "molenbeek", "federation", "editor"},
    "administration": {"spp_is"},
    "own": {"ixelles"},
}
CAST = ("ixelles", "molenbeek", "federation", "editor", "spp_is", "observer", "stranger", "administrator")


@pytest.fixture
def lanes(people, spaces):
    """The spaces by name, with Ixelles' own."""
    return {**vars(spaces), "own": Space.objects.own(organisation_of(people.ixelles))}


@pytest.fixture
def heard():
    """Every entry that the signal carries during a test."""
    entries = []

    def listen(entry, **_signal):
        entries.append(entry)

    entry_recorded.connect(listen)
    yield entries
    entry_recorded.disconnect(listen)


def write(by, space, verb="problem.filed", key="CO-2025-0001", **facts) -> Entry:
    with transaction.atomic():
        return record(by=by, verb=verb, about=("problem", key), space=space, **facts)


def test_an_entry_says_who_what_where_when_and_about_what(people, spaces):
    place = organisation_of(people.ixelles)
    with clock.acting_at(datetime(2025, 6, 2, 8, tzinfo=UTC)):
        entry = write(people.ixelles, spaces.common, organisation=place, also=[("post", 7)], title="Titre")
    entry.refresh_from_db()
    assert (entry.actor, entry.verb, entry.space, entry.organisation) == (
        people.ixelles,
        "problem.filed",
        spaces.common,
        place,
    )
    assert (entry.at, entry.data, entry.delivered) == (datetime(2025, 6, 2, 8, tzinfo=UTC), {"title": "Titre"}, False)
    assert [(subject.kind, subject.key) for subject in entry.subjects.all()] == [
        ("problem", "CO-2025-0001"),
        ("post", "7"),
    ]
    assert entry.subject.key == "CO-2025-0001"


def test_spaces_and_organisations_may_be_given_by_identifier(people, spaces):
    place = organisation_of(people.ixelles)
    entry = write(people.ixelles, spaces.common.pk, organisation=place.pk)
    assert (entry.space, entry.organisation) == (spaces.common, place)


@pytest.mark.django_db(transaction=True)
def test_an_entry_is_refused_outside_a_transaction(people, spaces):
    with pytest.raises(transaction.TransactionManagementError):
        record(by=people.ixelles, verb="problem.filed", about=("problem", "x"), space=spaces.common)
    assert not Entry.objects.filter(verb="problem.filed").exists()


def test_an_entry_is_announced_once_after_its_transaction(people, spaces, heard, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        entry = write(people.ixelles, spaces.common)
        assert heard == []
    assert heard == [entry]


def test_an_entry_whose_transaction_fails_is_never_announced(people, spaces, heard, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), unchanged():
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            write(people.ixelles, spaces.common)
            _ = 1 / 0
    assert heard == []


def test_personal_data_in_what_a_sentence_needs_is_refused(people, spaces):
    with unchanged(), pytest.raises(PersonalDataFound):
        write(people.ixelles, spaces.common, title={"fr": "Appeler le 0470 12 34 56"})


@pytest.mark.parametrize("name", CAST)
def test_who_reads_entries_of_which_lane(people, lanes, name):
    for lane, space in lanes.items():
        write(people.administrator, space, key=f"in {lane}")
    seen = Entry.objects.visible_to(getattr(people, name)).filter(verb="problem.filed")
    assert {entry.subject.key.removeprefix("in ") for entry in seen} == {
        lane for lane, readers in READERS.items() if name in readers
    }


@pytest.mark.parametrize("name", CAST)
def test_a_story_is_told_as_far_as_its_reader_may_know_it(people, lanes, name):
    for lane, space in lanes.items():
        write(people.administrator, space, title=lane)
    story = timeline(getattr(people, name), "problem", "CO-2025-0001")
    assert {entry.data["title"] for entry in story} == {lane for lane, readers in READERS.items() if name in readers}


def test_a_story_is_in_order_and_tells_each_entry_once(people, spaces):
    for hour, title in ((9, "second"), (8, "first"), (9, "third")):
        with clock.acting_at(datetime(2025, 6, 2, hour, tzinfo=UTC)):
            write(people.ixelles, spaces.common, title=title, also=[("problem", "CO-2025-0001"), ("post", 1)])
    write(people.ixelles, spaces.common, key="CO-2025-0002", title="other")
    story = timeline(people.ixelles, "problem", "CO-2025-0001")
    assert [entry.data["title"] for entry in story] == ["first", "second", "third"]


def test_a_word_taken_back_is_blanked_in_the_entries_about_it_alone(people, spaces):
    first = write(people.ixelles, spaces.common, key="a", title="T", excerpt="secret")
    other = write(people.ixelles, spaces.common, key="b", title="T", excerpt="kept")
    later = write(people.ixelles, spaces.common, verb="problem.moved", key="a", excerpt="kept")
    redact_entries(verb="problem.filed", about=("problem", "a"), name="excerpt")
    data = [Entry.objects.get(pk=entry.pk).data for entry in (first, other, later)]
    assert data == [{"title": "T", "excerpt": "…"}, {"title": "T", "excerpt": "kept"}, {"excerpt": "kept"}]


def test_a_sentence_follows_the_reader_even_on_one_object(people, spaces):
    entry = write(people.ixelles, spaces.common, title={"fr": "Accents", "nl": "Accenten"}, plain="x")
    with override("fr"):
        assert entry.localised == {"title": "Accents", "plain": "x"}
    with override("nl"):
        assert entry.localised == {"title": "Accenten", "plain": "x"}
        assert "Accenten" in entry.sentence
        assert "Accents" not in entry.sentence


def test_a_sentence_lacks_rather_than_fails(db):
    with override("en"):
        assert describe_verb("problem.moved", {}) == "moved “” to: "
        assert describe_verb("problem.moved", {"title": "100 %(x)s", "state": "Filed"}) == "moved “100 %(x)s” to: Filed"
    assert describe_verb("no.longer", {}) == "no.longer"


def test_news_under_a_title_does_not_say_it_again():
    with override("fr"):
        assert describe_news("post.added", {"title": "Un titre", "excerpt": "Merci"}) == "Nouveau message\u00a0: Merci"
        assert describe_news("problem.filed", {"title": "Un titre"}) == "Déposé"
        assert describe_news("duty.triage", {"title": "Un titre"}) == describe_verb(
            "duty.triage", {"title": "Un titre"}
        )


def test_a_verb_has_one_sentence():
    with pytest.raises(ImproperlyConfigured):
        register_verb("problem.filed", "again")


@pytest.mark.parametrize("code", sorted(SENTENCES))
@pytest.mark.parametrize("language", ["en", "fr", "nl"])
def test_every_verb_is_told_in_every_language(code, language):
    with override(language):
        assert describe_verb(code, {})


def test_words_are_stored_in_both_languages():
    assert bilingual(gettext_lazy("Yes")) == {"fr": "Oui", "nl": "Ja"}


def test_an_entry_of_the_past_has_its_own_moment():
    before = clock.now()
    with clock.acting_at(datetime(2024, 12, 31, 23, 30, tzinfo=UTC)):
        assert clock.now() == datetime(2024, 12, 31, 23, 30, tzinfo=UTC)
        assert clock.today() == date(2025, 1, 1)
        with clock.acting_at(datetime(2024, 6, 30, 22, 30, tzinfo=UTC)):
            assert clock.today() == date(2024, 7, 1)
        assert clock.today() == date(2025, 1, 1)
    assert clock.now() >= before


def test_the_clock_goes_on_after_a_failure():
    with pytest.raises(ZeroDivisionError), clock.acting_at(datetime(2020, 1, 1, tzinfo=UTC)):
        _ = 1 / 0
    assert clock.now().year > 2020


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "12 juin 2025"), ("nl", "12 juni 2025"), ("en", "12 June 2025")]
)
def test_days_are_told_in_the_readers_language(language, words):
    with override(language):
        assert format_day(date(2025, 6, 12)) == words
        assert format_day(datetime(2025, 6, 11, 22, 30, tzinfo=UTC)) == words
        assert format_moment(datetime(2025, 6, 11, 22, 30, tzinfo=UTC)) == f"{words}, 00:30"


def test_no_day_is_no_word():
    assert format_day(None) == ""


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_a_thing_has_its_page_in_the_readers_language(language):
    with override(language):
        assert address_of("problem", "CO-2025-0001") == f"/{language}/problems/CO-2025-0001/"
        assert address_of("problem", "not a reference") == ""
        assert address_of("nothing", "1") == ""
