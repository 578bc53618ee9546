"""Bookmarks and tasks, one deed per view."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committee.access.forms import run_action
from committee.access.policy import members_only, require
from issues.conversation.bookmarks import actions, policy, queries
from issues.conversation.bookmarks.forms import BookmarkForm, TaskForm
from issues.conversation.bookmarks.models import Task
from issues.conversation.bookmarks.presentation import (
    bookmark_rows,
    task_actions,
    task_list_labels,
    task_row,
    task_rows,
)
from issues.conversation.moderation.presentation import breadcrumb_of, quoted_post
from issues.conversation.moderation.views import redirect_to_post
from issues.conversation.threads.extension_points import Owner
from issues.conversation.threads.views import get_owner_or_404, get_post_or_404, number_or_none

FORM = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@members_only
def bookmarks(request):
    """What the reader keeps, newest first."""
    kept, more = queries.bookmarks_of(request.user, number_or_none(request.GET.get("before", "")))
    context = {"rows": bookmark_rows(request.user, kept), "older": f"?before={more}" if more else ""}
    return render(request, "issues/conversation/bookmarks/bookmarks.html", context)


@FORM
@members_only
def bookmark(request, key: str):
    """Keep a post with a note, change the note, or keep it no longer."""
    post, owner = get_post_or_404(request, key)
    known = queries.bookmark_of(request.user, post)
    if request.method == "POST" and "drop" in request.POST:
        actions.drop_bookmark(by=request.user, post=post)
        return redirect_to_post(request, post, _("The bookmark is removed."))
    sent = request.POST if request.method == "POST" else None
    form = BookmarkForm(sent, standing={"note": known.note if known else ""})
    if run_action(form, lambda: actions.keep_bookmark(by=request.user, post=post, **form.cleaned_data)):
        return redirect_to_post(request, post, _("The message stands among your bookmarks."))
    context = {"form": form, "known": known, "place": breadcrumb_of(owner), "quoted": quoted_post(request.user, post)}
    return render(request, "issues/conversation/bookmarks/bookmark.html", context, status=422 if form.is_bound else 200)


@require_safe
@members_only
def tasks(request):
    """The reader's tasks: awaiting the reader, given by the reader, all of the organisation, and what is done."""
    names = task_list_labels()
    which = request.GET.get("list", "")
    which = which if which in names else "mine"
    begin = min(number_or_none(request.GET.get("from", "")) or 0, 10000)
    found, more = queries.page_of_tasks(queries.task_lists_of(request.user)[which], begin)
    tabs = [{"label": name, "url": f"?list={code}", "current": code == which} for code, name in names.items()]
    context = {"rows": task_rows(request.user, found), "tabs": tabs, "which": which}
    context["older"] = f"?list={which}&from={more}" if more else ""
    return render(request, "issues/conversation/bookmarks/tasks.html", context)


def get_task_or_404(request, pk: int) -> tuple[Task, Owner]:
    """A task on a post that the reader may read, with what its thread is about; 404 for a stranger."""
    task = queries.get_visible(request.user, pk)
    if task is None:
        raise Http404
    return task, get_owner_or_404(request.user, task.post.strand.thread_id)


@FORM
@members_only
def task(request, pk: int):
    """A task; a POST says that it is done."""
    found, owner = get_task_or_404(request, pk)
    if request.method == "POST":
        actions.finish_task(by=request.user, task=found)
        messages.success(request, _("The task is done; who gave it is told."))
        return redirect("issues:finish_task", pk)
    context = {"row": task_row(found), "may": task_actions(request.user, found), "place": breadcrumb_of(owner)}
    return render(
        request, "issues/conversation/bookmarks/task.html", context | {"quoted": quoted_post(request.user, found.post)}
    )


@require_POST
@members_only
def take_back(request, pk: int):
    """Take a task back that is open."""
    found, _owner = get_task_or_404(request, pk)
    actions.take_task_back(by=request.user, task=found)
    messages.success(request, _("The task is taken back; nobody owes it any longer."))
    return redirect("issues:finish_task", pk)


@FORM
@members_only
def give(request, key: str):
    """Make a post the task of a seat or a person. A GET with `find` looks for other people of the lane."""
    post, owner = get_post_or_404(request, key)
    require(policy.may_give_task(request.user, post))
    words = request.GET.get("find", "").strip()[:80]
    people = queries.people_for(request.user, post, words)
    form = TaskForm(queries.seats_in(post.strand.space), people, request.POST or None)
    by = {"by": request.user, "post": post}
    if request.method == "POST" and run_action(form, lambda: actions.give_task(**by, **form.facts())):
        return redirect_to_post(request, post, _("The task is given; whom it awaits is told."))
    context = {"form": form, "words": words, "found": len(people), "place": breadcrumb_of(owner)}
    context["quoted"] = quoted_post(request.user, post)
    return render(request, "issues/conversation/bookmarks/give.html", context, status=422 if form.is_bound else 200)
