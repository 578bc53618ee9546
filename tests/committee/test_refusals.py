"""A refusal is read in the reader's language, with the form as it was, or on the page where a button was pressed."""

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.test import RequestFactory
from django.utils.translation import gettext_lazy, override

from committee.access.forms import run_action
from committee.access.middleware import RefusalsAnswered
from committee.access.refusals import Refused
from committee.privacy.detection import find_personal_data
from committee.privacy.models import PersonalDataFound

WORDS = gettext_lazy("Yes")


class NameForm(forms.Form):
    name = forms.CharField()


def refusing(error):
    def deed():
        raise error

    return deed


def personal_data():
    return PersonalDataFound(find_personal_data("0478 12 34 56"))


def test_words_are_said_in_the_language_of_whoever_reads_them():
    refusal = Refused(WORDS)
    with override("fr"):
        assert str(refusal) == "Oui"
    with override("nl"):
        assert str(refusal) == "Ja"


def test_facts_fill_the_places():
    assert str(Refused("%(reference)s is closed.", reference="CO-2025-0001")) == "CO-2025-0001 is closed."
    assert str(Refused("100 % sure")) == "100 % sure"


def test_a_clean_form_is_carried_out_once():
    done = []
    assert run_action(NameForm({"name": "x"}), lambda: done.append(1)) and done == [1]
    assert not run_action(NameForm({}), lambda: done.append(1)) and done == [1]


@pytest.mark.parametrize(
    ("field", "stands_with"), [(None, "__all__"), ("name", "name"), ("a field of another form", "__all__")]
)
def test_a_form_comes_back_as_it_was_with_the_words(field, stands_with):
    form = NameForm({"name": "what was written"})
    assert not run_action(form, refusing(Refused("Not now.", field=field)))
    assert form.errors == {stands_with: ["Not now."]}
    assert form["name"].value() == "what was written"


def test_personal_data_that_only_an_action_sees_comes_back_with_the_form():
    form = NameForm({"name": "x"})
    assert not run_action(form, refusing(personal_data()))
    assert [error.code for error in form.errors.as_data()["__all__"]] == ["personal_data"]


@pytest.mark.parametrize("error", [ValueError("a mistake"), KeyError("k")])
def test_the_mistake_of_a_programmer_is_not_shown_to_people(error):
    with pytest.raises(type(error)):
        run_action(NameForm({"name": "x"}), refusing(error))


def answer(error, **headers):
    request = RequestFactory().post("/fr/x/", headers=headers)
    request._messages = CookieStorage(request)
    response = RefusalsAnswered(None).process_exception(request, error)
    return response, [str(message) for message in get_messages(request)]


def test_a_button_leads_back_to_its_page_with_the_words():
    response, said = answer(Refused("Not now."), referer="http://testserver/fr/page/?a=1")
    assert (response.status_code, response["Location"], said) == (302, "http://testserver/fr/page/?a=1", ["Not now."])
    response, said = answer(personal_data(), referer="http://testserver/fr/page/")
    assert response.status_code == 302 and "04•" in said[0]


@pytest.mark.parametrize("referer", ["", "https://elsewhere.example/", "javascript:alert(1)", "//elsewhere.example/"])
def test_nobody_is_led_elsewhere(referer):
    response, _said = answer(Refused("Not now."), referer=referer)
    assert response["Location"] == "/"


def test_other_errors_are_left_alone():
    assert answer(ValueError("x")) == (None, [])
