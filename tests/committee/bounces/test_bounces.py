"""A mail comes back: kept, recorded, shown, and no more is sent until somebody says that the address is right."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from committee.access.models import Space
from committee.bounces.actions import MOST_A_DAY, confirm_address, record_bounce
from committee.bounces.addresses import bounce_address
from committee.bounces.models import Bounce
from committee.inbox.actions.letters import queue_letter, retry_letter
from committee.inbox.mails.sending import send_letters
from committee.inbox.models import Letter
from committee.journal import clock
from committee.members.views import profile  # noqa: F401 - the page shows it
from committee.people.models import Person
from home.server.lmtp import TAKEN, receive_for_recipient
from home.site_state.queries import mail_facts
from tests.committee.bounces.test_reports import report
from tests.committee.records import Record, organisation_of, recording, unchanged

HARD, SOFT = report("Action: failed\r\nStatus: 5.1.1"), report("Action: failed\r\nStatus: 5.2.2")
WHO_SEES = {"ixelles", "ixelles_coordination", "secretariat", "administrator"}
OTHERS = {"molenbeek", "jette", "federation", "spp_is", "observer", "editor", "stranger"}


@pytest.fixture(autouse=True)
def receiving(settings):
    settings.MAIL_REPLY_DOMAIN = "reply.example.org"


def back(person: Person, raw: bytes = HARD) -> Bounce | None:
    return record_bounce(raw=raw, recipient=bounce_address(person, clock.today()))


def test_an_address_that_is_unknown_is_recorded_once(people):
    with recording() as records:
        first, again, other = back(people.ixelles), back(people.ixelles), back(people.ixelles, HARD + b"\r\n")
    own = Space.objects.own(organisation_of(people.ixelles))
    about = [("person", str(people.ixelles.pk))]
    assert records == [Record("address.stopped", people.ixelles, own, organisation_of(people.ixelles), about)]
    assert first == again != other
    assert (first.address, first.status, first.is_hard) == ("ixelles@example.org", "5.1.1", True)


def test_a_full_mailbox_is_kept_and_changes_nothing(people):
    with recording() as records:
        assert not back(people.ixelles, SOFT).is_hard
    assert records == [] and not Bounce.objects.stopping().exists()


@pytest.mark.parametrize(
    "raw", [b"Subject: absent\n\nJe suis absente.", report("Action: delivered\r\nStatus: 2.0.0"), b""]
)
def test_what_reports_no_failure_proves_nothing(people, raw):
    with unchanged():
        assert back(people.ixelles, raw) is None


def test_a_forged_or_an_old_address_proves_nothing(people):
    true = bounce_address(people.ixelles, clock.today())
    local, _at, domain = true.partition("@")
    for recipient in (f"b+{'a' * (len(local) - 2)}@{domain}", f"ixelles@{domain}", true.replace("b+", "r+")):
        with unchanged():
            assert record_bounce(raw=HARD, recipient=recipient) is None
    with time_machine.travel(timezone.now() + timedelta(days=40)), unchanged():
        assert record_bounce(raw=HARD, recipient=true) is None
    Person.objects.filter(pk=people.ixelles.pk).update(email="ixelles.neuve@example.org")
    with unchanged():
        assert record_bounce(raw=HARD, recipient=true) is None


def test_a_flood_is_kept_within_bounds(people):
    for number in range(MOST_A_DAY + 5):
        back(people.ixelles, SOFT + b"\n" * number)
    assert Bounce.objects.count() == MOST_A_DAY


def test_no_more_mail_until_it_is_confirmed_and_then_what_waited(people):
    back(people.ixelles)
    queue_letter(person=people.ixelles, kind=Letter.Kind.ANSWER)
    before = Letter.objects.get()
    send_letters()
    assert Letter.objects.get().attempts == before.attempts == 0 and mail.outbox == []
    assert [one.name for one in mail_facts().unreachable] == [people.ixelles.function]
    with recording() as records:
        assert confirm_address(by=people.ixelles_coordination, person=people.ixelles)
        assert not confirm_address(by=people.ixelles, person=people.ixelles)
    assert [one.verb for one in records] == ["address.confirmed"]
    send_letters()
    assert not Letter.objects.filter(attempts=0).exists()
    assert mail_facts().unreachable == ()


def test_another_address_gets_mail_at_once(people):
    back(people.ixelles)
    Person.objects.filter(pk=people.ixelles.pk).update(email="ixelles.neuve@example.org")
    assert not Bounce.objects.stopping().exists()


@pytest.mark.parametrize("name", sorted(WHO_SEES | OTHERS))
def test_who_sees_and_confirms_it(people, client_of, name):
    back(people.ixelles)
    by, page = getattr(people, name), f"/fr/people/{people.ixelles.pk}/"
    answer = client_of(by).get(page)
    assert ("5.1.1" in answer.content.decode()) == (name in WHO_SEES)
    if name in WHO_SEES:
        assert client_of(by).post(f"{page}address/").status_code == 302
        assert not Bounce.objects.standing().exists()
    else:
        with unchanged(), pytest.raises(PermissionDenied):
            confirm_address(by=by, person=people.ixelles)


def test_it_is_told_on_ones_account_page(people, client_of):
    back(people.ixelles)
    page = client_of(people.ixelles).get("/nl/account/").content.decode()
    assert "5.1.1" in page and f"/nl/people/{people.ixelles.pk}/address/" in page


def test_a_mail_leaves_under_its_own_address_and_shows_the_sender(people):
    from committee.inbox.mails.sending import under_envelope
    from committee.people.mails import write_reset

    sent = under_envelope(write_reset(people.ixelles, "1", "x"), people.ixelles)
    sent.send()
    [arrived] = mail.outbox
    assert arrived.from_email == bounce_address(people.ixelles, clock.today())
    assert "portail@example.org" in arrived.message()["From"]


def test_a_mail_server_brings_it(people):
    address = bounce_address(people.ixelles, clock.today())
    assert receive_for_recipient(HARD, address, "") == TAKEN
    assert Bounce.objects.stopping().count() == 1


def test_the_administrator_has_mail_that_did_not_leave_sent_again(people, client_of):
    letter = queue_letter(person=people.ixelles)
    Letter.objects.update(error="refused 550", given_up_at=clock.now(), next_at=None)
    browser = client_of(people.administrator)
    assert browser.get("/fr/mail/undelivered/").status_code == 200
    with recording() as records:
        retry_letter(by=people.administrator, letter=letter)
    assert [(one.verb, one.organisation) for one in records] == [("letter.retried", organisation_of(people.ixelles))]
    assert client_of(people.ixelles).get("/fr/mail/undelivered/").status_code == 403
    assert client_of(people.stranger).get("/fr/mail/undelivered/").status_code == 404
