"""What the inbox and its mails ask of discussions: the words of a post, the pace chosen, how to hear less. Fills slots."""

from __future__ import annotations

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from committee.inbox.extension_points import Change, Words
from committee.journal.models import Entry
from committee.people.models import MailPace
from issues.conversation.threads.actions import choose_following
from issues.conversation.threads.extension_points import Owner, owner_of
from issues.conversation.threads.models import Follow, Level, Post, Thread
from issues.problems.records.models import Problem
from issues.resolution.solutions.models import Solution

Case = tuple[str, str]


def words_of_post(entry: Entry) -> Words | None:
    """What a post says now; None once it is withdrawn, hidden, or stands in another lane than the entry."""
    key = next((subject.key for subject in entry.subjects.all() if subject.kind == "post"), None)
    post = Post.objects.select_related("strand").filter(pk=key).first() if key else None
    if post is None or post.is_silent or post.strand.space_id != entry.space_id:
        return None
    return Words(post.html, post.text, post.language, reverse("issues:post", args=[post.key]))


def threads_of(cases: Collection[Case]) -> dict[Case, int]:
    """The discussion of each case that has one; one query for problems and one for solutions."""
    references = [key for kind, key in cases if kind == "problem"]
    numbers = [key for kind, key in cases if kind == "solution"]
    problems = Problem.objects.filter(reference__in=references).values_list("reference", "thread_id")
    solutions = Solution.objects.filter(pk__in=numbers).values_list("pk", "thread_id")
    found = {("problem", key): thread for key, thread in (problems if references else ())}
    return found | {("solution", str(key)): thread for key, thread in (solutions if numbers else ())}


def paces_for(entry: Entry, people: Collection[int]) -> dict[int, str]:
    """The pace that some people chose for the discussion of what an entry is about; never, of posts, where they want nothing."""
    subjects = {subject.kind: subject.key for subject in reversed(entry.subjects.all())}
    case = [(kind, key) for kind, key in subjects.items() if kind in ("problem", "solution")]
    thread = subjects.get("thread") or next(iter(threads_of(case).values()), None)
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
        for case, thread in threads_of(cases).items()
    }


def thread_of(kind: str, key: str) -> str:
    """The discussion of one case, as a mail names it; empty where it has none."""
    return str(threads_of([(kind, key)]).get((kind, key), ""))


def name_of_thread(person, thing: str) -> str:
    """The title of a discussion, as far as the person may know it."""
    owner = owner_of(person, int(thing))
    return title_of(owner) if owner else ""


def title_of(owner: Owner) -> str:
    """A title in the reader's language."""
    code = (get_language() or "fr")[:2]
    return owner.titles if isinstance(owner.titles, str) else owner.titles.get(code, "")


def stop_thread(person, thing: str) -> None:
    """Silence one discussion; one that is gone is silent already."""
    if Thread.objects.filter(pk=thing).exists():
        choose_following(by=person, thread=int(thing), level=Level.NONE)
