"""Accounts in the admin: asked for what the portal uses; the address is kept plain; anybody can be switched off."""

import pytest
from django.test import Client

from committee.people.models import Person

PASSWORD = "a password that is long"


@pytest.fixture
def admin(people, client_of):
    return client_of(people.administrator)


def made(admin, email: str, **facts):
    facts = {
        "function_fr": "Référente",
        "function_nl": "Referentiepersoon",
        "language": "nl",
        "password1": PASSWORD,
        "password2": PASSWORD,
        **facts,
    }
    return admin.post("/admin/users/new/", {"email": email, **facts})


@pytest.mark.parametrize("address", ["Marie.Dupont@Cpas.BE", " marie.dupont@cpas.be", "marie.dupont\u200b@cpas.be"])
def test_an_account_made_in_the_admin_can_sign_in(admin, address):
    assert made(admin, address).status_code == 302
    person = Person.objects.get(email="marie.dupont@cpas.be")
    assert (person.functions, person.language) == ({"fr": "Référente", "nl": "Referentiepersoon"}, "nl")
    browser = Client()
    browser.post("/fr/account/login/", {"login": "marie.dupont@cpas.be", "password": PASSWORD})
    assert "_auth_user_id" in browser.session


def test_there_is_no_second_account_under_other_capitals(admin, people):
    count = Person.objects.count()
    page = made(admin, "IXELLES@Example.org")
    assert page.status_code == 200 and "email" in page.context["form"].errors
    assert Person.objects.count() == count


def test_anybody_can_be_switched_off_without_a_name(admin, people):
    here = f"/admin/users/edit/{people.ixelles.pk}/"
    form = admin.get(here).context["form"]
    assert set(form.fields) == {
        "email", "function_fr", "function_nl", "language", "password1", "password2", "is_active", "is_superuser", "groups",
    }  # fmt: skip
    facts = {name: value for name, value in form.initial.items() if isinstance(value, str)}
    assert admin.post(here, facts).status_code == 302
    people.ixelles.refresh_from_db()
    assert not people.ixelles.is_active


def test_a_function_holds_no_personal_data_there_either(admin, people):
    page = made(admin, "a@example.org", function_fr="Tél. 0470 12 34 56")
    assert page.status_code == 200 and "function_fr" in page.context["form"].errors


def test_nobody_is_asked_for_names_nor_a_portrait(admin):
    page = admin.get("/admin/account/").content.decode()
    assert "first_name" not in page and "avatar-avatar" not in page
    assert "preferred_language" in page


def test_the_page_of_ones_own_choices_is_for_who_has_a_place_in_the_admin(people, client_of, client):
    assert client.get("/admin/account/").status_code == 302
    assert client_of(people.ixelles).get("/admin/account/").status_code == 302
