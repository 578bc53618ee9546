"""One click in a mail stops mails like it, signed in or not; a look changes nothing."""

import re

import pytest
from django.core import mail
from django.test import Client

from committee.inbox.mails.fan_out import deliver_entry
from committee.inbox.models import Notice
from committee.inbox.stop_links import stop_address, stop_token
from committee.journal.models import Entry
from committee.people.models import Person
from committee.seats.actions import end_membership
from issues.conversation.threads.actions.posts import add_post, choose_following
from issues.conversation.threads.models import Follow
from tests.committee.records import unchanged
from tests.markup import on_one_line

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def passer_by():
    """A mail program: no session, no token against forgery."""
    return Client(enforce_csrf_checks=True)


def path_of(person, *thing) -> str:
    return stop_address(stop_token(person, *thing)).removeprefix("http://127.0.0.1:8000")


def say(problem, by, space, text="Une phrase."):
    post = add_post(by=by, thread_id=problem.thread_id, space=space, text=text)
    deliver_entry(Entry.objects.get(verb="post.added", subjects__kind="post", subjects__key=str(post.pk)))


@pytest.fixture
def mailed(people, problem, spaces):
    """Jette follows the problem, reads Dutch, and was mailed about one message. Returns the mail."""
    choose_following(by=people.jette, thread=problem.thread, level="all")
    Person.objects.filter(pk=people.jette.pk).update(mail_pace="at_once", language="nl")
    say(problem, people.molenbeek, spaces.common)
    (message,) = [message for message in mail.outbox if message.to == ["jette@example.org"]]
    return message


def test_the_address_in_the_mail_stops_that_discussion(people, problem, spaces, mailed, passer_by):
    address = re.search(r"<http://127\.0\.0\.1:8000(/mail/stop/[^>]+)>", mailed.extra_headers["List-Unsubscribe"])[1]
    assert address in mailed.body
    response = passer_by.post(address, ONE_CLICK)
    assert response.status_code == 200
    follow = Follow.objects.get(person=people.jette, thread=problem.thread)
    assert (follow.level, follow.pace) == ("mentions", "never")
    mail.outbox.clear()
    say(problem, people.molenbeek, spaces.common, "Encore.")
    assert mail.outbox == []
    assert Person.objects.get(pk=people.jette.pk).mail_pace == "at_once"


def test_after_it_a_call_by_name_reaches_the_inbox_and_is_not_mailed(people, problem, spaces, mailed, passer_by):
    page = passer_by.post(path_of(people.jette, "thread", str(problem.thread_id)), ONE_CLICK)
    assert "inbox" in on_one_line(page.content.decode()) and "e-mails" in page.content.decode()
    mail.outbox.clear()
    known = Notice.objects.filter(person=people.jette).count()
    say(problem, people.molenbeek, spaces.common, "Encore.")
    assert Notice.objects.filter(person=people.jette).count() == known
    say(problem, people.molenbeek, spaces.common, "@Function of jette (CPAS de Jette), votre avis ?")
    notice = Notice.objects.filter(person=people.jette).first()
    assert (notice.reason, notice.mail_due_at) == ("called", None)
    assert mail.outbox == []


def test_what_waits_of_that_discussion_is_mailed_no_more(people, problem, spaces, passer_by):
    choose_following(by=people.jette, thread=problem.thread, level="all")
    Person.objects.filter(pk=people.jette.pk).update(mail_pace="weekly")
    say(problem, people.molenbeek, spaces.common)
    assert Notice.objects.filter(person=people.jette, mail_due_at__isnull=False).exists()
    passer_by.post(path_of(people.jette, "thread", str(problem.thread_id)), ONE_CLICK)
    assert not Notice.objects.filter(person=people.jette, mail_due_at__isnull=False).exists()
    assert Person.objects.get(pk=people.jette.pk).unread_notices == 1


def test_who_wanted_nothing_at_all_still_hears_nothing(people, problem, passer_by):
    choose_following(by=people.jette, thread=problem.thread, level="none")
    passer_by.post(path_of(people.jette, "thread", str(problem.thread_id)), ONE_CLICK)
    assert Follow.objects.get(person=people.jette).level == "none"


def test_looking_stops_nothing_and_says_what_would_stop(people, problem, mailed, passer_by):
    with unchanged():
        response = passer_by.get(path_of(people.jette, "thread", str(problem.thread_id)))
    page = on_one_line(response.content.decode())
    assert problem.title in page
    assert '<html lang="nl">' in page
    assert response["Content-Language"] == "nl"
    assert "noindex" in response["X-Robots-Tag"]
    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]
    assert '<form method="post">' in page
    assert re.search(r"/mail/stop/[^\"]+/", page)[0] != path_of(people.jette, "thread", str(problem.thread_id))


def test_all_mail_stops_also_what_waits(people, problem, spaces, passer_by):
    choose_following(by=people.jette, thread=problem.thread, level="all")
    Person.objects.filter(pk=people.jette.pk).update(mail_pace="weekly")
    say(problem, people.molenbeek, spaces.common)
    assert passer_by.post(path_of(people.jette), ONE_CLICK).status_code == 200
    assert Person.objects.get(pk=people.jette.pk).mail_pace == "never"
    assert not Notice.objects.filter(person=people.jette, mail_due_at__isnull=False).exists()
    assert Person.objects.get(pk=people.jette.pk).unread_notices == 1


def test_twice_is_once(people, passer_by):
    for _ in range(2):
        assert passer_by.post(path_of(people.jette), ONE_CLICK).status_code == 200
    assert Person.objects.get(pk=people.jette.pk).mail_pace == "never"


def test_a_closed_account_is_left_as_it_is(people, problem, passer_by):
    Person.objects.filter(pk=people.jette.pk).update(is_active=False)
    with unchanged():
        for path in (path_of(people.jette), path_of(people.jette, "thread", str(problem.thread_id))):
            assert passer_by.post(path, ONE_CLICK).status_code == 200


def test_who_lost_the_right_stops_a_discussion_and_is_not_told_its_title(people, problem, mailed, passer_by):
    end_membership(by=people.administrator, membership=people.jette.memberships.get())
    path = path_of(people.jette, "thread", str(problem.thread_id))
    assert problem.title not in passer_by.get(path).content.decode()
    assert problem.title not in passer_by.post(path, ONE_CLICK).content.decode()
    assert Follow.objects.get(person=people.jette).level == "none"


@pytest.mark.parametrize("change", [lambda t: t[:-3] + "abc", lambda t: "x", lambda t: t.partition(":")[2]])
def test_a_token_that_was_altered_is_no_page(people, passer_by, change):
    path = f"/mail/stop/{change(stop_token(people.jette))}/"
    with unchanged():
        assert passer_by.post(path, ONE_CLICK).status_code == 404
        assert passer_by.get(path).status_code == 404


def test_a_token_of_something_gone_does_no_harm(people, passer_by):
    path = path_of(people.jette, "thread", "999999")
    assert passer_by.get(path).status_code == 200
    assert passer_by.post(path, ONE_CLICK).status_code == 200
