"""Who is asked and written to: on Monday, once a week, and nobody who wants no mail."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from committee.inbox.actions.letters import queue_letter
from committee.inbox.mails.sending import send_letters
from committee.inbox.models import Duty, Letter
from committee.journal import clock
from committee.journal.models import Entry
from committee.people.models import Person
from issues.fieldwork.barometer.actions.answering import answer_pulse, ask_cpas, declare_over
from issues.fieldwork.barometer.actions.weekly_letters import send_pulses, stop_letters
from issues.fieldwork.barometer.links import Chosen, chosen_by, link_to
from tests.committee.records import organisation_of, unchanged
from tests.conftest import filed
from tests.issues.fieldwork.barometer.conftest import OVER

MONDAY = datetime(2025, 7, 7, 5, 30, tzinfo=UTC)
TO_IXELLES = {"ixelles@example.org", "ixelles_coordination@example.org"}


def recipients(mailoutbox) -> list[str]:
    return sorted(address for mail in mailoutbox for address in mail.to)


def duties(organisation) -> list[tuple[str, bool]]:
    """Each week asked of a CPAS, and whether it still awaits it."""
    rows = Duty.objects.filter(code="duty.pulse", organisation=organisation)
    return [(duty.key, duty.done_at is None) for duty in rows]


def test_on_monday_every_cpas_is_written_to_about_the_week_that_is_over(people, asked, mailoutbox):
    with clock.acting_at(MONDAY):
        assert send_pulses() == 3
    assert recipients(mailoutbox) == sorted(TO_IXELLES | {"jette@example.org"})
    assert duties(organisation_of(people.ixelles)) == [("2025-W27", True)]
    assert duties(organisation_of(people.molenbeek)) == []


@pytest.mark.parametrize(
    ("moment", "number"),
    [
        (datetime(2025, 7, 7, 4, 59, tzinfo=UTC), 0),
        (datetime(2025, 7, 7, 5, 0, tzinfo=UTC), 3),
        (datetime(2025, 7, 9, 20, 0, tzinfo=UTC), 3),
        (datetime(2025, 7, 10, 9, 0, tzinfo=UTC), 0),
    ],
)
def test_letters_leave_from_monday_seven_until_wednesday(people, asked, moment, number):
    with clock.acting_at(moment):
        assert send_pulses() == number


def test_nobody_is_written_to_twice(people, asked, mailoutbox):
    with clock.acting_at(MONDAY):
        send_pulses()
        with unchanged():
            assert send_pulses() == 0
            call_command("send_pulse", stdout=StringIO())
    assert len(mailoutbox) == 3


def test_who_wants_no_mail_gets_none_and_is_still_asked(people, asked, mailoutbox):
    Person.objects.filter(pk=people.jette.pk).update(mail_pace="never")
    with clock.acting_at(MONDAY):
        send_pulses()
    assert set(recipients(mailoutbox)) == TO_IXELLES
    assert duties(organisation_of(people.jette)) == [("2025-W27", True)]


def test_what_was_declared_this_week_is_not_asked_yet(people, spaces, mailoutbox):
    with clock.acting_at(MONDAY - timedelta(hours=2)):
        filed(people.ixelles, spaces.common)
    with clock.acting_at(MONDAY):
        assert send_pulses() == 0
    assert mailoutbox == []


def test_a_letter_speaks_the_language_of_its_reader_and_links_to_each_answer(people, asked, mailoutbox):
    Person.objects.filter(pk=people.jette.pk).update(language="nl")
    with clock.acting_at(MONDAY):
        send_pulses()
    mail = next(mail for mail in mailoutbox if mail.to == ["jette@example.org"])
    html = mail.alternatives[0][0]
    assert asked.problem.reference in mail.body
    assert mail.body.count("/nl/pulse/2025-W27/?chosen=") == html.count("/nl/pulse/2025-W27/?chosen=") == 2
    assert '<html lang="nl">' in html
    assert "/nl/account/" in mail.body
    assert "30 juni 2025 – 6 juli 2025" in mail.body


def test_a_letter_names_no_problem_of_another_cpas(people, asked, spaces, mailoutbox):
    with clock.acting_at(MONDAY - timedelta(days=4)):
        other = filed(people.molenbeek, spaces.common, title="Autre chose")
    with clock.acting_at(MONDAY):
        send_pulses()
    mail = next(mail for mail in mailoutbox if mail.to == ["jette@example.org"])
    assert other.reference not in mail.body


def test_nothing_is_written_where_all_was_answered_meanwhile(people, asked, mailoutbox):
    answer_pulse(by=people.ixelles, declaration=asked, week=OVER, still=True, cases=1)
    queue_letter(person=people.ixelles, kind="pulse")
    assert send_letters() == 0
    assert (mailoutbox, Letter.objects.exists()) == ([], False)


def test_the_secretariat_asks_in_the_space_of_the_cpas(people, asked):
    entry = ask_cpas(organisation=organisation_of(people.jette))
    assert (entry.verb, entry.actor, entry.space.organisation) == (
        "pulse.asked",
        people.secretariat,
        organisation_of(people.jette),
    )
    assert not Entry.objects.filter(verb="pulse.asked").visible_to(people.ixelles).exists()
    assert ask_cpas(organisation=organisation_of(people.jette)) is None


def test_the_duty_is_done_once_all_is_answered(people, asked, spaces):
    with clock.acting_at(MONDAY - timedelta(days=4)):
        second = filed(people.ixelles, spaces.common, title="Deuxième")
    place = organisation_of(people.ixelles)
    ask_cpas(organisation=place)
    answer_pulse(by=people.ixelles, declaration=asked, week=OVER, still=True, cases=1)
    assert duties(place) == [("2025-W27", True)]
    answer_pulse(by=people.ixelles, declaration=second.declarations.get(), week=OVER, still=False)
    assert duties(place) == [("2025-W27", False)]


def test_the_duty_is_done_where_what_is_left_is_declared_over(people, asked):
    place = organisation_of(people.ixelles)
    ask_cpas(organisation=place)
    declare_over(by=people.ixelles, declaration=asked)
    assert duties(place) == [("2025-W27", False)]


def test_a_new_week_takes_the_place_of_the_one_before(people, asked):
    place = organisation_of(people.ixelles)
    ask_cpas(organisation=place)
    with clock.acting_at(MONDAY + timedelta(weeks=1)):
        ask_cpas(organisation=place)
    assert duties(place) == [("2025-W27", False), ("2025-W28", True)]


def test_a_link_is_for_one_person_one_week_and_three_weeks_from_its_letter(people, asked):
    chosen = Chosen(asked.pk, True)
    token = link_to(people.ixelles.pk, OVER, chosen).partition("chosen=")[2]
    assert chosen_by(people.ixelles.pk, OVER, token) == chosen
    assert chosen_by(people.jette.pk, OVER, token) is None
    assert chosen_by(people.ixelles.pk, OVER - timedelta(weeks=1), token) is None
    assert chosen_by(people.ixelles.pk, OVER, token[:-2] + "xx") is None
    with clock.acting_at(MONDAY + timedelta(weeks=2)):
        assert chosen_by(people.ixelles.pk, OVER, token) == chosen
    with clock.acting_at(MONDAY + timedelta(weeks=3)):
        assert chosen_by(people.ixelles.pk, OVER, token) is None


def test_one_click_in_a_letter_stops_the_weekly_letters_alone_and_the_page_brings_them_back(
    people, asked, mailoutbox, client, client_of
):
    with clock.acting_at(MONDAY):
        send_pulses()
    mail = next(mail for mail in mailoutbox if mail.to == ["jette@example.org"])
    address = mail.extra_headers["List-Unsubscribe"].strip("<>").removeprefix("http://127.0.0.1:8000")
    with unchanged():
        assert client.get(address).status_code == 200
    assert client.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert client.post(address).status_code == 200
    assert Person.objects.get(pk=people.jette.pk).mail_pace != "never"
    mailoutbox.clear()
    with clock.acting_at(MONDAY + timedelta(weeks=1)):
        send_pulses()
    assert set(recipients(mailoutbox)) == TO_IXELLES
    assert client_of(people.jette).post("/fr/pulse/letters/").status_code == 302
    with clock.acting_at(MONDAY + timedelta(weeks=2)):
        send_pulses()
    assert "jette@example.org" in recipients(mailoutbox)


def test_a_letter_that_waits_is_not_sent_to_who_stopped_them(people, asked, mailoutbox):
    stop_letters(by=people.ixelles)
    queue_letter(person=people.ixelles, kind="pulse")
    assert send_letters() == 0
    assert mailoutbox == []
