"""A post that is sent: carried out once, and answered with a page, or with the post alone where a script asks so."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from committee.access.models import Space
from committee.access.policy import require
from issues.attachments.actions import attach_files
from issues.conversation.discussions.actions import forget_post_draft
from issues.conversation.discussions.forms import PostForm
from issues.conversation.discussions.fragments.discussion import address_of_owner
from issues.conversation.discussions.fragments.posts import fragment_of_written, with_reader_classes
from issues.conversation.discussions.presentation.composer_initial import answerable_post
from issues.conversation.discussions.presentation.references import fill_references
from issues.conversation.threads.actions.posts import add_post, default_organisation
from issues.conversation.threads.extension_points import Owner
from issues.conversation.threads.models import Post
from issues.conversation.threads.policy import lanes_for_post


def is_script_request(request) -> bool:
    """Whether a script asks, which puts the answer into the page that is open."""
    return request.headers.get("X-Requested-With") == "fetch"


def add_posted(request, owner: Owner) -> tuple[HttpResponse | None, PostForm]:
    """Add the post that a composer sends. Returns the answer, or None and the form with what is to be mended."""
    spaces = lanes_for_post(request.user, owner)
    require(bool(spaces))
    form = PostForm(spaces, request.POST, request.FILES)
    if form.is_valid():
        return answer_posted(request, owner, carry_out_composer(request.user, owner, form)), form
    form.answering = answerable_post(request.user, owner, request.POST.get("reply_to", ""))
    return (render_refused_composer(request, owner, form) if is_script_request(request) else None), form


def answer_posted(request, owner: Owner, post: Post) -> HttpResponse:
    """The way back to the page; for a script the post as it stands there, and the key of the next one."""
    if is_script_request(request):
        html = fill_references(request.user, [with_reader_classes(fragment_of_written(post), "own")])[0]
        facts = {"post": post.key, "strand": post.strand_id, "change": post.change, "key": str(uuid.uuid4())}
        return JsonResponse({**facts, "html": html}, status=201)
    messages.success(request, _("Your message is sent and stands in the discussion."))
    thread = reverse("issues:thread", args=[owner.thread_id])
    page = thread if request.POST.get("page") == "thread" else address_of_owner(owner)
    return HttpResponseRedirect(f"{page}#post-{post.key}")


def render_refused_composer(request, owner: Owner, form: PostForm) -> HttpResponse:
    """The composer alone, with what is to be mended."""
    talk = {"action": reverse("issues:thread", args=[owner.thread_id]), "thread": owner.thread_id}
    context = {"form": form, "talk": talk, "page": request.POST.get("page", "")}
    return render(request, "issues/conversation/discussions/composer.html", context, status=422)


@transaction.atomic
def carry_out_composer(person, owner: Owner, form: PostForm) -> Post:
    """Carry out a clean composer, and forget its draft. In another lane than the post that was answered, it is a post
    of its own."""
    data = form.cleaned_data
    space = Space.objects.get(pk=data["lane"])
    here = {"strand__thread": owner.thread_id, "strand__space": space}
    facts = {name: data[name] for name in ("text", "kind", "language", "key")}
    answered = answered_post(person, data["reply_to"], here)
    organisation = default_organisation(person, space)
    sent = {"key": data["key"], "author": person, "text": data["text"], **here}
    again = bool(data["files"]) and Post.objects.filter(**sent).exists()
    new = [] if again else data["files"]
    files = attach_files(by=person, space=space, organisation_id=organisation, files=new) if new else ()
    post = add_post(
        by=person,
        thread_id=owner.thread_id,
        space=space,
        reply_to=answered,
        attachments=files,
        organisation_id=organisation,
        **facts,
    )
    forget_post_draft(by=person, thread_id=owner.thread_id, version=data["version"], text=data["text"])
    return post


def answered_post(person, key: str, here: dict) -> Post | None:
    """The post that is answered, in the thread and lane of the answer; no query where none is."""
    if not key:
        return None
    return Post.objects.visible_to(person).select_related("strand").filter(key=key, **here).first()
