"""The words in the filter of the list find problems by all that is said about them, as far as one may read it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from home.search.actions.indexing import rebuild_index
from home.search.queries import problem_filter as listing
from home.search.queries.problem_filter import problems_matching
from issues.problems.records.actions.lifecycle import translate_problem
from issues.problems.records.models import Problem
from issues.resolution.solutions.actions.lifecycle import propose_solution
from tests.conftest import filed
from tests.home.search.test_index import say
from tests.home.search.test_views import ODD
from tests.scenes import scene

pytestmark = pytest.mark.column


def found(person, words):
    """The references that the list would show."""
    rows = Problem.objects.visible_to(person).filter(problems_matching(person, words))
    return sorted(rows.values_list("reference", flat=True))


@pytest.fixture(params=["rare", "frequent"])
def words_are(request, monkeypatch):
    """Both ways of asking: all texts at once, or each problem by itself."""
    if request.param == "frequent":
        monkeypatch.setattr(listing, "FEW", 0)


@scene
def told(people, spaces, problem):
    """A problem with a translation, a post in two lanes, and a solution; and another that says nothing of it."""
    translate_problem(by=people.ixelles, problem=problem, title="Bijlagen verloren", summary="De stukken volgen niet.")
    say(people.molenbeek, problem, spaces.common, "Le scanner refuse.")
    say(people.molenbeek, problem, spaces.federations, "Un aveu discret.")
    owner = people.spp_is.memberships.get().organisation
    propose_solution(
        by=people.spp_is,
        problems=[problem],
        title="Correctif",
        text="Le connecteur change.",
        owner=owner,
        language="fr",
    )
    filed(people.ixelles, spaces.common, title="Autre", description="Rien.")
    rebuild_index()
    return problem


@pytest.mark.parametrize(
    "words", ["pieces jointes", "bijlage", "stukken", "demande", "scanners", "connecteur", "scanner refuse"]
)
def test_a_problem_is_found_by_all_that_is_said_about_it(people, told, words_are, words):
    assert found(people.spp_is, words) == [told.reference]


def test_every_word_must_stand_in_one_text(people, told, words_are):
    assert found(people.spp_is, "scanner connecteur") == []
    assert found(people.spp_is, "introuvable") == []


def test_what_one_may_not_read_finds_nothing(people, told, words_are):
    assert found(people.molenbeek, "aveu") == [told.reference]
    assert found(people.spp_is, "aveu") == []
    assert found(people.stranger, "scanner") == []


def test_a_reference_is_that_problem(people, told):
    assert found(people.spp_is, told.reference.lower()) == [told.reference]


@pytest.mark.parametrize("words", ["", "  ", "🙂", "\0", "***"])
def test_nothing_looked_for_narrows_nothing(people, told, words):
    assert len(found(people.spp_is, words)) == 2


@pytest.mark.parametrize("words", ODD)
def test_odd_words_get_an_answer(people, told, words_are, words):
    assert len(found(people.ixelles, words)) <= 2


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(words=st.text())
def test_any_words_get_an_answer(people, told, words_are, words):
    assert len(found(people.ixelles, words)) <= 2
