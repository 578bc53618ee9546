"""A post looked at before it is sent, kept as a draft, corrected, taken back, answered with a word; and its history."""

from itertools import pairwise

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committee.access.forms import run_action
from committee.access.policy import members_only, require
from committee.access.throttle import is_throttled
from committee.journal.moments import format_moment
from issues.conversation.discussions.actions import DraftChanged, keep_post_draft
from issues.conversation.discussions.differences import render_difference
from issues.conversation.discussions.forms import DraftForm, EditForm, PostForm, PreviewForm, ReactionForm
from issues.conversation.discussions.fragments.discussion import address_of_owner
from issues.conversation.discussions.fragments.posts import fragments_of, with_reader_classes
from issues.conversation.discussions.models import PostDraft
from issues.conversation.discussions.presentation.composer_initial import answerable_post
from issues.conversation.discussions.presentation.references import fill_references
from issues.conversation.discussions.views.posting import is_script_request
from issues.conversation.threads.actions import posts as actions
from issues.conversation.threads.extension_points import Owner
from issues.conversation.threads.mentions import render_post_text
from issues.conversation.threads.models import Post, Reaction
from issues.conversation.threads.policy import (
    EDITABLE_FOR,
    lanes_for_post,
    may_edit_post,
    may_react,
    may_read_history,
    may_withdraw_post,
)
from issues.conversation.threads.views import get_owner_or_404, get_post_or_404

