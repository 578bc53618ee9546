"""Numbers as people write them."""

from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError

from committee.privacy.models import PersonalDataFound
from committee.writing.forms import NumberField
from committee.writing.numbers import A_MONTH, MINUTES, read_number, read_whole_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", "12"), (" 12 ", "12"), ("+12", "12"), ("-3", "-3"), ("−3", "-3"), ("007", "7"), ("0", "0"), ("12.", "12"),
        ("1 250", "1250"), ("1\u00a0250", "1250"), ("1\u202f250", "1250"), ("1\u2009250", "1250"), ("1.250", "1250"),
        ("1'250", "1250"), ("1’250", "1250"), ("1 250 000", "1250000"), ("1.250.000", "1250000"), ("1,250,000", "1250000"),
        ("12.500", "12500"), ("1250", "1250"), ("1250,00", "1250"), ("1.250,50", "1250.5"), ("1 250,5", "1250.5"),
        ("1,250.50", "1250.5"), ("7,5", "7.5"), ("7.5", "7.5"), ("1.25", "1.25"), ("1,25", "1.25"), ("12,0", "12"),
        ("0,125", "0.125"), ("0.125", "0.125"), (",5", "0.5"), ("-0,5", "-0.5"), ("1250.500", "1250.5"), ("2,3333", "2.3333"),
        ("environ 10", "10"), ("Env. 10", "10"), ("ongeveer 10", "10"), ("ca. 10", "10"), ("~12", "12"), ("±12", "12"),
        ("+/- 12", "12"), ("à peu près 1.250", "1250"), ("min of meer 7,5", "7.5"), ("\u200e12\u200b", "12"), ("１２", None),
    ],
)  # fmt: skip
def test_a_number_is_understood(text, value):
    if value is None:
        with pytest.raises(ValidationError):
            read_number(text)
    else:
        assert read_number(text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("20 min", MINUTES), ("20min.", MINUTES), ("20 minutes", MINUTES), ("environ 20 minuten", MINUTES), ("20'", MINUTES),
        ("20 min/dossier", MINUTES), ("20 minuten per geval", MINUTES), ("20 dossiers", A_MONTH), ("20/mois", A_MONTH),
        ("20 gevallen per maand", A_MONTH), ("20 par mois", A_MONTH),
    ],
)  # fmt: skip
def test_its_own_unit_may_stand_behind_it_and_no_other(text, unit):
    assert read_number(text, unit) == 20
    with pytest.raises(ValidationError):
        read_number(text, A_MONTH if unit == MINUTES else MINUTES)
    with pytest.raises(ValidationError):
        read_number("20 par semaine", unit)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("12 à 15", "range"), ("12 a 15", "range"), ("12-15", "range"), ("12 – 15", "range"), ("12/15", "range"), ("5 ou 6", "range"),
        ("5 of 6", "range"), ("12 tot 15", "range"), ("entre 5 et 10", "range"), ("tussen 5 en 10", "range"), ("5 6", "range"),
        ("de 10 min à 15 min", "range"), ("12…15", "range"), ("1 25", "range"), ("12 150", None), ("1h30", "range"),
        ("1,250", "unclear"), ("12,500", "unclear"),
        ("douze", "invalid"), ("", "invalid"), ("?", "invalid"), ("plus de 30", "invalid"), (">30", "invalid"), ("30+", "invalid"),
        ("2 h", "invalid"), ("1.2500.1", "invalid"), ("1e3", "range"), ("12 %", "invalid"), ("٣", "invalid"), ("²", "invalid"),
        ("1" * 61, "invalid"), ("--3", "invalid"), ("1..2", "range"), ("1,,2", "range"), ("1.250.50", "invalid"),
    ],
)  # fmt: skip
def test_what_is_no_number_is_refused_and_why(text, code):
    if code is None:
        assert read_number(text) == 12150
        return
    with pytest.raises(ValidationError) as refused:
        read_number(text)
    assert refused.value.code == code
    assert text[:59] in refused.value.messages[0]


def test_a_whole_number_is_asked_for_in_words_or_is_the_nearest():
    assert read_whole_number("1250,00") == 1250
    with pytest.raises(ValidationError) as refused:
        read_whole_number("2,5")
    assert refused.value.params == {"words": "2,5", "below": 2, "above": 3}
    assert [read_whole_number(text, rounded=True) for text in ("7,5", "7,4", "12.5", "0,5")] == [8, 7, 13, 1]


def test_what_may_be_two_things_says_both():
    with pytest.raises(ValidationError) as refused:
        read_number("1,250")
    assert (refused.value.params["whole"], refused.value.params["part"]) == ("1250", "1,25")


class Form(forms.Form):
    cases = NumberField(required=False, min_value=0, max_value=100_000, unit=A_MONTH)
    minutes = NumberField(required=False, min_value=0, max_value=10_000, rounded=True)


@pytest.mark.parametrize("text", ["12 à 15", "2,5", "5 ou 6", "-1", "100001", "1.000.000"])
def test_a_field_never_keeps_another_number_than_was_written(text):
    form = Form({"cases": text})
    assert not form.is_valid() and "cases" not in form.cleaned_data
    assert f'value="{text}"' in str(form["cases"])


def test_a_field_reads_numbers_and_nothing():
    form = Form({"cases": "1\u202f250", "minutes": "7,5"})
    assert form.is_valid() and form.cleaned_data == {"cases": 1250, "minutes": 8}
    assert Form({"cases": " "}).is_valid() and Form({"cases": 12, "minutes": 7}).is_valid()


def test_a_telephone_shows_figures_and_no_browser_takes_part_of_the_number():
    drawn = str(Form(initial={"cases": 1250})["cases"]), str(Form()["minutes"])
    assert 'inputmode="numeric"' in drawn[0] and 'value="1250"' in drawn[0]
    assert 'inputmode="decimal"' in drawn[1]
    assert all('type="text"' in one and "min=" not in one for one in drawn)


@pytest.mark.parametrize("text", ["85073003328", "85.07.30-033.28", "0470 12 34 56"])
def test_personal_data_in_the_place_of_a_number_is_not_quoted(text):
    form = Form({"cases": text})
    assert isinstance(form.errors.as_data()["cases"][0], PersonalDataFound)
    assert text not in str(form.errors)
