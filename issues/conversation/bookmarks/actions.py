"""What a person can keep of a conversation, and how a post becomes somebody's task.

A bookmark is nobody else's business: it is the one thing here that no journal tells.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from committee.access.policy import may_moderate, may_read, require
from committee.access.refusals import Refused
from committee.access.standing import standing_of
from committee.access.versions import require_unchanged
from committee.inbox.actions.duties import discharge_duties, owe_duty
from committee.inbox.models import Duty
from committee.journal import clock
from committee.journal.actions import record
from committee.journal.models import Entry
from committee.journal.verbs import register_verb
from committee.people.models import Person
from committee.seats.models import Seat
from issues.conversation.bookmarks.models import Bookmark, Task
from issues.conversation.bookmarks.policy import may_finish_task, may_give_task, may_keep_bookmark, may_take_task_back
from issues.conversation.bookmarks.queries import seats_in
from issues.conversation.threads.actions.posts import default_organisation, lock_post_for, save_change
from issues.conversation.threads.extension_points import Owner
from issues.conversation.threads.models import Post

GIVEN = register_verb("task.given", _("made a message about “%(title)s” a task for %(whom)s: %(what)s"))
DONE = register_verb("task.done", _("finished a task about “%(title)s”: %(what)s"))
TAKEN_BACK = register_verb("task.taken_back", _("took a task about “%(title)s” back: %(what)s"))
DO = register_verb("duty.task", _("%(what)s (task about “%(title)s”)"))


@transaction.atomic
def keep_bookmark(*, by: Person, post: Post, note: str = "", version: str | None = None) -> Bookmark:
    """Keep a post for oneself, with a note; again, it changes the note.

    Raises PermissionDenied, PersonalDataFound, ChangedMeanwhile.
    """
    post = Post.objects.select_related("strand").get(pk=post.pk)
    require(may_keep_bookmark(by, post))
    start = {"note": note, "kept_at": clock.now()}
    kept = Bookmark.objects.select_for_update().get_or_create(person=by, post=post, defaults=start)[0]
    require_unchanged(version, {"note": kept.note}, {"note": note})
    if kept.note != note:
        kept.note = note
        kept.save(update_fields=["note"])
    return kept


@transaction.atomic
def drop_bookmark(*, by: Person, post: Post) -> bool:
    """Keep a post no longer. Returns whether it was kept."""
    return bool(Bookmark.objects.filter(person=by, post=post).delete()[0])


@transaction.atomic
def give_task(
    *,
    by: Person,
    post: Post,
    what: str,
    seat: Seat | None = None,
    person: Person | None = None,
    due_on: date | None = None,
) -> Task:
    """Make a post the task of a seat, whoever holds it, or of one person, by a date where one is named.

    The same task, while it is open, is given once. Raises PermissionDenied, also for a seat or a person that does not
    read the post, PersonalDataFound, Refused without words or for a day gone by.
    """
    owner = lock_post_for(by, post)
    person = person and Person.objects.get(pk=person.pk)
    require(may_give_task(by, post) and (seat is None) != (person is None))
    require(may_read(person, post.strand.space_id) if person else seat in seats_in(post.strand.space))
    if not what.strip():
        raise Refused(_("Say what is to be done."))
    if due_on and due_on < clock.today():
        raise Refused(_("This day has gone by: choose a later one."))
    facts = {"post": post, "seat": seat, "person": person, "what": what, "due_on": due_on, "given_by": by}
    known: Task | None = Task.objects.open().filter(**facts).first()
    if known:
        return known
    task = Task.objects.create(given_at=clock.now(), **facts)
    entry = record_task(GIVEN, by, task, post, owner, whom=describe_assignee_bilingual(task))
    who: dict[str, Any] = {"organisation": organisation_answering(task, post), "person": person, "ability": ""}
    owe_duty(**who, code=DO, about=task.about, entry=entry, due=due_on)
    return task


def organisation_answering(task: Task, post: Post) -> int:
    """The organisation that a task awaits: the seat's, or the person's, the lane's own where it is an own space."""
    if task.seat:
        return task.seat.organisation_id
    theirs = standing_of(task.person).organisation_ids if task.person else ()
    return post.strand.space.organisation_id or min(theirs, default=post.organisation_id)


def describe_assignee_bilingual(task: Task) -> str | dict[str, str]:
    """Whom a task awaits, in both languages: a seat by its organisation, a person by their function."""
    if task.seat:
        return {"fr": task.seat.organisation.name_fr, "nl": task.seat.organisation.name_nl}
    return task.person.functions if task.person else ""


@transaction.atomic
def finish_task(*, by: Person, task: Task) -> Task:
    """Say that a task is done. Twice is once. Raises PermissionDenied, also where it was taken back meanwhile."""
    task, owner = lock_task(by, task)
    if task.done_by_id == by.pk and not task.taken_back:
        return task
    require(may_finish_task(by, task))
    return close_task(DONE, by, task, owner)


@transaction.atomic
def take_task_back(*, by: Person, task: Task) -> Task:
    """Let nobody owe a task any longer. Twice is once. Raises PermissionDenied, also where it was done meanwhile."""
    task, owner = lock_task(by, task)
    if task.taken_back and (task.given_by_id == by.pk or may_moderate(by, task.post.strand.space_id)):
        return task
    require(may_take_task_back(by, task))
    task.taken_back = True
    return close_task(TAKEN_BACK, by, task, owner)


@transaction.atomic
def pass_tasks_on(person: Person, to: Person, keys: Collection[str]) -> list[str]:
    """Put open tasks of somebody who leaves into a colleague's hands, as far as the colleague reads them."""
    mine = Task.objects.visible_to(to).open().filter(person=person, pk__in=keys)
    passed = [str(pk) for pk in mine.select_for_update(of=("self",)).values_list("pk", flat=True)]
    Duty.objects.open().filter(person=person, code=DO, key__in=passed).update(person=to)
    Task.objects.filter(pk__in=passed).update(person=to)
    return passed


def lock_task(person: Person, task: Task) -> tuple[Task, Owner]:
    """A task as it stands now, with its post and itself locked until the transaction ends, and what it is about.

    Raises PermissionDenied for who does not read that.
    """
    owner = lock_post_for(person, Post.objects.get(tasks=task.pk))
    rows = Task.objects.select_for_update(of=("self",))
    known = rows.select_related("person", "given_by", "seat__organisation", "post__strand__space").get(pk=task.pk)
    return known, owner


def close_task(what: str, by: Person, task: Task, owner: Owner) -> Task:
    """Close a task, and discharge whom it awaited."""
    task.done_by, task.done_at = by, clock.now()
    task.save(update_fields=["done_by", "done_at", "taken_back"])
    discharge_duties(code=DO, about=task.about)
    record_task(what, by, task, task.post, owner)
    return task


def record_task(what: str, by: Person, task: Task, post: Post, owner: Owner, **data: Any) -> Entry:
    """Record what happened to a task in the lane of its post, as a change of the post, which shows its tasks."""
    save_change(post)
    theirs = {task.seat.organisation_id} if task.seat else set()
    mine = standing_of(by).organisation_ids
    return record(
        by=by,
        verb=what,
        about=owner.about,
        also=[task.about, ("post", post.pk), ("strand", post.strand_id), ("thread", owner.thread_id)],
        space=post.strand.space_id,
        organisation=min(mine & theirs, default=None)
        or (default_organisation(by, post.strand.space) if mine else None),
        title=owner.titles,
        what=task.what,
        change=post.change,
        **data,
    )
