"""Words are known without accents, elisions and endings, in both languages."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from home.search.highlighting import LENGTH, excerpt, find_hits, highlight_text
from home.search.text import MOST_STEMS, MOST_WORDS, compose_text, fold_word, parse_query, stems, words_in


def found(text: str, words: str) -> bool:
    """Whether every word looked for is found among the stems of a text, as the database does it."""
    known = stems(text).split()
    return all(
        any(stem in term.stems or (term.prefix and stem.startswith(term.prefix)) for stem in known)
        for term in parse_query(words).terms
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Les demandes refusées", "demande refusée"),
        ("Les demandes refusées", "DEMANDE REFUSEE"),
        ("une demande refusee", "demandes refusées"),
        ("le cœur du problème", "coeur probleme"),
        ("l’identification de l'usager", "identification usager"),
        ("jusqu’à l'arrivée qu’il attend", "arrivees"),
        ("identification", "l’identification"),
        ("les pièces jointes", "piece jointe"),
        ("De aanvragen van de gemeenten", "aanvraag gemeente"),
        ("twee brieven en drie huizen", "brief huis"),
        ("de coördinatie", "coordinatie"),
        ("dossierbeheer", "dossier"),
        ("e\u0301cran", "écran"),
        ("eID-kaart nr. 42", "eid 42"),
        ("CO-2026-0042", "2026 0042"),
        ("de site van het OCMW", "OCMW's"),
        ("de OCMW’s van Brussel", "OCMW"),
        ("de foto's", "foto"),
        ("'s avonds gesloten", "avond"),
        ("la notification e-Box", "eBox"),
        ("la notification eBox", "e-Box"),
        ("de eBox-melding", "e-box melding"),
        ("un e\u2011mail perdu", "email"),
        ("een e-mail", "emails"),
        ("un email perdu", "e\u2011mails"),
        ("het e-mailadres", "e-mail-adres"),
        ("Le C.P.A.S. d’Ixelles", "CPAS"),
        ("Le CPAS d’Ixelles", "C.P.A.S."),
        ("de O.C.M.W.'s", "ocmw"),
        ("Le C. P. A. S. d’Ixelles", "CPAS"),
        ("Le CPAS d’Ixelles", "C. P. A. S."),
        ("het O.\u00a0C.\u00a0M.\u00a0W. van Elsene", "ocmw elsene"),
        ("back-office", "backoffice"),
        ("backoffice", "back-office"),
        ("le back office", "back-office"),
        ("iden\u00adti\u200bfi\u2060cation", "identification"),
        ("identification", "identi\u00adfication"),
        ("pièce\u202e jointe", "piece jointe"),
    ],
)
def test_what_is_the_same_word_is_found(text, words):
    assert found(text, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("les demandes", "demande urgente"),
        ("dossier", "dossierbeheer"),
        ("le comité", "commune"),
        ("art. 420", "42"),
        ("donnez-moi", "donnezmoi"),
    ],
)
def test_what_is_another_word_is_not_found(text, words):
    assert not found(text, words)


def test_little_words_count_only_where_there_is_nothing_else():
    assert [term.stems for term in parse_query("la demande de l’usager").terms] == [
        term.stems for term in parse_query("demande usager").terms
    ]
    assert len(parse_query("de la").terms) == 2


def test_short_words_and_figures_are_looked_for_whole():
    assert [term.prefix for term in parse_query("eid 2026123 dossier").terms] == ["", "", "dossier"]


@pytest.mark.parametrize("words", ["", " ", "\x00", '"" (*)', "🙂🙂", "***", "'", "’ ' -"])
def test_signs_alone_are_no_question(words):
    assert not parse_query(words)


def test_a_question_has_at_most_twelve_words_and_a_row_ten_thousand_stems():
    assert len(parse_query(" ".join(f"mot{number}" for number in range(1_000))).terms) == MOST_WORDS
    assert len(stems(" ".join(f"{number}" for number in range(20_000))).split()) == MOST_STEMS


@given(st.text())
def test_stems_are_letters_and_figures_with_spaces_between(text):
    for stem in stems(text).split(" "):
        assert stem == "" or stem.isalnum()
        assert len(stem) <= 64


@given(st.text())
def test_a_text_is_found_by_each_of_its_own_words(text):
    for word in words_in(compose_text(text)):
        if fold_word(word.group()):
            assert found(text, word.group())


@given(st.text(), st.text())
def test_marks_change_nothing_but_marks_and_markup_never_passes(text, words):
    text = compose_text(text)
    shown = str(highlight_text(text, parse_query(words)))
    assert html.unescape(re.sub("</?mark>", "", shown)) == text
    assert "<" not in re.sub("</?mark>", "", shown)


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("La e-Box ne dit rien", "ebox", "La <mark>e-Box</mark> ne dit rien"),
        ("La eBox ne dit rien", "e-box", "La <mark>eBox</mark> ne dit rien"),
        ("Le C.P.A.S. ferme", "cpas", "Le <mark>C.P.A.S.</mark> ferme"),
        ("Alle OCMW's", "ocmw", "Alle <mark>OCMW</mark>&#x27;s"),
    ],
)
def test_a_word_found_in_another_spelling_is_marked_whole(text, words, shown):
    assert highlight_text(text, parse_query(words)) == shown


def test_words_found_are_marked_as_they_stand_and_the_rest_is_escaped():
    assert highlight_text("L’identification <b>échoue</b>", parse_query("echouer identifications")) == (
        "L’<mark>identification</mark> &lt;b&gt;<mark>échoue</mark>&lt;/b&gt;"
    )


def test_an_excerpt_shows_where_most_words_stand_together():
    text = "mot " * 200 + "la demande seule " + "mot " * 200 + "la demande est refusée ici " + "mot " * 200
    shown = excerpt(text, find_hits(text, parse_query("demande refusée")))
    assert "<mark>demande</mark> est <mark>refusée</mark> ici" in shown
    assert shown.startswith("… mot")
    assert shown.endswith("mot …")


def test_an_excerpt_without_a_word_found_is_the_beginning():
    assert excerpt("Une phrase.", []) == "Une phrase."
    assert excerpt("mot " * 100, []) == ("mot " * 60).strip() + " …"


@given(st.text(max_size=2_000), st.text(max_size=20))
def test_an_excerpt_is_short_and_a_part_of_the_text(text, words):
    text = compose_text(text)
    shown = html.unescape(re.sub("</?mark>", "", str(excerpt(text, find_hits(text, parse_query(words))))))
    bare = shown.removeprefix("… ").removesuffix(" …")
    assert len(bare) <= LENGTH + 4
    assert bare in text or shown in text
