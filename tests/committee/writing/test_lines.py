"""A text has the length that its writer saw, whichever form it was written in."""

import pytest
from django import forms

from committee.writing.signs import plain_lines, plain_signs, plain_words


class Form(forms.Form):
    text = forms.CharField(max_length=999, widget=forms.Textarea)


def test_line_ends_count_once():
    seen = "\n".join(["x" * 49] * 20)
    form = Form({"text": seen.replace("\n", "\r\n")})
    assert len(seen) == 999 and form.is_valid() and form.cleaned_data["text"] == seen
    assert not Form({"text": seen + "x"}).is_valid()


def test_a_text_that_was_not_touched_has_not_changed():
    assert not Form({"text": "a\r\nb"}, initial={"text": "a\nb"}).has_changed()


@pytest.mark.parametrize(
    ("function", "text", "plain"),
    [
        (plain_lines, "a\r\nb\rc\n", "a\nb\nc\n"),
        (plain_signs, "\u00a0CO‑2026–0001\u200b ", "CO-2026-0001"),
        (plain_signs, "1\u202f250  l’an", "1 250 l'an"),
        (plain_words, "AOÛT", "aout"),
    ],
)
def test_signs_become_plain(function, text, plain):
    assert function(text) == plain
