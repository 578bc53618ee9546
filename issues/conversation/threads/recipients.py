"""Who should hear of what happens in a thread, and why."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from committee.access.policy import may_read
from committee.inbox.reasons import Hearing, register_reason
from committee.journal.models import Entry
from committee.people.models import Person
from issues.conversation.threads.models import Follow, Level, Post

CALLED = register_reason("called", 10, _("You are called by name."))
WROTE = register_reason("wrote", 15, _("You wrote the message."))
ANSWERED = register_reason("answered", 20, _("Your message was answered."))
CALLED_TOGETHER = register_reason("called_together", 30, _("Your organisation is called by name."))
FOLLOWS = register_reason("follows", 90, _("You follow this discussion."), chosen=True)


def followers(thread_id: int, space_id: int) -> list[Person]:
    """The people who hear of everything in a thread and read the lane in which something happened."""
    people = Person.objects.filter(is_active=True, follows__thread_id=thread_id, follows__level=Level.ALL)
    return [person for person in people if may_read(person, space_id)]


def following(thread_id: int, space_id: int) -> Hearing:
    """The followers, with that reason."""
    return [(person, FOLLOWS) for person in followers(thread_id, space_id)]


def hearing_of_post(entry: Entry) -> Hearing:
    """Those who hear of a post: of a new one, followers, who is called and who is answered; of the rest, whom it touches."""
    keys = {subject.kind: int(subject.key) for subject in entry.subjects.all() if subject.kind in ("thread", "post")}
    post = Post.objects.select_related("author", "reply_to__author").get(pk=keys["post"])
    if entry.verb == "post.edited":
        return without_silenced(keys["thread"], newly_called(entry))
    if entry.verb != "post.added":
        return authors(entry) if entry.verb in TOLD_TO_AUTHOR else []
    return without_silenced(keys["thread"], [*following(keys["thread"], entry.space_id), *addressed(post)])


def without_silenced(thread_id: int, hearing: Hearing) -> Hearing:
    """Those of a hearing who did not choose to hear nothing of a thread."""
    if not hearing:
        return []
    silent = set(Follow.objects.filter(thread=thread_id, level=Level.NONE).values_list("person_id", flat=True))
    return [(person, why) for person, why in hearing if person.pk not in silent]


def newly_called(entry: Entry) -> Hearing:
    """Whom a correction calls that the post did not call before."""
    people = Person.objects.filter(pk__in=entry.data.get("called", ()), is_active=True)
    return [*((person, CALLED) for person in people), *colleagues_of(entry.data.get("called_together", ()))]


TOLD_TO_AUTHOR = {"post.hidden", "post.shown", "post.marked", "post.moved"}
"""The verbs of what is done to posts and told to their authors; a reaction is seen on the page, and told to nobody."""


def authors(entry: Entry) -> Hearing:
    """Who wrote the posts that an entry is about."""
    keys = [int(subject.key) for subject in entry.subjects.all() if subject.kind == "post"]
    return [(post.author, WROTE) for post in Post.objects.select_related("author").filter(pk__in=keys)]


def addressed(post: Post) -> Iterator[tuple[Person, str]]:
    """Whom a post answers or calls, whatever they follow."""
    if post.reply_to:
        yield post.reply_to.author, ANSWERED
    mentions = list(post.mentions.select_related("person"))
    yield from ((mention.person, CALLED) for mention in mentions if mention.person)
    yield from colleagues_of([mention.organisation_id for mention in mentions if mention.organisation_id])


def colleagues_of(together: list[int]) -> Hearing:
    """Everybody of the organisations called, by their identifiers; who does not read the lane is left out later."""
    if not together:
        return []
    colleagues = {"memberships__ended_on": None, "memberships__organisation__in": together, "is_active": True}
    return [(person, CALLED_TOGETHER) for person in Person.objects.filter(**colleagues).distinct()]
