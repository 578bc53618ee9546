"""Behind a server in front, each reader is themselves: what the trusted say is believed, and nothing that others say."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from home.server.embedded import server_options
from home.server.middleware import ClientAddress
from home.settings.environment import proxies

OFFICE, HOME = "203.0.113.7", "198.51.100.9"
LOGIN = "/fr/account/login/"


@pytest.mark.parametrize(
    ("came_from", "forwarded", "trusted", "reader"),
    [
        ("127.0.0.1", OFFICE, ["127.0.0.1"], OFFICE),
        ("127.0.0.1", f"{HOME}, {OFFICE}", ["127.0.0.1"], OFFICE),
        ("127.0.0.1", f"{HOME}, {OFFICE}, 10.0.0.5", ["127.0.0.1", "10.0.0.0/8"], OFFICE),
        ("::ffff:127.0.0.1", OFFICE, ["127.0.0.1"], OFFICE),
        ("127.0.0.1", "2001:db8::7", ["127.0.0.1", "::1"], "2001:db8::7"),
        ("", OFFICE, ["unix"], OFFICE),
        ("127.0.0.1", "", ["127.0.0.1"], "127.0.0.1"),
        ("127.0.0.1", "10.0.0.5", ["127.0.0.1", "10.0.0.0/8"], "10.0.0.5"),
        ("127.0.0.1", f"{OFFICE}, unknown", ["127.0.0.1"], "127.0.0.1"),
        (HOME, OFFICE, ["127.0.0.1"], HOME),
        (HOME, OFFICE, [], HOME),
        ("", OFFICE, ["127.0.0.1"], ""),
    ],
)
def test_who_the_reader_is(settings, came_from, forwarded, trusted, reader):
    settings.TRUSTED_PROXIES = trusted
    request = RequestFactory().get("/", REMOTE_ADDR=came_from, HTTP_X_FORWARDED_FOR=forwarded)
    ClientAddress(lambda request: HttpResponse())(request)
    assert request.META["REMOTE_ADDR"] == reader


@pytest.mark.parametrize(("came_from", "secure"), [("127.0.0.1", True), (HOME, False)])
def test_only_a_trusted_server_says_that_the_way_was_safe(settings, came_from, secure):
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    request = RequestFactory().get("/", REMOTE_ADDR=came_from, HTTP_X_FORWARDED_PROTO="https")
    ClientAddress(lambda request: HttpResponse())(request)
    assert request.is_secure() is secure


def test_nothing_before_the_pages_has_an_opinion_of_its_own():
    assert server_options("127.0.0.1", 8000)["proxy_headers"] is False


@pytest.mark.parametrize("words", ["127.0.0.1", "127.0.0.1, ::1", "10.0.0.0/8,unix", ""])
def test_the_setting_names_addresses_and_networks(monkeypatch, words):
    monkeypatch.setenv("TRUSTED_PROXIES", words)
    assert proxies("TRUSTED_PROXIES") == [word.strip() for word in words.split(",") if word]


@pytest.mark.parametrize("words", ["proxy.example", "10.0.0.0/99", "127.0.0.1:8000"])
def test_the_setting_says_what_it_does_not_understand(monkeypatch, words):
    monkeypatch.setenv("TRUSTED_PROXIES", words)
    with pytest.raises(ImproperlyConfigured, match="10.0.0.0/8"):
        proxies("TRUSTED_PROXIES")


def test_production_insists_on_the_setting(monkeypatch):
    monkeypatch.setenv("PORTAL_MODE", "production")
    monkeypatch.delenv("TRUSTED_PROXIES", raising=False)
    with pytest.raises(ImproperlyConfigured, match="TRUSTED_PROXIES is not set"):
        proxies("TRUSTED_PROXIES")


def sign_in(person, password="demonstration", address=OFFICE, **headers):
    """Try to sign in from an address, through the server in front; whether it was done."""
    browser = Client(REMOTE_ADDR="127.0.0.1", headers={"X-Forwarded-For": address, **headers})
    browser.post(LOGIN, {"login": person.email, "password": password})
    return browser if "_auth_user_id" in browser.session else None


@pytest.fixture
def in_front(settings):
    settings.TRUSTED_PROXIES = ["127.0.0.1"]


def test_wrong_passwords_elsewhere_keep_nobody_out(people, in_front):
    for number in range(50):
        sign_in(people.stranger, "wrong", address=f"192.0.2.{number // 10}")
    assert sign_in(people.ixelles)


def test_one_person_does_not_lock_out_the_office(people, in_front):
    for _time in range(60):
        sign_in(people.stranger, "wrong")
    assert not sign_in(people.stranger)
    assert sign_in(people.ixelles) and sign_in(people.molenbeek)


def test_who_tries_an_account_from_elsewhere_does_not_lock_its_member_out(people, in_front):
    for _time in range(6):
        sign_in(people.ixelles, "wrong")
    assert not sign_in(people.ixelles)
    assert sign_in(people.ixelles, address=HOME)


def test_guesses_for_one_account_are_bounded_wherever_they_come_from(people, in_front):
    known = sign_in(people.ixelles, address=HOME)
    known.cookies.pop("session")
    for number in range(200):
        sign_in(people.ixelles, "wrong", address=f"192.0.2.{number // 5}")
    assert not sign_in(people.ixelles)
    known.post(LOGIN, {"login": people.ixelles.email, "password": "demonstration"})
    assert "_auth_user_id" in known.session
    assert sign_in(people.molenbeek)


def test_a_script_that_tries_many_accounts_from_one_address_is_stopped(people, in_front):
    for number in range(41):
        people.stranger.email = f"nobody{number}@example.org"
        sign_in(people.stranger, "wrong")
    assert not sign_in(people.ixelles)
    assert sign_in(people.ixelles, address=HOME)


def test_a_reader_does_not_choose_the_address_that_is_counted(people, in_front):
    for number in range(41):
        people.stranger.email = f"nobody{number}@example.org"
        sign_in(people.stranger, "wrong", address=f"192.0.2.{number}, {OFFICE}")
    assert not sign_in(people.ixelles)


@pytest.mark.parametrize(("language", "words"), [("fr", "Trop de tentatives"), ("nl", "Te veel pogingen")])
def test_who_tries_too_often_is_told_in_their_language(ground, in_front, language, words):
    browser = Client(REMOTE_ADDR="127.0.0.1", headers={"X-Forwarded-For": OFFICE})
    answers = [browser.post(f"/{language}/account/login/", {"login": ""}) for _time in range(121)]
    assert [answer.status_code for answer in answers] == [200] * 120 + [429]
    assert words in answers[-1].content.decode()


def test_sessions_show_the_reader_s_address(people, in_front):
    page = sign_in(people.ixelles).get(reverse("usersessions_list")).content.decode()
    assert OFFICE in page and "127.0.0.1" not in page
