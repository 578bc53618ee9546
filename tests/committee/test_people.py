"""Accounts: shown by function, opened by invitation, closed to demonstration in production."""

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError, connection, transaction
from django.test import Client, RequestFactory

from committee.people.actions import choose_preferences
from committee.people.addresses import plain_address
from committee.people.authentication import ClosedSignup, MemberBackend
from committee.people.models import MailPace, Person
from committee.privacy.models import PersonalDataFound
from tests.committee.records import unchanged


@pytest.fixture
def person(db):
    return Person.objects.create_user("Quelqu.Un@Example.ORG", "a long password", function="Référente numérique")


def test_an_address_is_kept_in_lower_case(person):
    assert person.email == "quelqu.un@example.org"
    assert Person.objects.get_by_natural_key("QUELQU.UN@example.org") == person


def test_an_address_has_one_account_whatever_its_case(person):
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create_user("QUELQU.un@EXAMPLE.org", function="Autre")


PASTED = [
    "quelqu.un@example.org",
    "  Quelqu.Un@EXAMPLE.org\n",
    "\u200bquelqu.un@example.org",
    "quelqu.un\u200d@example.org\ufeff",
    "quelqu\u00ad.un@example\u2060.org",
    "\u202aquelqu.un@example.org\u202c",
    "\u00a0quelqu.un@example.org\u202f",
    "quelqu.un＠example.org",
]


@pytest.mark.parametrize("address", PASTED)
def test_an_address_is_plain_however_it_was_pasted(address):
    assert plain_address(address) == "quelqu.un@example.org"


@pytest.mark.parametrize(
    ("address", "plain"),
    [
        ("a@Bücher.example", "a@xn--bcher-kva.example"),
        ("a b@example.org", "a b@example.org"),
        ("NOBODY", "NOBODY"),
        ("", ""),
    ],
)
def test_what_is_another_address_or_none_stays_so(address, plain):
    assert plain_address(address) == plain


@pytest.mark.parametrize("address", PASTED)
def test_every_way_to_an_account_reads_the_address_as_it_is_kept(person, address, mailoutbox):
    assert Person.objects.get(email=address) == Person.objects.get_by_natural_key(address) == person
    browser = Client()
    browser.post("/fr/account/login/", {"login": address, "password": "a long password"})
    assert browser.session["_auth_user_id"] == str(person.pk)
    Client().post("/fr/account/password/reset/", {"email": address})
    assert {to for mail in mailoutbox for to in mail.to} == {"quelqu.un@example.org"} and "/reset/" in mailoutbox[
        -1
    ].body


@pytest.mark.column
@pytest.mark.parametrize("address", ["Autre@example.org", "autre @example.org", "autre\u200b@example.org"])
def test_the_database_keeps_no_other_address(person, address):
    field = Person._meta.get_field("email")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {Person._meta.db_table} SET {field.column} = %s WHERE id = %s", [address, person.pk])


@pytest.mark.column
def test_what_is_stored_by_any_way_is_plain(person):
    Person.objects.filter(pk=person.pk).update(email="AUTRE@example.org")
    person.refresh_from_db()
    assert person.email == "autre@example.org"
    person.email = "Encore@Example.org"
    person.save()
    assert person.email == "encore@example.org"


def test_an_account_without_password_admits_nobody(db):
    assert not Person.objects.create_user("a@example.org", function="F").has_usable_password()


def test_a_person_is_shown_by_function(person):
    assert (str(person), person.get_full_name()) == ("Référente numérique", "Référente numérique")
    assert str(Person(email="a@example.org")) == "a@example.org"


def test_what_an_account_begins_with(person):
    assert (person.language, person.mail_pace, person.unread_notices) == ("fr", MailPace.DUTIES, 0)
    assert (person.is_staff, person.is_superuser, person.is_demonstration) == (False, False, False)


def test_a_function_holds_no_personal_data(person):
    with unchanged(), pytest.raises(PersonalDataFound), transaction.atomic():
        Person.objects.create_user("b@example.org", function="Tél. 0470 12 34 56")


def test_preferences_are_kept_and_nothing_else(person):
    stale = Person.objects.get(pk=person.pk)
    Person.objects.filter(pk=person.pk).update(unread_notices=3)
    choose_preferences(by=stale, language="nl", mail_pace="never")
    person.refresh_from_db()
    assert (person.language, person.mail_pace, person.unread_notices) == ("nl", "never", 3)


@pytest.mark.parametrize("address", ["quelqu.un@example.org", "QUELQU.UN@EXAMPLE.ORG"])
def test_signing_in_by_address(person, address):
    request = RequestFactory().post("/")
    assert authenticate(request, email=address, password="a long password") == person
    assert authenticate(request, email=address, password="another") is None


@pytest.mark.parametrize(
    ("demonstration_site", "demonstration_account", "active", "admitted"),
    [
        (True, True, True, True),
        (True, False, True, True),
        (False, False, True, True),
        (False, True, True, False),
        (True, False, False, False),
    ],
)
def test_which_account_may_be_used_on_which_site(
    person, settings, demonstration_site, demonstration_account, active, admitted
):
    settings.DEMONSTRATION = demonstration_site
    person.is_demonstration, person.is_active = demonstration_account, active
    person.save()
    signed_in = authenticate(RequestFactory().post("/"), email=person.email, password="a long password")
    assert (signed_in == person) is admitted
    assert (MemberBackend().get_user(person.pk) == person) is admitted


def test_a_session_of_nobody_is_nobodys(db):
    assert MemberBackend().get_user(10**9) is None


def test_a_session_ends_when_its_account_is_closed(people, client_of):
    browser = client_of(people.ixelles)
    assert browser.get("/fr/problems/").status_code == 200
    people.ixelles.is_active = False
    people.ixelles.save()
    assert browser.get("/fr/problems/").status_code == 302


def test_nobody_opens_an_account_alone(ground, client):
    assert ClosedSignup().is_open_for_signup(None) is False
    before = Person.objects.count()
    facts = {"email": "new@example.org", "password1": "a very long one", "password2": "a very long one"}
    assert client.post("/fr/account/signup/", facts).status_code in (200, 403, 404)
    assert Person.objects.count() == before
