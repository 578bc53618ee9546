"""Colons, quotation marks and the first of the month, as each language sets them."""

from datetime import date

import pytest
from django.utils.translation import override

from committee.journal.moments import format_day
from committee.journal.punctuation import fill_in, with_colon, within_quotes


@pytest.mark.parametrize(
    ("language", "label", "said"),
    [
        ("fr", "Titre", "Titre\u00a0:"),
        ("nl", "Titel", "Titel:"),
        ("fr", "Que s’est-il passé\u00a0?", "Que s’est-il passé\u00a0?"),
        ("nl", "Wat is er gebeurd?", "Wat is er gebeurd?"),
        ("fr", "100 %", "100 %\u00a0:"),
    ],
)
def test_a_label_takes_the_colon_of_the_language(language, label, said):
    with override(language):
        assert with_colon(label) == said


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("fr", "Le bouton «\u00a0Envoyer\u00a0» manque", "Le bouton “Envoyer” manque"),
        ("fr", "La touche ‘Envoyer’", "La touche ‘Envoyer’"),
        ("nl", "De knop ‘Verzenden’ ontbreekt", "De knop “Verzenden” ontbreekt"),
        ("nl", "Foto’s van ‘het OCMW’s dossier’", "Foto’s van “het OCMW’s dossier”"),
        ("nl", "Le bouton « Envoyer »", "Le bouton « Envoyer »"),
        ("nl", "De foto’s zijn onleesbaar", "De foto’s zijn onleesbaar"),
    ],
)
def test_marks_inside_quotation_marks_are_inner_ones(language, text, said):
    with override(language):
        assert within_quotes(text) == said


def test_only_what_a_sentence_quotes_is_changed():
    data = {"title": "Le bouton «\u00a0Envoyer\u00a0»", "reason": "voir «\u00a0Envoyer\u00a0»"}
    with override("fr"):
        told = fill_in("a clôturé «\u00a0%(title)s\u00a0»\u00a0: %(reason)s", data)
    assert told == "a clôturé «\u00a0Le bouton “Envoyer”\u00a0»\u00a0: voir «\u00a0Envoyer\u00a0»"


@pytest.mark.parametrize(
    ("language", "day", "said"),
    [
        ("fr", date(2026, 2, 1), "1er février 2026"),
        ("fr", date(2026, 2, 11), "11 février 2026"),
        ("fr", date(2026, 1, 31), "31 janvier 2026"),
        ("nl", date(2026, 2, 1), "1 februari 2026"),
    ],
)
def test_the_first_of_a_month_is_an_ordinal_in_french(language, day, said):
    with override(language):
        assert format_day(day) == said
