"""What a person chooses for themself, and what is refused."""

import re
from datetime import time

import pytest

from committee.inbox.actions.notices import notify
from committee.inbox.models import Notice
from committee.inbox.private_addresses import private_token
from committee.journal.models import Entry
from committee.people.models import Person
from tests.committee.records import heard, unchanged

URL = "/fr/account/"
CHOICES = {"language": "nl", "mail_pace": "daily", "follows_by_taking_part": "mentions"}


def kept(person, *names) -> tuple:
    person = Person.objects.get(pk=person.pk)
    return tuple(getattr(person, name) for name in names)


def test_everything_that_is_chosen_is_kept(people, client_of):
    sent = CHOICES | {"quiet_from": "18:00", "quiet_until": "07:00", "working_days_only": "on", "shows_presence": "on"}
    assert client_of(people.jette).post(URL, sent).status_code == 302
    assert kept(people.jette, "language", "mail_pace", "quiet_from", "quiet_until", "working_days_only") == (
        "nl", "daily", time(18), time(7), True,
    )  # fmt: skip
    assert kept(people.jette, "follows_by_taking_part", "shows_presence") == ("mentions", True)


def test_what_is_not_ticked_is_off(people, client_of):
    client_of(people.jette).post(URL, CHOICES)
    assert kept(people.jette, "quiet_from", "working_days_only", "shows_presence") == (None, False, False)


def test_the_page_shows_what_is_chosen(people, client_of):
    Person.objects.filter(pk=people.jette.pk).update(quiet_from="18:30", quiet_until="06:45", mail_pace="weekly")
    page = client_of(people.jette).get(URL).content.decode()
    assert 'value="18:30"' in page and 'value="06:45"' in page and 'type="time"' in page
    assert 'value="weekly" id="id_mail_pace_2" checked' in re.sub(r" required| aria-invalid=\"false\"", "", page)


@pytest.mark.parametrize(
    "wrong",
    [
        {"quiet_from": "18:00"}, {"quiet_until": "18:00"}, {"quiet_from": "18:00", "quiet_until": "18:00"},
        {"quiet_from": "25:00", "quiet_until": "07:00"}, {"mail_pace": "hourly"}, {"language": "xx"},
        {"follows_by_taking_part": "some"}, {"mail_pace": ""},
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_and_nothing_changes(people, client_of, wrong):
    browser = client_of(people.jette)
    with unchanged():
        response = browser.post(URL, CHOICES | wrong)
    assert response.status_code == 200
    assert "error" in response.content.decode()


def test_a_choice_moves_what_waits_to_be_mailed(people, problem, client_of):
    Person.objects.filter(pk=people.jette.pk).update(mail_pace="weekly")
    jette = Person.objects.get(pk=people.jette.pk)
    notify(entry=Entry.objects.get(verb="problem.filed"), hearing=heard([jette]))
    assert Notice.objects.get(person=jette).mail_due_at is not None
    client_of(jette).post(URL, CHOICES | {"mail_pace": "never"})
    assert Notice.objects.get(person=jette).mail_due_at is None


def test_new_private_addresses(people, client_of):
    browser = client_of(people.jette)
    old = private_token(people.jette)
    assert old in browser.get(URL).content.decode()
    assert browser.get("/fr/account/addresses/").status_code == 405
    assert browser.post("/fr/account/addresses/").status_code == 302
    page = browser.get(URL).content.decode()
    assert old not in page
    assert private_token(Person.objects.get(pk=people.jette.pk)) in page


def test_an_account_without_a_place_has_choices_and_no_addresses(people, client, client_of):
    page = client_of(people.stranger).get(URL).content.decode()
    assert "mail_pace" in page and "/private/" not in page
    assert client_of(people.stranger).post("/fr/account/addresses/").status_code == 404
    assert client.post("/fr/account/addresses/").status_code == 302


def test_the_page_has_a_budget(people, client_of, django_assert_max_num_queries):
    browser = client_of(people.secretariat)
    browser.get(URL)
    with django_assert_max_num_queries(4):
        browser.get(URL)
