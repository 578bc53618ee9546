"""Similar problems: any words in common, in either language, half typed or mistyped, and only what one may read."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from home.search.actions.indexing import rebuild_index
from home.search.bilingual import counterparts, translated_terms
from home.search.models import SearchRow
from home.search.queries.similar import is_one_edit_apart, similar_problems
from home.search.text import stems_of
from issues.problems.records.actions.lifecycle import translate_problem
from issues.problems.records.models import Problem
from issues.problems.records.states import State
from tests.conftest import filed
from tests.scenes import scene

pytestmark = pytest.mark.column

TITLES = (
    "Pièces jointes perdues entre le formulaire et le dossier",
    "La signature électronique échoue sur tablette",
    "Délai de trente jours dépassé pendant les congés",
    "Het ontvangstbewijs vertrekt niet",
    "Le guichet ferme avant l’heure",
)


@scene
def known(people, spaces):
    """Five problems in the common lane, by the first word of their titles."""
    rows = [filed(people.ixelles, spaces.common, title=title, description="Rien de plus.") for title in TITLES]
    rebuild_index()
    return dict(
        zip(("pieces", "signature", "delai", "ontvangst", "guichet"), (row.reference for row in rows), strict=True)
    )


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Pièces jointes perdues", "pieces"),
        ("une PIECE JOINTE s'est perdue", "pieces"),
        ("perdu pieces", "pieces"),
        ("signatures", "signature"),
        ("la signa", "signature"),
        ("signatrue electronique", "signature"),
        ("signatur", "signature"),
        ("jours dépassés", "delai"),
        ("ontvangstbewijzen", "ontvangst"),
    ],
)
def test_a_title_finds_its_like(people, known, typed, first):
    assert similar_problems(people.molenbeek, typed)[:1] == [known[first]]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("bijlage verloren", "pieces"),
        ("de bijlagen", "pieces"),
        ("loket", "guichet"),
        ("accusé de réception", "ontvangst"),
        ("termijn van dertig dagen", "delai"),
    ],
)
def test_a_word_of_the_field_finds_its_counterpart_where_nothing_is_translated(people, known, typed, first):
    assert similar_problems(people.molenbeek, typed)[:1] == [known[first]]


def test_a_translated_title_is_found_in_either_language(people, problem):
    translate_problem(
        by=people.ixelles, problem=problem, title="Stukken raken kwijt", summary="De stukken volgen niet."
    )
    rebuild_index()
    for typed in ("stukken kwijt", "Stuk raakt kwijt", "pièce perdue"):
        assert similar_problems(people.spp_is, typed) == [problem.reference]


@pytest.mark.parametrize(
    "typed", ["", " ", "\0", "le la de", "🙂", "\ud800", "zz", "introuvable partout", "x" * 10_000, "%_'\"&|!"]
)
def test_nothing_alike_is_nothing(people, known, typed):
    assert similar_problems(people.molenbeek, typed) == []


def test_a_title_says_more_than_a_text(people, spaces):
    texted = filed(people.ixelles, spaces.common, title="Autre chose", description="Une procuration manque.")
    titled = filed(people.ixelles, spaces.common, title="Procuration refusée", description="Rien.")
    rebuild_index()
    assert similar_problems(people.molenbeek, "procuration") == [titled.reference, texted.reference]


def test_more_words_in_common_come_first(people, spaces):
    one = filed(people.ixelles, spaces.common, title="Procuration refusée au guichet")
    other = filed(people.ixelles, spaces.common, title="Procuration perdue")
    rebuild_index()
    assert similar_problems(people.molenbeek, "procuration au guichet") == [one.reference, other.reference]


def test_only_what_one_reads_is_alike(people, spaces, own):
    secret = filed(people.ixelles, own, title="Volmacht geweigerd")
    among = filed(people.federation, spaces.federations, title="Volmacht geweigerd")
    rebuild_index()
    assert set(similar_problems(people.ixelles, "volmacht")) == {secret.reference, among.reference}
    assert similar_problems(people.molenbeek, "volmacht") == [among.reference]
    assert similar_problems(people.spp_is, "volmacht") == []
    assert similar_problems(people.stranger, "volmacht") == []


def test_a_problem_merged_away_stands_back_for_the_one_that_stands(people, spaces):
    gone = filed(people.ixelles, spaces.common, title="Volmacht geweigerd")
    stays = filed(people.ixelles, spaces.common, title="Volmacht geweigerd")
    rebuild_index()
    Problem.objects.filter(pk=gone.pk).update(state=State.MERGED, merged_into=stays)
    assert similar_problems(people.molenbeek, "volmacht") == [stays.reference]


def test_at_most_as_many_as_asked(people, spaces):
    for number in range(7):
        filed(people.ixelles, spaces.common, title=f"Volmacht {number}")
    rebuild_index()
    assert len(similar_problems(people.molenbeek, "volmacht")) == 5
    assert len(similar_problems(people.molenbeek, "volmacht", 2)) == 2


@pytest.mark.parametrize("number", [1, 12])
def test_the_lookup_costs_at_most_seven_queries_whatever_there_is(people, spaces, number):
    for each in range(number):
        filed(people.ixelles, spaces.common, title=f"Volmacht geweigerd aan het loket {each}")
    rebuild_index()
    people.molenbeek.refresh_from_db()
    similar_problems(people.molenbeek, "volmacht")
    with CaptureQueriesContext(connection) as asked:
        similar_problems(people.molenbeek, "volmahct geweigerd aan guichet niets")
    assert len(asked) <= 7


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(typed=st.text())
def test_any_text_gets_an_answer(people, problem, typed):
    if not SearchRow.objects.exists():
        rebuild_index()
    assert len(similar_problems(people.ixelles, typed)) <= 1


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("signature", "signatrue", True),
        ("signature", "signture", True),
        ("signature", "signatture", True),
        ("signature", "signatore", True),
        ("signature", "signature", True),
        ("signature", "signataire", False),
        ("abcd", "badc", False),
        ("", "a", True),
        ("", "ab", False),
    ],
)
def test_words_one_letter_apart(one, other, near):
    assert is_one_edit_apart(one, other) is near
    assert is_one_edit_apart(other, one) is near


def called(*words):
    """What the first term among words is called, with where it stands."""
    return [(start, end, stems) for start, end, stems in translated_terms(words)][0]


@pytest.mark.parametrize(
    ("word", "other"), [("bijlagen", "annexe"), ("annexes", "bijlage"), ("usagers", "cliënt"), ("loket", "guichet")]
)
def test_the_glossary_speaks_both_ways_in_any_form(word, other):
    assert set(stems_of(other)) <= called(word)[2]


def test_the_longest_term_is_taken():
    start, end, stems = called("nouvelle", "demande", "aide")
    assert (start, end) == (1, 3)
    assert set(stems_of("steunaanvraag")) <= stems


def test_every_term_is_short():
    assert all(0 < len(entry.words) <= 4 for entries in counterparts().values() for entry in entries)
