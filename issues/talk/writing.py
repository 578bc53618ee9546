"""A post corrected or taken back by its author."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from committee.access.policy import insist, members_only
from issues.talk.forms import EditForm
from issues.talk.presentation import way_to
from issues.talk.views import found_post
from issues.threads import actions
from issues.threads.policy import may_edit_post, may_withdraw_post


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def edit_post(request, key: str):
    """Correct one's own post."""
    post, owner = found_post(request, key)
    insist(may_edit_post(request.user, post))
    form = EditForm(request.POST or None, initial={"text": post.text})
    if request.method == "POST" and form.is_valid():
        actions.edit_post(by=request.user, post=post, text=form.cleaned_data["text"], owner=owner)
        messages.success(request, _("The post is corrected; what it said before is kept."))
        return HttpResponseRedirect(f"{way_to(owner)}#post-{post.key}")
    context = {"form": form, "owner": owner, "way": way_to(owner), "post": post}
    return render(request, "issues/talk/edit_post.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def withdraw_post(request, key: str):
    """Take a post out of sight, after a question."""
    post, owner = found_post(request, key)
    insist(may_withdraw_post(request.user, post))
    if request.method == "POST":
        actions.withdraw_post(by=request.user, post=post, owner=owner)
        messages.success(request, _("The post is withdrawn."))
        return HttpResponseRedirect(f"{way_to(owner)}#post-{post.key}")
    return render(request, "issues/talk/withdraw_post.html", {"owner": owner, "way": way_to(owner), "post": post})
