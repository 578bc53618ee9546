"""Bookmarks and tasks as their pages show them."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from committee.journal import clock
from issues.conversation.bookmarks.models import Bookmark, Task
from issues.conversation.bookmarks.policy import may_finish_task, may_take_task_back
from issues.conversation.moderation.presentation import breadcrumb_of, post_excerpt
from issues.conversation.moderation.queries import owners_by_post


def task_list_labels() -> dict[str, str]:
    """The lists of tasks, in their order, in the reader's language."""
    return {
        "mine": _("Awaiting me"),
        "ours": _("All of my organisation"),
        "given": _("Given by me"),
        "done": _("Done"),
    }


def describe_assignee(task: Task) -> str:
    """Whom a task awaits, in words: a seat by its organisation, a person by their function."""
    return task.person.function if task.person else str(task.seat)


def bookmark_rows(person, kept: Iterable[Bookmark]) -> list[dict]:
    """Bookmarks with the beginning of their post, and what its thread is about."""
    kept = list(kept)
    owners = owners_by_post(person, [one.post for one in kept])
    return [
        {"kept": one, "line": post_excerpt(person, one.post), "place": breadcrumb_of(owners[one.post_id])}
        for one in kept
        if one.post_id in owners
    ]


def task_rows(person, tasks: Iterable[Task]) -> list[dict]:
    """Tasks with what their thread is about."""
    tasks = list(tasks)
    owners = owners_by_post(person, [task.post for task in tasks])
    return [
        task_row(task) | {"place": breadcrumb_of(owners[task.post_id]), "line": post_excerpt(person, task.post)}
        for task in tasks
        if task.post_id in owners
    ]


def task_row(task: Task) -> dict:
    """A task in words."""
    late = task.done_at is None and task.due_on is not None and task.due_on < clock.today()
    return {
        "task": task,
        "whom": describe_assignee(task),
        "late": late,
        "url": reverse("issues:finish_task", args=[task.pk]),
    }


def task_actions(person, task: Task) -> dict[str, bool]:
    """What a person may do with a task now."""
    return {"finish": may_finish_task(person, task), "take_back": may_take_task_back(person, task)}
