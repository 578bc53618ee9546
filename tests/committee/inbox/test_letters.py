"""Letters: what is due is gathered once, claimed by one process, tried again, and never sent to who may not read it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from committee.inbox.actions.letters import claim_letter, collect_letters, queue_letter, retry_letter
from committee.inbox.actions.notices import notify, read_notices, reschedule_mail
from committee.inbox.mails import sending
from committee.inbox.mails.sending import send_letters
from committee.inbox.models import Letter, Notice
from committee.inbox.states import CLAIMED, LOST, WAITS
from committee.journal import clock
from committee.journal.actions import record
from committee.journal.models import Entry
from committee.people.actions import choose_preferences
from committee.people.models import Person
from committee.seats.actions import end_membership
from issues.conversation.threads.actions.posts import choose_following
from tests.committee.records import heard, unchanged

pytestmark = pytest.mark.column

NOON = datetime(2025, 6, 4, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def at_noon():
    with clock.acting_at(NOON):
        yield


def test_who_wants_it_at_once_is_mailed_at_once(people, hear, say, mail_to):
    jette = hear(people.jette)
    say("Une phrase.")
    assert len(mail_to(jette)) == 1
    letter = Letter.objects.get(person=jette)
    assert (letter.sent_at, letter.next_at, letter.attempts, letter.error) == (NOON, None, 1, "")
    assert send_letters() == 0


def test_a_digest_is_one_mail_of_all_that_is_due(people, hear, say, mail_to):
    jette = hear(people.jette, "daily")
    for text in ("Première phrase.", "Deuxième phrase.", "Troisième phrase."):
        say(text)
    assert send_letters() == 0
    with clock.acting_at(NOON + timedelta(days=1)):
        assert send_letters() == 1
        assert send_letters() == 0
    (message,) = mail_to(jette)
    places = [message.body.index(text) for text in ("Première", "Deuxième", "Troisième")]
    assert places == sorted(places)
    assert all(message.body.count(text) == 1 for text in ("Troisième", "Deuxième", "Première"))
    assert message.extra_headers["Precedence"] == "bulk"


def test_a_notice_is_mailed_once_also_where_the_next_day_brings_more(people, hear, say, mail_to):
    jette = hear(people.jette, "daily")
    say("Premier jour.")
    with clock.acting_at(NOON + timedelta(days=1)):
        send_letters()
        say("Second jour.")
    with clock.acting_at(NOON + timedelta(days=2)):
        send_letters()
    first, second = mail_to(jette)
    assert "Premier jour." in first.body and "Premier jour." not in second.body and "Second jour." in second.body


@pytest.mark.parametrize(("pace", "after"), [("never", 0), ("at_once", 1)])
def test_the_pace_of_a_thread_goes_before_that_of_everything(people, problem, hear, say, mail_to, pace, after):
    jette = hear(people.jette, "at_once" if pace == "never" else "never")
    choose_following(by=jette, thread=problem.thread, level="all", pace=pace)
    say("Une phrase.")
    assert len(mail_to(jette)) == after
    assert Notice.objects.filter(person=jette).exists()


def test_some_verbs_are_told_and_never_mailed(people, problem, spaces, hear):
    jette = hear(people.jette)
    with transaction.atomic():
        entry = record(by=people.ixelles, verb="post.reacted", about=problem.about, space=spaces.common)
    notify(entry=entry, hearing=heard([jette]))
    assert Notice.objects.get(person=jette).mail_due_at is None


def test_choosing_otherwise_moves_what_waits(people, hear, say, mail_to):
    jette = hear(people.jette, "weekly")
    say("Une phrase.")
    choose_preferences(by=jette, mail_pace="at_once")
    reschedule_mail(by=jette)
    assert send_letters() == 1
    say("Une autre.")
    choose_preferences(by=jette, mail_pace="never")
    with clock.acting_at(NOON + timedelta(days=30)):
        assert send_letters() == 0
    assert len(mail_to(jette)) == 2


def test_what_was_read_on_a_page_is_not_mailed(people, hear, say, mail_to):
    jette = hear(people.jette, "daily")
    say("Une phrase.")
    read_notices(by=jette)
    with clock.acting_at(NOON + timedelta(days=1)):
        assert send_letters() == 0
    assert mail_to(jette) == []


def test_what_waits_and_may_be_read_no_more_is_dropped_for_good(people, hear, say, mail_to):
    jette = hear(people.jette, "daily")
    say("Une phrase.")
    end_membership(by=people.administrator, membership=people.jette.memberships.get())
    with clock.acting_at(NOON + timedelta(days=1)):
        assert send_letters() == 0
    assert (mail_to(jette), Letter.objects.count()) == ([], 0)
    assert not Notice.objects.filter(person=jette, mail_due_at__isnull=False).exists()


def test_a_right_withdrawn_between_letter_and_sending_sends_nothing(people, hear, say, mail_to):
    jette = hear(people.jette, "daily")
    say("Une phrase.")
    with clock.acting_at(NOON + timedelta(days=1)):
        assert collect_letters() == 1
        end_membership(by=people.administrator, membership=people.jette.memberships.get())
        assert send_letters() == 0
    assert (mail_to(jette), Letter.objects.count()) == ([], 0)


def test_a_message_withdrawn_before_the_digest_leaves_is_not_in_it(people, problem, hear, say, mail_to):
    from issues.conversation.threads.actions.posts import withdraw_post

    jette = hear(people.jette, "daily")
    entry = say("Une phrase à taire.")
    say("Une phrase qui reste.")
    withdraw_post(by=people.molenbeek, post=entry.post)
    with clock.acting_at(NOON + timedelta(days=1)):
        send_letters()
    (message,) = mail_to(jette)
    assert "à taire" not in message.body + message.alternatives[0][0]
    assert "qui reste" in message.body


def test_an_account_that_was_closed_is_not_mailed(people, hear, say, mail_to):
    jette = hear(people.jette, "daily")
    say("Une phrase.")
    Person.objects.filter(pk=jette.pk).update(is_active=False)
    with clock.acting_at(NOON + timedelta(days=1)):
        assert send_letters() == 0
    assert mail_to(jette) == []


def test_two_processes_gather_a_notice_into_one_letter(people, hear, say):
    jette = hear(people.jette, "daily")
    say("Une phrase.")
    with clock.acting_at(NOON + timedelta(days=1)):
        assert (collect_letters(), collect_letters()) == (1, 0)
    assert Notice.objects.get(person=jette).letter == Letter.objects.get()


def test_one_process_claims_a_letter(people):
    queue_letter(person=people.jette)
    mine, theirs = Letter.objects.get(), Letter.objects.get()
    assert (claim_letter(mine), claim_letter(theirs)) == (True, False)
    assert Letter.objects.get().attempts == 1


def test_a_letter_whose_process_died_is_sent_once_more_and_then_given_up(people, hear, say, mail_to, monkeypatch):
    jette = hear(people.jette, "daily")
    say("Une phrase.")

    def dies(letter):
        raise SystemExit

    moment = NOON + timedelta(days=1)
    with monkeypatch.context() as broken:
        broken.setattr(sending, "letter_left", dies)
        for wait in (timedelta(0), WAITS[0]):
            moment += wait
            with clock.acting_at(moment), pytest.raises(SystemExit):
                send_letters()
    assert len(mail_to(jette)) == 2
    assert len({message.extra_headers["Message-ID"] for message in mail_to(jette)}) == 1
    with clock.acting_at(moment + timedelta(days=9)):
        assert send_letters() == 0
    letter = Letter.objects.get()
    assert (letter.error, letter.next_at, letter.given_up_at is not None) == (LOST, None, True)
    assert len(mail_to(jette)) == 2


def test_a_letter_that_cannot_be_written_is_tried_again_and_the_others_leave(
    people, hear, say, mail_to, monkeypatch, caplog
):
    first, second = sorted((hear(people.jette, "daily"), hear(people.federation, "daily")), key=lambda one: one.pk)
    say("Une phrase.")
    real = sending.write_letter

    def fails(letter):
        if letter.person_id == first.pk:
            raise ZeroDivisionError
        return real(letter)

    monkeypatch.setattr(sending, "write_letter", fails)
    with clock.acting_at(NOON + timedelta(days=1)):
        assert send_letters() == 1
        assert Letter.objects.get(person=first).next_at == clock.now() + WAITS[0]
    assert (len(mail_to(first)), len(mail_to(second))) == (0, 1)
    assert "could not be written" in caplog.text


def test_a_claim_that_is_under_way_is_not_shown_as_failed(people):
    letter = queue_letter(person=people.jette)
    claim_letter(letter)
    assert letter.error == CLAIMED
    assert not Letter.objects.undelivered().exists()


@pytest.mark.parametrize("name", ["ixelles", "federation", "spp_is", "observer", "editor", "stranger"])
def test_only_the_secretariat_and_the_administrator_try_again(people, name):
    letter = queue_letter(person=people.jette)
    Letter.objects.update(error="refused 550", given_up_at=NOON, next_at=None)
    with unchanged(), pytest.raises(PermissionDenied):
        retry_letter(by=getattr(people, name), letter=letter)


def test_trying_again_is_recorded_once(people):
    letter = queue_letter(person=people.jette)
    Letter.objects.update(error="refused 550", given_up_at=NOON, next_at=None, attempts=7)
    retry_letter(by=people.secretariat, letter=letter)
    retry_letter(by=people.secretariat, letter=letter)
    letter.refresh_from_db()
    assert (letter.attempts, letter.next_at, letter.given_up_at, letter.error) == (0, NOON, None, "")
    entry = Entry.objects.get(verb="letter.retried")
    assert entry.space.organisation == entry.organisation == people.secretariat.memberships.get().organisation
