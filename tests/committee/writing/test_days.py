"""Days as people write them."""

from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError

from committee.privacy.models import PersonalDataFound
from committee.writing.days import read_day
from committee.writing.forms import DayField

TODAY = date(2026, 11, 28)
FIFTEENTH = date(2025, 9, 15)


@pytest.mark.parametrize(
    "text",
    [
        "15/09/2025", "15/9/2025", "15.09.2025", "15-09-2025", "15 09 2025", "15 / 09 / 2025", "2025-09-15", "2025/09/15",
        "2025.9.15", "20250915", "15/09/25", "15-9-25", "15-sept-25", "15-sep-25", "15 sept. 2025", "15 septembre 2025",
        "15 SEPTEMBRE 2025", "15\u00a0septembre\u202f2025", "15 september 2025", "le 15 septembre 2025",
        "lundi 15 septembre 2025", "maandag 15 september 2025", "op 15/09/2025",
        "2025-09-15 00:00:00", "2025-09-15T10:30", "2025-09-15T10:30:00.000Z", "2025-09-15T10:30:00+02:00",
        "15/09/2025 10:30", "15/09/2025 à 10h30", "15/09/2025 10 h", "15/09/2025 om 10u30", "15 septembre 2025, 10:30",
        "15‑09‑2025", "15–09–2025", "2025−09−15", " 15/09/2025\u200b ", "\u200e15/09/2025",
    ],
)  # fmt: skip
def test_a_day_is_understood(text):
    assert read_day(text, today=TODAY) == FIFTEENTH


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("1er janvier 2026", 1), ("1 févr. 2026", 2), ("1 fevrier 2026", 2), ("1-mrt-26", 3), ("1 maart 2026", 3),
        ("1 mars 2026", 3), ("1 avr. 2026", 4), ("1 mei 2026", 5), ("1 mai 2026", 5), ("1 juin 2026", 6), ("1 jun 2026", 6),
        ("1 juil. 2026", 7), ("1 juli 2026", 7), ("1 août 2026", 8), ("1 AOUT 2026", 8), ("1 aug. 2026", 8),
        ("1 okt 2026", 10), ("1 octobre 2026", 10), ("1 nov. 2026", 11), ("1 déc. 2025", 12), ("1ste december 2025", 12),
    ],
)  # fmt: skip
def test_months_have_their_names_in_both_languages(text, month):
    assert (day := read_day(text, today=TODAY)).month == month and day.day == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("31/02/2026", "calendar"), ("29/02/2025", "calendar"), ("09/15/2025", "calendar"), ("00/09/2025", "calendar"),
        ("15/09/0025", "early"), ("0025-09-15", "early"), ("31/12/1999", "early"), ("15/09/2037", "late"),
        ("2025-09-15-16", "invalid"), ("15/09/20255", "invalid"), ("15/09/025", "invalid"), ("15/09", "invalid"),
        ("hier", "invalid"), ("1 jui 2026", "invalid"), ("15 brumaire 2025", "invalid"), ("vers le 15/09/2025", "invalid"),
        ("15/09/2025 - 20/09/2025", "invalid"), ("?", "invalid"), ("12", "invalid"), ("٣/٠٩/٢٠٢٥", "invalid"),
        ("septembre 2025", "without_day"), ("09/2025", "without_day"), ("2025-09", "without_day"),
        ("blabla 2025", "invalid"), ("45915", "serial"), ("45915,4375", "serial"),
    ],
)  # fmt: skip
def test_what_is_no_day_is_refused_and_why(text, code):
    with pytest.raises(ValidationError) as refused:
        read_day(text, today=TODAY)
    assert refused.value.code == code
    assert text in refused.value.messages[0]


def test_a_day_that_must_be_past_is_not_after_today():
    assert read_day("28/11/2026", today=TODAY, past=True) == TODAY
    for text in ("29/11/2026", "15/09/2035"):
        with pytest.raises(ValidationError) as refused:
            read_day(text, today=TODAY, past=True)
        assert refused.value.code == "ahead"
    assert read_day("15/09/2035", today=TODAY) == date(2035, 9, 15)


class Form(forms.Form):
    seen = DayField(required=False, past=True)
    due = DayField(required=False)


def test_a_field_reads_what_was_written_and_keeps_it_where_it_was_not_understood():
    form = Form({"seen": "15-sept-25", "due": ""})
    assert form.is_valid() and form.cleaned_data == {"seen": FIFTEENTH, "due": None}
    form = Form({"seen": "31/02/2026"})
    assert not form.is_valid() and 'value="31/02/2026"' in str(form["seen"])


def test_the_browser_knows_the_bounds(time_machine):
    time_machine.move_to("2026-11-28 10:00+01:00")
    assert 'type="date"' in str(Form()["seen"])
    assert 'min="2000-01-01"' in str(Form()["seen"]) and 'max="2026-11-28"' in str(Form()["seen"])
    assert 'max="2036-12-31"' in str(Form()["due"])
    assert 'value="2025-09-15"' in str(Form(initial={"seen": FIFTEENTH})["seen"])


def test_personal_data_in_the_place_of_a_day_is_not_quoted():
    form = Form({"seen": "85.07.30-033.28"})
    assert isinstance(form.errors.as_data()["seen"][0], PersonalDataFound)
    assert "033" not in str(form.errors)
