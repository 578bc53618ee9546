"""Mail that did not leave: who sees it, that it shows no content, and trying again."""

from datetime import UTC, datetime

import pytest

from committee.inbox.actions.letters import queue_letter
from committee.inbox.models import Letter
from committee.journal import clock

URL = "/fr/mail/undelivered/"
NOON = datetime(2025, 6, 4, 10, tzinfo=UTC)


@pytest.fixture
def lost(people):
    """A letter to Jette that the server refused, and one that waits for another attempt."""
    with clock.acting_at(NOON):
        refused = queue_letter(person=people.jette)
        delayed = queue_letter(person=people.molenbeek)
    Letter.objects.filter(pk=refused.pk).update(error="refused 550", given_up_at=NOON, next_at=None, attempts=1)
    Letter.objects.filter(pk=delayed.pk).update(error="delayed 451", attempts=2)
    return refused


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("secretariat", 200), ("ixelles", 403), ("ixelles_coordination", 403), ("federation", 403), ("editor", 403),
        ("spp_is", 403), ("observer", 403), ("stranger", 404), ("administrator", 200),
    ],
)  # fmt: skip
def test_who_sees_the_page(people, lost, client_of, role, status):
    browser = client_of(getattr(people, role))
    assert browser.get(URL).status_code == status
    assert browser.post(URL, {"letter": lost.pk}).status_code == (302 if status == 200 else status)


def test_a_passer_by_is_asked_to_sign_in(ground, client):
    assert client.get(URL).status_code == 302


def test_it_says_to_whom_and_why(people, lost, client_of):
    page = client_of(people.secretariat).get(URL).content.decode()
    for words in ("jette@example.org", "550", "molenbeek@example.org", "451"):
        assert words in page


def test_trying_again_takes_a_letter_from_the_page(people, lost, client_of):
    browser = client_of(people.secretariat)
    assert browser.post(URL, {"letter": lost.pk}).status_code == 302
    assert browser.post(URL, {"letter": lost.pk}).status_code == 302
    lost.refresh_from_db()
    assert (lost.attempts, lost.given_up_at, lost.error) == (0, None, "")
    assert "jette@example.org" not in browser.get(URL).content.decode()


@pytest.mark.parametrize("letter", ["", "x", "0", "99999999999999999999", "-1"])
def test_a_letter_that_is_none_does_not_exist(people, client_of, letter):
    assert client_of(people.secretariat).post(URL, {"letter": letter}).status_code == 404


def test_the_person_is_told_on_the_account_page_and_nobody_else(people, lost, client_of):
    assert "550" in client_of(people.jette).get("/fr/account/").content.decode()
    assert "550" not in client_of(people.federation).get("/fr/account/").content.decode()


def test_the_secretariat_finds_its_way(people, client_of):
    assert URL in client_of(people.secretariat).get("/fr/account/").content.decode()
    assert URL not in client_of(people.ixelles).get("/fr/account/").content.decode()
