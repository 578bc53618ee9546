"""From an entry to inboxes and mail: to whom it concerns, once each, even after a process died."""

import pytest
from django.core import mail
from django.utils.translation import gettext, override

from committee.inbox.actions.notices import notify, read_notices
from committee.inbox.mails.fan_out import deliver_entry, deliver_pending
from committee.inbox.mails.sending import send_letters
from committee.inbox.models import Notice
from committee.journal.models import Entry
from committee.people.models import MailPace
from committee.seats.actions import begin_membership, end_membership
from issues.conversation.threads.actions.posts import add_post, choose_following
from tests.committee.records import heard, organisation_of
from tests.conftest import filed
from tests.subjects import changed_kind

pytestmark = pytest.mark.column

MOLENBEEK, SECRETARIAT = "molenbeek@example.org", "secretariat@example.org"


def told_of(entry) -> set[str]:
    return {notice.person.email.split("@")[0] for notice in Notice.objects.filter(entry=entry)}


def say(person, problem, text, space):
    return add_post(
        by=person,
        thread_id=problem.thread_id,
        space=space,
        text=text,
    )


def addresses() -> list[str]:
    return sorted(message.to[0] for message in mail.outbox)


@pytest.fixture
def entry(problem):
    """That a problem was filed in the common lane: it lays a duty on the secretariat."""
    return Entry.objects.get(verb="problem.filed")


def test_a_new_problem_is_told_to_the_benches_of_its_lane(entry):
    deliver_entry(entry)
    assert told_of(entry) == {"federation", "secretariat", "editor", "spp_is"}
    entry.refresh_from_db()
    assert entry.delivered


@pytest.mark.parametrize(
    ("lane", "by", "told"),
    [
        ("federations", "ixelles", {"federation", "secretariat", "editor"}),
        ("administration", "spp_is", set()),
        ("common", "spp_is", {"federation", "secretariat", "editor"}),
    ],
)
def test_a_new_problem_of_another_lane_is_told_to_its_bench(people, spaces, lane, by, told):
    filed(getattr(people, by), getattr(spaces, lane))
    entry = Entry.objects.get(verb="problem.filed")
    deliver_entry(entry)
    assert told_of(entry) == told


def test_delivering_again_tells_nobody_twice(people, entry):
    assert {person.email for person in deliver_entry(entry)} == {
        "federation@example.org",
        SECRETARIAT,
        "editor@example.org",
        "spp_is@example.org",
    }
    sent = len(mail.outbox)
    assert deliver_entry(entry) == []
    assert len(mail.outbox) == sent
    people.secretariat.refresh_from_db()
    assert people.secretariat.unread_notices == 1


def test_what_a_stopped_process_left_is_delivered_exactly_once(people, problem):
    waiting = Entry.objects.undelivered().count()
    assert waiting > 1
    assert deliver_pending() == waiting
    first = list(Notice.objects.order_by("pk").values_list("person", "entry"))
    sent = addresses()
    assert deliver_pending() == 0
    assert list(Notice.objects.order_by("pk").values_list("person", "entry")) == first
    assert addresses() == sent == [SECRETARIAT]


def test_a_process_that_died_between_notice_and_mark_tells_nobody_twice(people, entry):
    notify(entry=entry, hearing=heard([people.federation]))
    deliver_pending()
    assert told_of(entry) == {"federation", "secretariat", "editor", "spp_is"}
    assert Notice.objects.filter(person=people.federation, entry=entry).count() == 1


def test_a_delivery_that_fails_leaves_nothing_and_is_tried_again(entry, monkeypatch, caplog):
    def fails(_entry):
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        changed_kind(broken, "problem", recipients=fails)
        assert deliver_entry(entry) == []
    assert f"entry {entry.pk} was not delivered" in caplog.text
    assert told_of(entry) == set()
    assert Entry.objects.undelivered().filter(pk=entry.pk).exists()
    deliver_pending()
    assert told_of(entry) == {"federation", "secretariat", "editor", "spp_is"}


def test_the_rest_is_delivered_around_an_entry_that_fails(people, problem, spaces, monkeypatch):
    def fails(_entry):
        raise ZeroDivisionError

    say(people.molenbeek, problem, "Chez nous aussi.", spaces.common)
    post = Entry.objects.get(verb="post.added")
    changed_kind(monkeypatch, "problem", recipients=fails)
    deliver_pending()
    assert told_of(post) == {"ixelles"}


POSTS = {"common": {"ixelles", "federation", "spp_is"}, "federations": {"ixelles", "federation"}}


@pytest.mark.parametrize("lane", POSTS)
def test_followers_hear_of_posts_in_lanes_that_they_read(people, problem, spaces, lane):
    for person in (people.federation, people.spp_is, people.observer):
        choose_following(by=person, thread=problem.thread, level="none" if person == people.observer else "all")
    say(people.molenbeek, problem, "Une phrase.", getattr(spaces, lane))
    entry = Entry.objects.get(verb="post.added")
    deliver_entry(entry)
    assert told_of(entry) == POSTS[lane]


