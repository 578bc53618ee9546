"""Taxonomies: edited by the secretariat alone, recorded, and never at the cost of what is already sorted."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.translation import override

from committee.access.lanes import Lane
from committee.journal.models import Entry
from committee.privacy.models import PersonalDataFound
from issues.problems.taxonomies import actions as taxonomy
from issues.problems.taxonomies.models import Term
from issues.problems.taxonomies.queries import terms_by_id, terms_of
from tests.committee.records import organisation_of, recording, unchanged
from tests.conftest import filed
from tests.issues.pages import body, filled_in, flagged, said, value_of
from tests.issues.steps import PHONE
from tests.scenes import scene

pytestmark = pytest.mark.column

WORDS = {"label_fr": "Éditeur Civadis", "label_nl": "Uitgever Civadis"}
OTHERS = ("ixelles", "federation", "editor", "spp_is", "observer", "administrator")
URL = "/fr/problems/taxonomies/"


@scene
def software(people):
    """The software families, in an order that these tests know."""
    Term.objects.of("software").delete()
    return [
        taxonomy.add_term(by=people.secretariat, scheme="software", label_fr=f"Famille {n}", label_nl=f"Groep {n}")
        for n in "ABC"
    ]


def codes(scheme="software") -> list[str]:
    return [term.code for term in terms_of(scheme)]


def test_a_term_is_added_last_with_a_code_of_its_own(people, software, django_capture_on_commit_callbacks):
    terms_by_id()
    with django_capture_on_commit_callbacks(execute=True):
        term = taxonomy.add_term(
            by=people.secretariat, scheme="software", definition_fr="D", definition_nl="D", **WORDS
        )
        again = taxonomy.add_term(by=people.secretariat, scheme="software", **WORDS)
    assert (term.code, again.code) == ("editeur_civadis", "editeur_civadis_2")
    assert (term.label_nl, term.definition_fr, term.retired_on) == ("Uitgever Civadis", "D", None)
    assert codes() == ["famille_a", "famille_b", "famille_c", "editeur_civadis", "editeur_civadis_2"]


@pytest.mark.parametrize("label", ["é" * 120, "!?", "日本"], ids=ascii)
def test_any_label_makes_a_code(people, label):
    code = taxonomy.add_term(by=people.secretariat, scheme="tool", label_fr=label, label_nl="x").code
    assert code and len(code) <= 40 and code.isascii()


def test_a_code_never_changes(people, software):
    term = taxonomy.change_term(by=people.secretariat, term=software[0], label_fr="Autre", label_nl="Ander")
    term.refresh_from_db()
    assert (term.label_fr, term.label_nl, term.code) == ("Autre", "Ander", "famille_a")


def test_terms_move_among_those_that_may_be_chosen(people, software, django_capture_on_commit_callbacks):
    _a, b, c = software
    with django_capture_on_commit_callbacks(execute=True):
        taxonomy.retire_term(by=people.secretariat, term=b)
        taxonomy.move_term(by=people.secretariat, term=c, down=False)
    assert codes() == ["famille_c", "famille_a"]
    with django_capture_on_commit_callbacks(execute=True):
        taxonomy.move_term(by=people.secretariat, term=c, down=True)
    assert codes() == ["famille_a", "famille_c"]
    with django_capture_on_commit_callbacks(execute=True):
        taxonomy.restore_term(by=people.secretariat, term=b)
    assert sorted(codes()) == ["famille_a", "famille_b", "famille_c"]


@pytest.mark.parametrize(("place", "down"), [(0, False), (2, True)])
def test_at_the_end_of_the_row_nothing_happens(people, software, place, down):
    with unchanged():
        taxonomy.move_term(by=people.secretariat, term=software[place], down=down)


def test_what_is_so_already_leaves_no_trace(people, software):
    term = software[0]
    with unchanged():
        taxonomy.restore_term(by=people.secretariat, term=term)
        taxonomy.change_term(by=people.secretariat, term=term, label_fr=term.label_fr, label_nl=term.label_nl)


def test_everything_is_recorded_in_the_common_lane(people, software):
    term = software[1]
    with recording() as records:
        taxonomy.change_term(by=people.secretariat, term=term, label_fr="B", label_nl="B")
        taxonomy.move_term(by=people.secretariat, term=term, down=True)
        taxonomy.retire_term(by=people.secretariat, term=term)
        taxonomy.restore_term(by=people.secretariat, term=term)
        added = taxonomy.add_term(by=people.secretariat, scheme="tool", **WORDS)
    about = [("term", str(term.pk))]
    assert [(one.verb, one.subjects) for one in records] == [
        ("term.changed", about), ("term.moved", about), ("term.retired", about), ("term.restored", about),
        ("term.added", [("term", str(added.pk))]),
    ]  # fmt: skip
    assert {(one.actor, one.space.lane, one.organisation) for one in records} == {
        (people.secretariat, Lane.COMMON, organisation_of(people.secretariat))
    }
    assert Entry.objects.last().data["title"] == {"fr": "Éditeur Civadis", "nl": "Uitgever Civadis"}


@pytest.mark.parametrize("name", OTHERS)
def test_nobody_else_edits_them(people, software, name):
    by = getattr(people, name)
    with unchanged():
        for doing in (
            lambda: taxonomy.add_term(by=by, scheme="tool", **WORDS),
            lambda: taxonomy.change_term(by=by, term=software[0], **WORDS),
            lambda: taxonomy.move_term(by=by, term=software[0], down=True),
            lambda: taxonomy.retire_term(by=by, term=software[0]),
            lambda: taxonomy.restore_term(by=by, term=software[0]),
        ):
            with pytest.raises(PermissionDenied):
                doing()


def test_personal_data_is_no_term(people, software):
    with unchanged():
        with pytest.raises(PersonalDataFound):
            taxonomy.add_term(by=people.secretariat, scheme="tool", label_fr=PHONE, label_nl="x")
        with pytest.raises(PersonalDataFound):
            taxonomy.change_term(by=people.secretariat, term=software[0], label_fr="x", label_nl=PHONE)


def test_a_retired_term_keeps_its_history(people, spaces, software, client_of, django_capture_on_commit_callbacks):
    term = software[0]
    problem = filed(people.ixelles, spaces.common, software=term)
    with django_capture_on_commit_callbacks(execute=True):
        taxonomy.retire_term(by=people.secretariat, term=term)
    browser = client_of(people.ixelles)
    with override("fr"):
        assert term.marked in body(browser.get(f"/fr/problems/{problem.reference}/"))
    assert f'<option value="{term.pk}"' not in body(browser.get("/fr/problems/file/"))
    found = body(browser.get(f"/fr/problems/?software={term.pk}"))
    assert problem.reference in found
    problem.refresh_from_db()
    assert problem.software == term


@pytest.mark.parametrize("name", OTHERS)
def test_the_pages_are_for_the_secretariat(people, software, client_of, name):
    browser = client_of(getattr(people, name))
    expected = 404 if name == "administrator" else 403
    pk = software[0].pk
    with unchanged():
        for path in ("", "tool/add/", f"term/{pk}/"):
            assert browser.get(f"{URL}{path}").status_code == expected, path
        assert browser.post(f"{URL}term/{pk}/arrange/", {"do": "retire"}).status_code == expected
        assert browser.post(f"{URL}tool/add/", WORDS).status_code == expected


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_the_page_shows_both_languages_in_order(people, software, client_of, language):
    page = body(client_of(people.secretariat).get(f"/{language}/problems/taxonomies/"))
    assert page.index("Famille A") < page.index("Famille B") < page.index("Famille C")
    assert "Groep A" in page
    assert [f'id="{code}"' in page for code in ("chain", "category", "tool", "service", "software")] == [True] * 5


@pytest.mark.parametrize("language", ["fr", "nl"])
@pytest.mark.parametrize(
    ("words", "field", "message"),
    [
        ({"label_nl": ""}, "label_nl", "This field is required."),
        ({"label_fr": ""}, "label_fr", "This field is required."),
        ({"label_fr": "famille a"}, "label_fr", "Another term of this taxonomy reads like this."),
        ({"definition_fr": "Oui."}, "definition_nl", "Define it in both languages, or in none."),
        ({"label_fr": PHONE}, "label_fr", None),
    ],
)
def test_a_term_refused_comes_back_filled_in(people, software, client_of, language, words, field, message):
    sent = WORDS | words
    response = client_of(people.secretariat).post(f"/{language}/problems/taxonomies/software/add/", sent)
    assert response.status_code == 422
    assert flagged(response) == {field}
    assert message is None or said(language, message) in body(response)
    assert {name: value_of(response, name) for name in sent} == sent
    assert Term.objects.of("software").count() == 3


def test_a_term_is_added_reworded_and_arranged_by_its_pages(people, software, client_of):
    browser = client_of(people.secretariat)
    browser.post(f"{URL}software/add/", WORDS)
    term = Term.objects.get(code="editeur_civadis")
    response = browser.post(f"{URL}term/{term.pk}/arrange/", {"do": "up"})
    assert response["Location"] == f"{URL}#term-{term.pk}"
    assert list(Term.objects.of("software").values_list("code", flat=True))[2] == "editeur_civadis"
    sent = filled_in(browser.get(f"{URL}term/{term.pk}/"))
    browser.post(f"{URL}term/{term.pk}/", sent | {"label_nl": "Civadis"})
    browser.post(f"{URL}term/{term.pk}/arrange/", {"do": "retire"})
    term.refresh_from_db()
    assert (term.label_nl, term.code) == ("Civadis", "editeur_civadis") and term.retired_on
    browser.post(f"{URL}term/{term.pk}/arrange/", {"do": "restore"})
    term.refresh_from_db()
    assert term.retired_on is None


@pytest.mark.parametrize("path", ["nowhere/add/", "term/999999/", "term/99999999999999999999/"])
def test_what_does_not_exist(people, software, client_of, path):
    assert client_of(people.secretariat).get(f"{URL}{path}").status_code == 404


@pytest.mark.parametrize("do", ["", "vanish"])
def test_what_cannot_be_done_to_a_term(people, software, client_of, do):
    with unchanged():
        browser = client_of(people.secretariat)
        assert browser.post(f"{URL}term/{software[0].pk}/arrange/", {"do": do}).status_code == 404
        assert browser.get(f"{URL}term/{software[0].pk}/arrange/").status_code == 405
