"""Where one is signed in: asked at once, told in words, ended together."""

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from committee.people.actions import forget_ended_sessions
from committee.people.queries import open_sessions
from home.accounts.presentation import name_browser

pytestmark = pytest.mark.column
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0"


def sign_in(person, **headers) -> Client:
    browser = Client(headers={"User-Agent": FIREFOX, **headers})
    browser.post("/fr/account/login/", {"login": person.email, "password": "demonstration"})
    assert "_auth_user_id" in browser.session
    return browser


def test_sessions_are_listed_with_this_one_marked(people):
    sign_in(people.ixelles, **{"User-Agent": "curl/8"})
    page = sign_in(people.ixelles).get(reverse("usersessions_list")).content.decode()
    assert "Firefox, Linux" in page and "curl/8" in page
    assert page.count("<strong>celle-ci</strong>") == 1 and page.count("<tr>") == 3


def test_a_hundred_sessions_cost_what_one_does(people, django_assert_max_num_queries):
    browser = sign_in(people.ixelles)
    first = open_sessions(people.ixelles)[0]
    held = Session.objects.get(session_key=first.session_key)
    for number in range(100):
        Session.objects.create(
            session_key=f"{number:032}", session_data=held.session_data, expire_date=held.expire_date
        )
        UserSession.objects.create(user=people.ixelles, ip="192.0.2.1", session_key=f"{number:032}", user_agent=FIREFOX)
    with django_assert_max_num_queries(8):
        page = browser.get(reverse("usersessions_list")).content.decode()
    assert page.count("<tr>") == 102


def test_only_sessions_that_still_admit_are_listed(people):
    kept, ended, old = (sign_in(people.ixelles) for _time in range(3))
    sign_in(people.molenbeek)
    Session.objects.filter(session_key=ended.session.session_key).delete()
    Session.objects.filter(session_key=old.session.session_key).update(expire_date=timezone.now())
    assert [one.session_key for one in open_sessions(people.ixelles)] == [kept.session.session_key]
    people.ixelles.set_password("another that is long")
    people.ixelles.save()
    assert open_sessions(people.ixelles) == []


def test_ended_sessions_are_forgotten(people):
    kept, ended = (sign_in(people.ixelles) for _time in range(2))
    Session.objects.filter(session_key=ended.session.session_key).update(expire_date=timezone.now())
    assert forget_ended_sessions() == 1
    assert UserSession.objects.get().session_key == kept.session.session_key


def test_the_others_are_ended_together(people):
    kept, other = (sign_in(people.ixelles) for _time in range(2))
    kept.post(reverse("usersessions_list"))
    assert other.get("/fr/problems/").status_code == 302
    assert kept.get("/fr/problems/").status_code == 200


def test_who_is_not_signed_in_sees_none(client, ground):
    assert client.get(reverse("usersessions_list")).status_code == 302


@pytest.mark.parametrize(
    ("told", "name"),
    [
        (FIREFOX, "Firefox, Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari, iPhone"),
        ("curl/8.1", "curl/8.1"),
        ("x" * 200, "x" * 80),
        ("", ""),
    ],
)
def test_a_browser_is_called_by_its_name(told, name):
    assert name_browser(told) == name
