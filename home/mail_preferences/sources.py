"""What the inbox and its mails ask of discussions: the pace chosen, how to hear less."""

from __future__ import annotations

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from committee.inbox.extension_points import Change
from committee.journal.models import Entry
from committee.journal.subjects import thread_of_each
from committee.people.models import MailPace
from issues.conversation.threads.actions.posts import choose_following
from issues.conversation.threads.extension_points import Owner, owner_of
from issues.conversation.threads.models import Follow, Level, Pace, Thread

Case = tuple[str, str]


def paces_for(entry: Entry, people: Collection[int]) -> dict[int, str]:
    """The pace that some people chose for the discussion of what an entry is about; never, of posts, where they want nothing."""
    subjects = {subject.kind: subject.key for subject in reversed(entry.subjects.all())}
    named = subjects.get("thread")
    thread = int(named) if named else next(iter(thread_of_each(subjects.items()).values()), None)
    follows = Follow.objects.filter(thread=thread, person__in=people) if thread else ()
    silent = {follow.person_id for follow in follows if follow.level == Level.NONE and "thread" in subjects}
    chosen = {follow.person_id: follow.pace for follow in follows if follow.pace}
    return chosen | dict.fromkeys(silent, MailPace.NEVER)


def changes_of(cases: Collection[Case]) -> dict[Case, list[Change]]:
    """One click to hear less of each case."""
    url = reverse("home:hear_less")
    ways = ((Level.MENTIONS, _("Only what calls me or answers me")), (Level.NONE, _("Nothing more of this")))
    return {
        case: [Change(url, words, {"thread": str(thread), "level": level.value}) for level, words in ways]
        for case, thread in thread_of_each(cases).items()
    }


def thread_of(kind: str, key: str) -> str:
    """The discussion of one case, as a mail names it; empty where it has none."""
    return str(thread_of_each([(kind, key)]).get((kind, key), ""))


def name_of_thread(person, thing: str) -> str:
    """The title of a discussion, as far as the person may know it."""
    owner = owner_of(person, int(thing))
    return title_of(owner) if owner else ""


def title_of(owner: Owner) -> str:
    """A title in the reader's language."""
    code = (get_language() or "fr")[:2]
    return (
        owner.titles
        if isinstance(owner.titles, str)
        else owner.titles.get(code) or next(iter(owner.titles.values()), "")
    )


def stop_thread(person, thing: str) -> None:
    """Mail nothing more of one discussion; one that is gone is silent already.

    What calls or answers the person still reaches the inbox, unless even that was refused, or is no longer theirs to read.
    """
    if not Thread.objects.filter(pk=thing).exists():
        return
    refused = Follow.objects.filter(thread=int(thing), person=person, level=Level.NONE).exists()
    level = Level.NONE if refused or owner_of(person, int(thing)) is None else Level.MENTIONS
    choose_following(by=person, thread=int(thing), level=level, pace=Pace.NEVER)