PREVIEWS_A_MINUTE = 40
MOST_VERSIONS = 50


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def edit_post(request, key: str):
    """Correct one's own post."""
    post, owner = get_post_or_404(request, key)
    require(may_edit_post(request.user, post))
    form = EditForm(request.POST or None, standing={"text": post.text})
    if run_action(form, lambda: actions.edit_post(by=request.user, post=post, **form.cleaned_data)):
        messages.success(request, _("The post is corrected; what it said before is kept."))
        return HttpResponseRedirect(f"{address_of_owner(owner)}#post-{post.key}")
    until = format_moment(post.written_at + EDITABLE_FOR)
    context = {"form": form, "owner": owner, "way": address_of_owner(owner), "post": post, "until": until}
    return render(
        request, "issues/conversation/discussions/edit_post.html", context, status=422 if form.is_bound else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def withdraw_post(request, key: str):
    """Take a post out of sight, after a question."""
    post, owner = get_post_or_404(request, key)
    require(may_withdraw_post(request.user, post))
    if request.method == "POST":
        actions.withdraw_post(by=request.user, post=post)
        messages.success(request, _("The post is withdrawn."))
        return HttpResponseRedirect(f"{address_of_owner(owner)}#post-{post.key}")
    return render(
        request,
        "issues/conversation/discussions/withdraw_post.html",
        {"owner": owner, "way": address_of_owner(owner), "post": post},
    )


@require_safe
@members_only
def post_history(request, key: str):
    """What a post said before, with what was changed each time, the latest first."""
    post, owner = get_post_or_404(request, key)
    if not may_read_history(request.user, post):
        raise Http404
    context = {"post": post, "owner": owner, "way": address_of_owner(owner), "versions": versions_of(post)}
    return render(request, "issues/conversation/discussions/post_history.html", context)


def versions_of(post: Post) -> list[dict]:
    """Each text of a post, the latest first, with its difference from the one before it; one query."""
    kept = list(post.versions.order_by("-replaced_at", "-pk")[:MOST_VERSIONS])
    texts = [post.text, *(version.text for version in kept)]
    begun = [*(version.replaced_at for version in kept), post.written_at]
    changes = [render_difference(older, newer) for newer, older in pairwise(texts)]
    first = [texts[-1]] if len(kept) < MOST_VERSIONS else []
    return [
        {"at": at, "html": html, "first": place == len(kept)}
        for place, (at, html) in enumerate(zip(begun, [*changes, *first], strict=False))
    ]


@require_POST
@members_only
def preview(request):
    """How a text will stand in a thread (`thread`) and lane. At most 40 a minute; personal data is refused.

    A script gets the piece of HTML; without one the composer comes back with it.
    """
    if is_throttled("preview", request.user.pk, PREVIEWS_A_MINUTE):
        return HttpResponse(status=429, headers={"Retry-After": "60"})
    owner = get_owner_or_404(request.user, number_or_zero(request.POST.get("thread")))
    spaces = lanes_for_post(request.user, owner)
    lane = number_or_zero(request.POST.get("lane")) or owner.space.pk
    require(any(space.pk == lane for space in spaces))
    form = PreviewForm(request.POST)
    ready = form.is_valid()
    html = preview_html(request.user, form.cleaned_data["text"], lane) if ready else ""
    if is_script_request(request):
        words = "" if ready else " ".join(str(one) for errors in form.errors.values() for one in errors)
        return JsonResponse({"html": html, "words": words}, status=200 if ready else 422)
    composer = PostForm(spaces, initial=submitted_draft(request, form))
    composer.answering = answerable_post(request.user, owner, request.POST.get("reply_to", ""))
    context = {
        "html": mark_safe(html),
        "form": composer,
        "errors": form,
        "owner": owner,
        "way": address_of_owner(owner),
    }
    context["talk"] = {"thread": owner.thread_id, "action": reverse("issues:thread", args=[owner.thread_id])}
    return render(request, "issues/conversation/discussions/preview.html", context, status=200 if ready else 422)


def preview_html(person, text: str, space_id: int) -> str:
    """A text as its post will show it to its writer."""
    return fill_references(person, [render_post_text(text, space_id)[0]])[0]


def submitted_draft(request, form: PreviewForm) -> dict:
    """What the composer held. Words that were refused come back too: nothing of them was kept."""
    names = ("lane", "kind", "language", "reply_to", "key", "version")
    facts = {name: request.POST[name] for name in names if request.POST.get(name)}
    return facts | {"text": form.data.get("text", "")}


def number_or_zero(word: str | None) -> int:
    """A number that was sent, 0 where it is none."""
    return int(word) if word and word.isdecimal() and len(word) < 16 else 0


@require_POST
@members_only
def post_draft(request, pk: int):
    """Keep what is written in a composer. 409 with the other text where another device kept another one meanwhile."""
    owner = get_owner_or_404(request.user, pk)
    spaces = lanes_for_post(request.user, owner)
    require(bool(spaces))
    form = DraftForm(spaces, request.POST)
    if not form.is_valid():
        return draft_answer(request, owner, "refused", 422, form=form)
    try:
        draft = keep_post_draft(by=request.user, thread_id=pk, **draft_facts(request.user, owner, form.cleaned_data))
    except DraftChanged as changed:
        return draft_answer(request, owner, "other", 409, draft=changed.draft, form=form)
    return draft_answer(request, owner, "kept" if draft else "none", 200, draft=draft)


def draft_facts(person, owner: Owner, data: dict) -> dict:
    """What a clean form says, as `keep_post_draft` takes it."""
    facts = {name: data[name] for name in ("text", "key", "version", "kind", "language")}
    answered = answerable_post(person, owner, data["reply_to"])
    return facts | {"space_id": data["lane"] or None, "reply_to": answered}


def draft_answer(request, owner: Owner, state: str, status: int, *, draft: PostDraft | None = None, form=None):
    """What became of a draft: facts for a script, a way back or a page for who has none."""
    if is_script_request(request):
        words = [str(one) for errors in form.errors.values() for one in errors] if state == "refused" else []
        return JsonResponse({"state": state, **describe_draft(draft), "words": " ".join(words)}, status=status)
    if status == 200:
        messages.success(request, _("Your draft is kept: you find it here on each of your devices."))
        return HttpResponseRedirect(f"{address_of_owner(owner)}#write")
    context = {"owner": owner, "way": address_of_owner(owner), "draft": draft, "form": form, "state": state}
    context["action"] = reverse("issues:post_draft", args=[owner.thread_id])
    return render(request, "issues/conversation/discussions/draft_kept.html", context, status=status)


def describe_draft(draft: PostDraft | None) -> dict:
    """A draft as a script takes it over."""
    if draft is None:
        return {"version": 0}
    facts = {"version": draft.version, "text": draft.text, "lane": draft.space_id, "language": draft.language}
    return facts | {"kind": draft.kind, "key": draft.key, "when": format_moment(draft.saved_at)}


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def react(request, key: str):
    """Say one of the four words to a post, or take it back."""
    post, owner = get_post_or_404(request, key)
    form = ReactionForm(request.POST)
    if request.method == "POST" and form.is_valid():
        actions.react(by=request.user, post=post, **form.cleaned_data)
        if not is_script_request(request):
            messages.success(request, _("Your word is kept."))
            return HttpResponseRedirect(f"{address_of_owner(owner)}#post-{post.key}")
    elif request.method != "POST":
        require(may_react(request.user, post))
    status = 422 if request.method == "POST" and form.errors else 200
    context = {
        "post": post,
        "owner": owner,
        "way": address_of_owner(owner),
        "words": reaction_counts(request.user, post),
    }
    if is_script_request(request):
        html = with_reader_classes(fragments_of([post])[post.pk]) if request.method == "POST" else ""
        return render(
            request, "issues/conversation/discussions/react_words.html", context | {"fragment": html}, status=status
        )
    return render(request, "issues/conversation/discussions/react.html", context, status=status)


def reaction_counts(person, post: Post) -> list[dict]:
    """The four words with how many said each, and whether the reader did; one query."""
    said = list(Reaction.objects.filter(post=post).values_list("word", "person_id"))
    return [
        {
            "code": word.value,
            "label": word.label,
            "count": sum(one == word.value for one, _person in said),
            "mine": (word.value, person.pk) in said,
        }
        for word in Reaction.Word
    ]
