"""What the vocabulary knows decides how much the index is asked for, and never what is found."""

import pytest

from home.search.actions.counting import count_newest_stems, count_stems
from home.search.actions.indexing import rebuild_index
from home.search.models import SearchRow, Stem
from home.search.queries import results as queries
from home.search.search_query import IndexQuery
from home.search.text import Term, parse_query
from home.search.vocabulary import Known, look_up_terms
from tests.conftest import filed
from tests.home.search.test_index import say
from tests.home.search.test_views import keys

pytestmark = pytest.mark.column


def known(total=100_000, **rows):
    return Known(dict(rows), dict(rows), 1, total)


def test_a_stem_is_known_as_soon_as_a_row_holds_it(problem, follow):
    follow()
    assert set(Stem.objects.values_list("stem", flat=True)) >= set(SearchRow.objects.get().stems.split())


def test_counting_says_how_many_rows_and_titles_hold_a_stem(people, spaces, problem):
    say(people.ixelles, problem, spaces.common, "Des pièces")
    rebuild_index()
    Stem.objects.create(stem="gone")
    count_stems()
    assert Stem.objects.values_list("rows", "titles").get(stem="piec") == (2, 1)
    assert Stem.objects.values_list("rows", "titles").get(stem="!problem") == (1, 1)
    assert not Stem.objects.filter(stem="gone").exists()


def test_counting_the_newest_keeps_what_they_do_not_hold(people, problem):
    rebuild_index()
    Stem.objects.create(stem="old", rows=7)
    count_newest_stems()
    assert Stem.objects.get(stem="old").rows == 7


def test_a_beginning_is_looked_up(problem):
    rebuild_index()
    found = look_up_terms([Term(("join",), "joint")])
    assert found.forms(Term(("join",), "join")) == ("joint",)


def test_rare_words_are_asked_of_everything_and_frequent_ones_of_the_newest():
    rare, frequent = known(word=900), known(word=50_000)
    asked = IndexQuery((("word",),), last=100_000)
    assert rare.bounded(asked, 500).since == 0
    assert frequent.bounded(asked, 500).since == 98_000


def test_the_newest_rows_are_asked_by_their_slices():
    few, many, all_of_them = (IndexQuery((("a",),), since=since, last=1_000_000) for since in (990_000, 500_000, 0))
    assert few.in_tsquery() == "((('a'))) & (('<241' | '<242' | '<243' | '<244'))".replace("((('a')))", "((('a')))")
    assert "'>7' | '>8'" in many.in_tsquery()
    assert all_of_them.in_tsquery() == "(('a'))"


def test_at_least_some_of_the_groups():
    asked = IndexQuery((("a",), ("b",), ("c", "d")), least=2)
    assert asked.in_fts5() == '(("a") AND ("b")) OR (("a") AND ("c" OR "d")) OR (("b") AND ("c" OR "d"))'


def test_nothing_is_missed_where_frequent_words_hardly_meet(people, spaces, monkeypatch):
    """The vocabulary says that both are everywhere; only the oldest text holds both."""
    monkeypatch.setattr(queries, "MOST", 1)
    oldest = filed(people.ixelles, spaces.common, title="Volmacht loket")
    for number in range(6):
        filed(people.ixelles, spaces.common, title="Volmacht" if number % 2 else "Loket")
    rebuild_index()
    Stem.objects.update(rows=7, titles=7)
    assert keys(people.molenbeek, "volmacht loket") == [("problem", oldest.reference)]


@pytest.mark.parametrize("words", ["volmacht", "volmacht loket"])
def test_few_results_are_all_found_whatever_was_counted(people, spaces, words):
    for number in range(3):
        filed(people.ixelles, spaces.common, title=f"Volmacht loket {number}")
    rebuild_index()
    Stem.objects.update(rows=1_000_000, titles=1_000_000)
    assert len(keys(people.molenbeek, words)) == 3
    assert parse_query(words)
