"""What is told of an account by mail: sign-in with a new browser, a new password, and where one defends oneself."""

import re

import pytest
from django.core import mail
from django.test import Client

from committee.people.browsers import browser_in_words
from committee.people.devices import MOST, is_known, mark_of, marks_with
from committee.people.mails import is_told
from committee.people.models import MailPace, Person

PASSWORD, NEW = "une phrase bien longue", "une autre phrase bien longue"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:139.0) Gecko/20100101 Firefox/139.0"
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/136.0 Safari/537.36 Edg/136.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile/15E148 Safari/604.1"


@pytest.fixture
def jette(people) -> Person:
    """Jette knows her password, and wants no mail at all."""
    people.jette.set_password(PASSWORD)
    people.jette.mail_pace = MailPace.NEVER
    people.jette.save()
    mail.outbox.clear()
    return people.jette


def sign_in(browser: Client, person: Person, password: str = PASSWORD) -> None:
    response = browser.post("/fr/account/login/", {"login": person.email, "password": password})
    assert response.status_code == 302, response.content


def browser(user_agent: str = FIREFOX) -> Client:
    return Client(headers={"user-agent": user_agent, "host": "testserver"})


def test_each_new_browser_is_told_once(jette):
    known, other = browser(), browser(IPHONE)
    sign_in(known, jette)
    known.post("/fr/account/logout/")
    sign_in(known, jette)
    assert [one.to for one in mail.outbox] == [[jette.email]]
    assert "Firefox, Windows" in mail.outbox[0].body
    sign_in(other, jette)
    assert len(mail.outbox) == 2
    assert "Safari, iPhone" in mail.outbox[1].body


def test_a_browser_remembers_several_accounts(jette, people):
    people.ixelles.set_password(PASSWORD)
    people.ixelles.save()
    shared = browser()
    for person in (jette, people.ixelles, jette):
        sign_in(shared, person)
        shared.post("/fr/account/logout/")
    assert [one.to for one in mail.outbox] == [[jette.email], [people.ixelles.email]]


def test_what_the_browser_keeps_is_read_by_no_script_and_tells_no_account(jette):
    known = browser()
    sign_in(known, jette)
    kept = known.cookies["device"]
    assert (kept["httponly"], kept["samesite"]) == (True, "Lax")
    assert re.fullmatch(r"[0-9a-f]{32}", kept.value)


def test_a_changed_password_is_told(jette):
    here = browser()
    sign_in(here, jette)
    mail.outbox.clear()
    response = here.post("/fr/account/password/change/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert response.status_code == 302
    (one,) = mail.outbox
    assert one.to == [jette.email]
    assert "/fr/account/password/reset/" in one.body


def test_a_password_chosen_by_mail_is_told_and_the_link_works(jette):
    here = browser()
    here.post("/nl/account/password/reset/", {"email": jette.email})
    (asked,) = mail.outbox
    (link,) = re.findall(r"http://127\.0\.0\.1:8000(/fr/account/password/reset/key/[^)\s]+)", asked.body)
    form = here.get(link, follow=True)
    here.post(form.request["PATH_INFO"], {"password1": NEW, "password2": NEW})
    assert [one.to for one in mail.outbox] == [[jette.email]] * 2
    sign_in(here, jette, NEW)


def test_an_address_without_account_gets_no_mail(people):
    browser().post("/fr/account/password/reset/", {"email": "nobody@example.org"})
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [(FIREFOX, "Firefox, Windows"), (EDGE, "Edge, Windows"), (IPHONE, "Safari, iPhone"), ("curl/8", ""), ("", "")],
)
def test_a_browser_in_words(user_agent, words):
    assert browser_in_words(user_agent) == words


@pytest.mark.parametrize(("ip", "told"), [("109.88.1.1", True), ("127.0.0.1", False), ("10.0.0.7", False), ("", False)])
def test_only_an_address_of_the_world_is_told(ip, told):
    assert is_told(ip) is told


def test_marks_end_with_the_password_and_are_few():
    one, two = Person(pk=1, password="a"), Person(pk=2, password="a")
    kept = marks_with("", one)
    assert (is_known(kept, one), is_known(kept, two)) == (True, False)
    assert not is_known(kept, Person(pk=1, password="b"))
    assert not is_known("é.x", one)
    for number in range(10, 40):
        kept = marks_with(kept, Person(pk=number, password="a"))
    assert len(kept.split(".")) == MOST
    assert kept.endswith(mark_of(Person(pk=39, password="a")))
