"""The security log: what it keeps, who reads it, and for how long."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from committee.invitations.actions import withdraw_invitation
from committee.seats.actions import end_membership
from committee.security.actions import forget_old_events, note_event
from committee.security.models import Event, SecurityEvent
from tests.committee.invitations.test_actions import invited

PAGE = "/fr/security/"


@pytest.fixture(autouse=True)
def _nothing_kept(people):
    """What laying the cast left in the log is no part of these tests."""
    SecurityEvent.objects.all().delete()


def kept() -> list[tuple]:
    return list(SecurityEvent.objects.order_by("pk").values_list("event", "person__email", "detail"))


def test_signing_in_and_being_refused_are_kept_without_what_was_typed(people):
    browser = Client(HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Firefox/130.0")
    login = "/fr/account/login/"
    browser.post(login, {"login": "jette@example.org", "password": "not this one"})
    browser.post(login, {"login": "nobody@example.org", "password": "nor this one"})
    browser.post(login, {"login": "jette@example.org", "password": "demonstration"})
    browser.post("/fr/account/logout/")
    assert [row[:2] for row in kept()] == [
        ("sign_in_failed", "jette@example.org"),
        ("sign_in_failed", None),
        ("signed_in", "jette@example.org"),
        ("signed_out", "jette@example.org"),
    ]
    assert "nobody" not in str(SecurityEvent.objects.values()) and "this one" not in str(SecurityEvent.objects.values())
    assert set(SecurityEvent.objects.values_list("ip", "browser")) == {("127.0.0.1", "Firefox, Windows")}


def test_a_page_refused_is_kept_with_its_path(people, client_of):
    client_of(people.observer).get("/fr/problems/file/")
    assert kept()[-1] == ("refused", "observer@example.org", "GET /fr/problems/file/")


def test_changes_of_right_are_kept(people, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_invitation(by=people.secretariat, invitation=invited(people.secretariat))
        end_membership(by=people.secretariat, membership=people.jette.memberships.get())
    assert [row[2] for row in kept()] == ["invitation.sent", "invitation.withdrawn", "membership.ended"]


@pytest.mark.parametrize(
    ("name", "status"), [("secretariat", 200), ("administrator", 200)]
    + [(name, 404) for name in ("federation", "editor", "ixelles_coordination", "spp_is", "observer", "stranger")],
)  # fmt: skip
def test_who_reads_it(people, client_of, name, status):
    assert client_of(getattr(people, name)).get(PAGE).status_code == status


def test_a_passer_by_signs_in_first(client, ground):
    assert client.get(PAGE)["Location"].startswith("/fr/account/login/")


def test_it_is_narrowed_and_taken_out_and_that_is_an_event(people, client_of):
    note_event(Event.REFUSED, person=people.jette, detail="=1+1")
    note_event(Event.SIGN_IN_FAILED, person=people.molenbeek)
    browser = client_of(people.secretariat)
    page = browser.get(PAGE, {"event": "refused"}).content.decode()
    assert "Function of jette" in page and "Function of molenbeek" not in page
    file = browser.get(PAGE, {"event": "refused", "as": "csv"}).content.decode()
    assert "jette@example.org" in file and "molenbeek" not in file and ";'=1+1" in file
    assert kept()[-1] == ("export", "secretariat@example.org", "security_log")
    assert browser.get(PAGE, {"since": "rubbish", "event": "x", "page": "²"}).status_code == 200


def test_what_is_old_is_forgotten(people, settings):
    settings.SECURITY_LOG_DAYS = 30
    for days in (40, 20):
        note_event(Event.REFUSED)
        newest = SecurityEvent.objects.order_by("-pk")[:1].values("pk")
        SecurityEvent.objects.filter(pk__in=[row["pk"] for row in newest]).update(
            at=timezone.now() - timedelta(days=days)
        )
    assert forget_old_events() == 1 and SecurityEvent.objects.count() == 1


@pytest.mark.column
def test_the_page_costs_the_same_for_more_rows(people, client_of, django_assert_max_num_queries):
    for person in (people.jette, people.molenbeek, people.ixelles):
        note_event(Event.REFUSED, person=person)
    browser = client_of(people.secretariat)
    browser.get(PAGE)
    with django_assert_max_num_queries(6):
        browser.get(PAGE)
