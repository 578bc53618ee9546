"""Signs that nobody sees are taken out of what people write; what is seen stays."""

import unicodedata

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from committee.privacy.forms import GuardedFormMixin
from committee.privacy.signs import is_visible, tidy_signs
from issues.conversation.threads.actions.posts import add_post
from issues.problems.records.actions.lifecycle import revise_problem
from issues.problems.records.models import Problem

FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467"
HEART = "\u2764\ufe0f\u200d\U0001f525"
SCOTLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("iden\u00adtifi\u200bca\u2060tion", "identification"),
        ("\u202egnilles\u202c", "gnilles"),
        ("\u2066a\u2069\u200e\u200f\ufeff", "a"),
        ("dos\u200dsier", "dossier"),
        ("a\u200cb", "ab"),
        ("a\x07b\x9f", "ab"),
        ("un\u2028deux\u2029trois", "un\ndeux\ntrois"),
        ("mot\ufe0f", "mot"),
        ("\u3164\u115f\uffa0", ""),
        ("\U000e0067\U000e0062", ""),
    ],
)
def test_what_nobody_sees_goes(written, kept):
    assert tidy_signs(written) == kept


@pytest.mark.parametrize(
    "text",
    [
        FAMILY,
        HEART,
        SCOTLAND,
        "1\ufe0f\u20e3",
        "\U0001f44d\U0001f3fd",
        "n° 42 – « été »\u202f!\u00a0",
        "می\u200cخواهم",
        "a\tb\r\nc",
    ],
)
def test_what_is_seen_stays(text):
    assert tidy_signs(text) == text


@given(st.text())
def test_nothing_that_is_seen_is_lost_and_twice_is_once(text):
    tidy = tidy_signs(text)
    assert tidy_signs(tidy) == tidy
    letters = [
        sign for sign in text if unicodedata.category(sign)[0] in "LNP" and sign not in "\u115f\u1160\u3164\uffa0"
    ]
    assert [sign for sign in tidy if sign in letters] == letters


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("\u200b", False),
        ("\u2800 \u2800 \u2800", False),
        ("&nbsp; &#8203;", False),
        ("\u202e\u00ad", False),
        ("…", True),
        (FAMILY, True),
    ],
)
def test_whether_there_is_anything_to_see(text, seen):
    assert is_visible(text) == seen


class Written(GuardedFormMixin, forms.Form):
    title = forms.CharField(max_length=10)
    note = forms.CharField(required=False)
    key = forms.CharField(required=False)
    unguarded = ("key",)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("title", "code"),
    [("\u200b\u00ad", "required"), ("\u2800", "unseen"), ("&nbsp;", "unseen"), ("&zwnj;&shy;", "unseen")],
)
def test_a_form_refuses_what_holds_nothing_to_see(title, code):
    form = Written({"title": title})
    assert code in [error.code for error in form.errors.as_data()["title"]]


@pytest.mark.django_db
def test_a_form_reads_what_is_seen_and_counts_nothing_else():
    form = Written({"title": "\u202eTitre\u00ad\u200b court\u2060s", "note": "\u200b", "key": "a\u200bb"})
    assert not form.is_valid()
    form = Written({"title": "\u202eTit\u00ad\u200bre\u2060s", "note": "\u200b", "key": "a\u200bb"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"title": "Titres", "note": "", "key": "a\u200bb"}


@pytest.mark.django_db
def test_no_way_in_keeps_them(people, problem):
    revise_problem(by=people.ixelles, problem=problem, title="Pièces\u202e joi\u00adntes")
    assert Problem.objects.get().title == "Pièces joi\u00adntes".replace("\u00ad", "")
    Problem.objects.update(title="Autre\u200b titre")
    assert Problem.objects.get().title == "Autre titre"
    post = add_post(
        by=people.ixelles, thread_id=problem.thread_id, space=problem.space, text=f"Voi\u200bci\u202e {FAMILY}"
    )
    assert type(post).objects.get().text == f"Voici {FAMILY}"


@pytest.mark.parametrize("language", ["nl", "fr"])
@pytest.mark.django_db
def test_a_problem_and_a_message_of_nothing_come_back(people, problem, client_of, language):
    browser = client_of(people.ixelles)
    url = f"/{language}/problems/{problem.reference}/revise/"
    response = browser.post(url, {"title": "\u200b\u2060", "description": "\u2800"})
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"title", "description"}
