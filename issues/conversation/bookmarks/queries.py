"""Bookmarks and tasks as pages read them, and to whom a task can be given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import F, Q, QuerySet
from django.urls import reverse

from committee.access.grants import readers_of
from committee.access.lanes import Lane
from committee.access.models import Space
from committee.access.policy import may_read
from committee.access.standing import standing_of
from committee.members.extension_points import CLOSED, Left
from committee.organisations.models import Membership
from committee.organisations.queries import holding
from committee.people.models import Person, Reader
from committee.seats.models import OPENED_BY, Bench, Mandate, Seat
from issues.conversation.bookmarks.models import Bookmark, Task, TaskQuerySet
from issues.conversation.threads.models import Post

PAGE = 30
MOST_FOUND = 20
SHOWN_WITH = ("post__strand__space", "post__author", "post__organisation")


def bookmarks_of(person: Reader, before: int | None = None) -> tuple[list[Bookmark], int | None]:
    """A person's bookmarks, newest first, with where the next page begins; two queries, three beyond the first page."""
    kept = Bookmark.objects.visible_to(person).select_related(*SHOWN_WITH)
    edge = kept.filter(pk=before).first() if before else None
    if edge:
        kept = kept.filter(Q(kept_at__lt=edge.kept_at) | Q(kept_at=edge.kept_at, pk__lt=edge.pk))
    found = list(kept[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None


def bookmark_of(person: Reader, post: Post) -> Bookmark | None:
    """What a person keeps of a post; one query."""
    return Bookmark.objects.visible_to(person).filter(post=post).first()


def tasks_with_details() -> TaskQuerySet[Task]:
    """Tasks with what is shown of them."""
    return Task.objects.select_related("person", "seat__organisation", "given_by", "done_by", *SHOWN_WITH)


def get_visible(person: Reader, pk: int) -> Task | None:
    """One task with what is shown of it, or None for a stranger; one query."""
    return tasks_with_details().visible_to(person).filter(pk=pk).first()


def tasks_awaiting(person: Reader) -> Q:
    """The tasks that await a person: by name, as one of a seat's organisation, or as its holder."""
    held = Mandate.objects.current().filter(person=person).values("seat")
    organisations = standing_of(person).organisation_ids
    return Q(person=person) | Q(seat__organisation__in=organisations) | Q(seat__in=held)


def tasks_of_colleagues(person: Reader) -> Q:
    """The tasks that await the people and seats of a person's organisations."""
    organisations = standing_of(person).organisation_ids
    colleagues = Membership.objects.current().filter(organisation__in=organisations)
    return Q(seat__organisation__in=organisations) | Q(person__in=colleagues.values("person"))


def task_lists_of(person: Reader) -> dict[str, QuerySet[Task]]:
    """The four lists of tasks of a person: what is open by its date, undated last; the rest newest first."""
    found = tasks_with_details().visible_to(person)
    by_date = (F("due_on").asc(nulls_last=True), "pk")
    ours = tasks_of_colleagues(person)
    return {
        "mine": found.open().filter(tasks_awaiting(person)).order_by(*by_date),
        "ours": found.open().filter(ours).order_by(*by_date),
        "given": found.open().filter(given_by=person).order_by("-given_at", "-pk"),
        "done": found.filter(ours | Q(given_by=person)).exclude(done_at=None).order_by("-done_at", "-pk"),
    }


def page_of_tasks(tasks: QuerySet[Task], begin: int = 0) -> tuple[list[Task], int | None]:
    """A page of a list of tasks, and where the next one begins; one query."""
    found = list(tasks[begin : begin + PAGE + 1])
    return found[:PAGE], begin + PAGE if len(found) > PAGE else None


def tasks_of(posts: Iterable[Post]) -> dict[int, list[Task]]:
    """The tasks that posts became, by the identifier of the post, those taken back left out; one query."""
    made: dict[int, list[Task]] = defaultdict(list)
    rows = Task.objects.select_related("person", "seat__organisation").filter(post__in=[post.pk for post in posts])
    for task in rows.filter(taken_back=False).order_by("pk"):
        made[task.post_id].append(task)
    return made


def seats_in(space: Space) -> list[Seat]:
    """The seats whose people read a space; one query."""
    seats = Seat.objects.standing().select_related("organisation").order_by("bench", "organisation__position", "pk")
    if space.organisation_id:
        return list(seats.filter(organisation=space.organisation_id))
    benches = [bench for bench, lanes in OPENED_BY.items() if Lane(space.lane) in lanes and bench != Bench.OBSERVERS]
    return list(seats.filter(Q(bench__in=benches) | Q(bench=Bench.OBSERVERS, opens=space.lane)))


def people_for(person: Reader, post: Post, words: str = "") -> list[Person]:
    """To whom a post can be given: readers of its lane whose function or organisation holds the words.

    Without words, who took part in the discussion, and the giver's colleagues. At most 20, by function; one query.
    """
    readers = readers_of(post.strand.space_id)
    if words:
        names = ("function_fr", "function_nl", *(f"memberships__organisation__name_{code}" for code in ("fr", "nl")))
        found = Q()
        for word in words.split()[:5]:
            found &= Q(pk__in=readers_with(names, word))
        readers = readers.filter(found)
    else:
        took_part = Post.objects.filter(strand=post.strand_id).values("author")
        here = {"organisation__in": standing_of(person).organisation_ids}
        colleagues = Membership.objects.current().filter(**here).values("person")
        readers = readers.filter(Q(pk__in=took_part) | Q(pk__in=colleagues))
    return list(readers.prefetch_related("memberships__organisation").order_by("function_fr", "pk")[:MOST_FOUND])


def readers_with(names: tuple[str, ...], word: str) -> QuerySet[Person, Any]:
    """The people one of whose names holds a word."""
    return Person.objects.filter(holding(names, word)).values("pk")


def tasks_in_hand(person: Person) -> list[str]:
    """The keys of the open tasks that await a person by name; one query."""
    return [str(pk) for pk in Task.objects.open().filter(person=person).values_list("pk", flat=True)]


def tell_tasks(reader: Person, keys: Collection[str]) -> dict[str, Left]:
    """Tasks in words, as far as the reader reads their lane; one query."""
    rows = Task.objects.filter(pk__in=keys).select_related("post__strand", "given_by")
    return {str(task.pk): tell_task(reader, task) for task in rows}


def tell_task(reader: Person, task: Task) -> Left:
    """A task in words, with its address while it is open."""
    if not may_read(reader, task.post.strand.space_id):
        return Left(CLOSED)
    url = "" if task.done_at else reverse("issues:finish_task", args=[task.pk])
    return Left(task.what, task.given_by.language, url)
