"""Somebody who writes in a lane, somebody who hears of it, and what then lies in the mailbox."""

import pytest
from django.core import mail

from committee.inbox.mails.fan_out import deliver_entry
from committee.journal.models import Entry
from committee.people.models import Person
from issues.conversation.threads.actions.posts import add_post, choose_following


@pytest.fixture
def hear(people, problem):
    """Have somebody follow the problem and be mailed at a pace."""

    def follows(person, pace="at_once", **choices):
        choose_following(by=person, thread=problem.thread, level="all")
        Person.objects.filter(pk=person.pk).update(mail_pace=pace, **choices)
        return Person.objects.get(pk=person.pk)

    return follows


@pytest.fixture
def say(people, problem, spaces):
    """Have somebody write about the problem, and tell everyone concerned. Returns the entry."""

    def said(text, *, by=None, space=None, told=True, **facts):
        post = add_post(
            by=by or people.molenbeek, thread_id=problem.thread_id, space=space or spaces.common, text=text, **facts
        )
        entry = Entry.objects.get(verb="post.added", subjects__kind="post", subjects__key=str(post.pk))
        if told:
            deliver_entry(entry)
        entry.post = post
        return entry

    return said


@pytest.fixture
def mail_to():
    """The mails that somebody got."""
    return lambda person: [message for message in mail.outbox if message.to == [person.email]]