def test_who_follows_and_lost_the_lane_hears_nothing(people, problem, spaces):
    choose_following(by=people.jette, thread=problem.thread, level="all")
    end_membership(by=people.administrator, membership=people.jette.memberships.get())
    say(people.molenbeek, problem, "Une phrase.", spaces.common)
    entry = Entry.objects.get(verb="post.added")
    deliver_entry(entry)
    assert told_of(entry) == {"ixelles"}


def test_an_account_closed_hears_nothing(people, problem, spaces):
    people.ixelles.is_active = False
    people.ixelles.save()
    say(people.molenbeek, problem, "Une phrase.", spaces.common)
    entry = Entry.objects.get(verb="post.added")
    assert deliver_entry(entry) == []


def test_a_change_of_place_concerns_no_inbox(people):
    entry = Entry.objects.filter(verb="membership.began").first()
    assert deliver_entry(entry) == []
    entry.refresh_from_db()
    assert entry.delivered


def test_by_default_only_what_awaits_oneself_is_mailed(people, entry):
    assert people.federation.mail_pace == MailPace.DUTIES
    deliver_entry(entry)
    assert addresses() == [SECRETARIAT]


@pytest.mark.parametrize(("pace", "mails"), [("at_once", 1), ("daily", 0), ("weekly", 0), ("duties", 0), ("never", 0)])
def test_news_is_mailed_to_who_wants_it(people, problem, spaces, pace, mails):
    people.ixelles.mail_pace = pace
    people.ixelles.save()
    say(people.molenbeek, problem, "Une phrase.", spaces.common)
    deliver_entry(Entry.objects.get(verb="post.added"))
    assert len(mail.outbox) == mails


@pytest.mark.parametrize(("pace", "mails"), [("at_once", 1), ("duties", 1), ("never", 0)])
def test_duties_are_mailed_unless_never(people, entry, pace, mails):
    people.secretariat.mail_pace = pace
    people.secretariat.save()
    deliver_entry(entry)
    assert len(mail.outbox) == mails


def test_who_left_the_organisation_is_not_mailed_its_duties(people, entry):
    end_membership(by=people.administrator, membership=people.secretariat.memberships.get())
    place = organisation_of(people.spp_is)
    begin_membership(by=people.administrator, person=people.secretariat, organisation=place, role="member")
    deliver_entry(entry)
    assert "secretariat" in told_of(entry)
    assert mail.outbox == []


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_a_mail_speaks_the_persons_language_whatever_the_actors(people, problem, entry, language):
    people.secretariat.language = language
    people.secretariat.save()
    with override("nl" if language == "fr" else "fr"):
        deliver_entry(entry)
    message = mail.outbox[0]
    with override(language):
        asked = gettext("Qualify the problem “%(title)s”") % {"title": problem.title}
        sentence = gettext("filed the problem “%(title)s”") % {"title": problem.title}
        awaits = gettext("something awaits you")
        subject = gettext("%(reference)s: %(news)s") % {"reference": problem.reference, "news": awaits}
    place = {"fr": "CPAS d’Ixelles", "nl": "OCMW van Elsene"}[language]
    assert message.subject.endswith(f"] {subject}")
    assert message.to == [SECRETARIAT]
    assert f"Function of ixelles, {place} · " in message.body
    assert sentence in message.body
    assert asked in message.body
    assert f"http://127.0.0.1:8000/{language}/problems/{problem.reference}/)\n" in message.body
    assert f"http://127.0.0.1:8000/{language}/account/" in message.body
    assert f'<html lang="{language}">' in message.alternatives[0][0]


def test_a_mail_has_no_markup_and_no_volume(people, spaces):
    filed(people.ixelles, spaces.common, title="<script>alert(1)</script> d'avis", impact={"cases": 4321})
    deliver_entry(Entry.objects.get(verb="problem.filed"))
    text, html = mail.outbox[0].body, mail.outbox[0].alternatives[0][0]
    assert "<script>alert(1)</script> d'avis" in text
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; d&#x27;avis" in html
    assert "4321" not in text + html


def test_a_subject_holds_no_word_of_a_title(people, spaces):
    problem = filed(people.ixelles, spaces.common, title="Un titre\nBcc: quelqu'un\r\nsur trois lignes")
    deliver_entry(Entry.objects.get(verb="problem.filed"))
    assert "\n" not in mail.outbox[0].subject
    assert problem.reference in mail.outbox[0].subject
    assert not {"titre", "Bcc", "lignes"} & set(mail.outbox[0].subject.split())


def test_what_was_read_or_closed_meanwhile_is_not_mailed(people, entry):
    for person in (people.federation, people.spp_is):
        person.mail_pace = MailPace.AT_ONCE
        person.save()
    notify(entry=entry, hearing=heard([people.federation, people.spp_is]))
    read_notices(by=people.federation)
    end_membership(by=people.administrator, membership=people.spp_is.memberships.get())
    assert send_letters() == 0
    assert mail.outbox == []


def test_committing_delivers_by_itself(people, spaces, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        filed(people.ixelles, spaces.common)
    entry = Entry.objects.get(verb="problem.filed")
    assert entry.delivered
    assert told_of(entry) == {"federation", "secretariat", "editor", "spp_is"}
    assert addresses() == [SECRETARIAT]
