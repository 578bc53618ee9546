"""A thread on its own page, catching up, and a post: its page, its corrections, its history."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committee.access.lanes import Lane
from committee.access.policy import members_only
from committee.inbox.actions.notices import read_notices_about
from issues.conversation.discussions.forms import FollowForm, PostForm
from issues.conversation.discussions.fragments.discussion import (
    address_of_owner,
    discussion_context,
    record_visit,
    title_of,
)
from issues.conversation.discussions.fragments.post_detail import post_context
from issues.conversation.discussions.fragments.posts import news_fragments
from issues.conversation.discussions.queries import BENCHES, Place, news_after, numbers_before, reading_of
from issues.conversation.discussions.views.posting import add_posted
from issues.conversation.moderation.presentation import moderation_links
from issues.conversation.threads.actions import posts as actions
from issues.conversation.threads.extension_points import Owner
from issues.conversation.threads.models import Strand
from issues.conversation.threads.views import get_owner_or_404, get_post_or_404, number_or_none


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def thread(request, pk: int):
    """A conversation by itself. A POST adds a post, without reading all that was said."""
    owner = get_owner_or_404(request.user, pk)
    if request.method != "POST":
        return thread_page(request, owner)
    answer, form = add_posted(request, owner)
    return answer or thread_page(request, owner, form)


def thread_page(request, owner: Owner, refused: PostForm | None = None):
    """The page, with a post that was refused where there is one."""
    place = place_in_address(request.GET)
    reading = reading_of(request.user, owner.thread_id, place)
    talk = discussion_context(request, owner, reading, place=place, page="thread", refused=refused)
    if refused is None:
        record_visit(request.user, owner.thread_id, reading, place)
        read_notices_about(by=request.user, kind=owner.about[0], key=owner.about[1])
    context = {"talk": talk, "owner": owner, **titled(owner)}
    context["order"] = moderation_links(request.user, owner, reading.strands.values())
    return render(request, "issues/conversation/discussions/thread_page.html", context, status=422 if refused else 200)


def place_in_address(words) -> Place:
    """Read a place from an address; what makes no sense is left out."""
    before, after = (number_or_none(words.get(name, "")) for name in ("before", "after"))
    lane, bench = words.get("lane", ""), words.get("bench", "")
    return Place(
        before,
        after,
        words.get("post", "")[:36],
        day_or_none(words.get("day", "")),
        lane if lane in Lane.values else "",
        bench if bench in BENCHES else "",
    )


def day_or_none(word: str) -> date | None:
    """A day as it stands in an address."""
    try:
        found = date.fromisoformat(word)
    except ValueError:
        return None
    return found if 1900 < found.year < 9000 else None


@require_POST
@members_only
def follow(request, pk: int):
    """Choose what to hear of a thread, and how soon by mail."""
    owner = get_owner_or_404(request.user, pk)
    form = FollowForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    actions.choose_following(by=request.user, thread=pk, **form.cleaned_data)
    messages.success(request, _("Your choice for this discussion is kept."))
    return back_to(request, owner)


@require_POST
@members_only
def mark_read(request, pk: int):
    """Say that a whole thread is read; or, with `from`, that it is not from one post on."""
    owner, key = get_owner_or_404(request.user, pk), request.POST.get("from")
    if key is None:
        numbers = {
            strand.pk: strand.last_number for strand in Strand.objects.visible_to(request.user).filter(thread=pk)
        }
        actions.set_read_mark(by=request.user, numbers=numbers)
        messages.success(request, _("The discussion is marked as read."))
        return back_to(request, owner)
    post, _owner = get_post_or_404(request, key)
    if post.strand.thread_id != pk:
        raise Http404
    actions.set_read_mark(by=request.user, numbers=numbers_before(request.user, post))
    messages.success(request, _("From this message on, all is new to you again."))
    return redirect("issues:post", post.key)


def back_to(request, owner: Owner) -> HttpResponseRedirect:
    """The page from which a form of the thread came: the thread's own, or its owner's."""
    by_itself = request.POST.get("page") == "thread"
    way = reverse("issues:thread", args=[owner.thread_id]) if by_itself else address_of_owner(owner)
    return HttpResponseRedirect(f"{way}#talk")


@require_safe
@members_only
def strand_after(request, pk: int, change: int):
    """What happened in a strand after a change, as `news_fragments` tells it. `read`: the asker has shown up to there."""
    strand = get_object_or_404(Strand.objects.visible_to(request.user), pk=pk)
    read = request.GET.get("read", "")
    if read.isdecimal() and len(read) < 16:
        actions.mark_read(by=request.user, numbers={pk: min(int(read), strand.last_number)})
    return HttpResponse(news_fragments(news_after(strand, min(change, strand.last_change))))


@require_safe
@members_only
def post(request, key: str):
    """The permanent address of a post: the post with its answers, and what the reader may do with it."""
    post, owner = get_post_or_404(request, key)
    context = {"owner": owner, **titled(owner)}
    return render(
        request, "issues/conversation/discussions/post_page.html", context | post_context(request.user, post, owner)
    )


def titled(owner: Owner) -> dict:
    """The title of what a page is about, its language, and the way to it."""
    title = title_of(owner, get_language())
    return {"title": title, "title_language": owner.language_of(title), "way": address_of_owner(owner)}
