"""A thread on its own page, catching up, and a post: its page, its corrections, its history."""

from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committee.access.models import Space
from committee.access.policy import insist, members_only
from issues.attachments.actions import attach_files
from issues.talk.forms import FollowForm, PostForm
from issues.talk.fragments import fragments_of, marked
from issues.talk.presentation import arrive, composer_for, talk_of, title_of, way_to
from issues.talk.queries import Place, changed_after, reading_of
from issues.threads import actions
from issues.threads.models import Post, Strand
from issues.threads.policy import lanes_for_post
from issues.threads.slots import Owner, owner_of


def found_owner(person, thread_id: int) -> Owner:
    """What a thread is about; 404 for a stranger."""
    owner = owner_of(person, thread_id)
    if owner is None:
        raise Http404
    return owner


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def thread(request, pk: int):
    """A conversation by itself. A POST adds a post, without reading all that was said."""
    owner = found_owner(request.user, pk)
    if request.method != "POST":
        return thread_page(request, owner)
    spaces = lanes_for_post(request.user, owner)
    insist(bool(spaces))
    form = PostForm(spaces, request.POST, request.FILES)
    if not form.is_valid():
        return thread_page(request, owner, form)
    post = said(request.user, owner, form)
    page = request.path if request.POST.get("page") == "thread" else way_to(owner)
    return HttpResponseRedirect(f"{page}#post-{post.key}")


def thread_page(request, owner: Owner, refused: PostForm | None = None):
    """The page, with a post that was refused where there is one."""
    place = place_of(request.GET)
    reading = reading_of(request.user, owner.thread_id, place)
    form = refused or composer_for(request.user, owner, request.GET.get("reply", "").replace("\0", ""))
    talk = talk_of(request.user, owner, reading, place=place, form=form)
    if place.is_end and refused is None:
        arrive(request.user, reading.strands)
    context = {"talk": talk, "owner": owner, "title": title_of(owner, get_language()), "way": way_to(owner)}
    return render(request, "issues/talk/thread_page.html", context, status=422 if refused else 200)


def place_of(words) -> Place:
    """Read a place from an address; what makes no sense is the end."""
    before, after = (int(word) if word.isdecimal() and len(word) < 16 else None for word in numbers_in(words))
    return Place(before, after, words.get("post", "").replace("\0", "")[:36])


def numbers_in(words) -> tuple[str, str]:
    """The two numbers of an address, as they stand there."""
    return words.get("before", ""), words.get("after", "")


@require_POST
@members_only
def follow(request, pk: int):
    """Choose what to hear of a thread, and how soon by mail."""
    owner = found_owner(request.user, pk)
    form = FollowForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    actions.choose_following(by=request.user, thread=pk, **form.cleaned_data)
    return HttpResponseRedirect(way_to(owner))


@transaction.atomic
def said(person, owner: Owner, form: PostForm) -> Post:
    """Carry out a clean composer. In another lane than the post that was answered, it is a post of its own."""
    data = form.cleaned_data
    space = Space.objects.get(pk=data["lane"])
    strand = {"strand__thread": owner.thread_id, "strand__space": space}
    answered = Post.objects.visible_to(person).select_related("strand").filter(key=data["reply_to"], **strand).first()
    organisation = actions.speaking_for(person, space)
    again = Post.objects.filter(key=data["key"], author=person, text=data["text"], **strand).exists()
    new = [] if again else data["files"]
    files = attach_files(by=person, space=space, organisation_id=organisation, files=new) if new else ()
    return actions.add_post(
        by=person,
        owner=owner,
        space=space,
        text=data["text"],
        kind=data["kind"],
        language=data["language"],
        reply_to=answered,
        attachments=files,
        key=data["key"],
        organisation_id=organisation,
    )


@require_safe
@members_only
def strand_after(request, pk: int, change: int):
    """What happened in a strand after a change, as fragments. `read` says up to which number the asker has shown it."""
    strand = get_object_or_404(Strand.objects.visible_to(request.user), pk=pk)
    read = request.GET.get("read", "")
    if read.isdecimal() and len(read) < 16:
        actions.mark_read(by=request.user, numbers={pk: min(int(read), strand.last_number)})
    posts = changed_after(request.user, pk, change)
    html = fragments_of(posts)
    return HttpResponse("".join(marked(html[post.pk]) for post in posts))


def found_post(request, key: str) -> tuple[Post, Owner]:
    """A post that the reader may read, with what its thread is about; 404 for a stranger."""
    posts = Post.objects.visible_to(request.user).select_related("strand__space", "author", "organisation")
    post = get_object_or_404(posts, key=key)
    return post, found_owner(request.user, post.strand.thread_id)


@require_safe
@members_only
def post(request, key: str):
    """The permanent address of a post: the page of its thread on which it stands."""
    post, owner = found_post(request, key)
    page = redirect("issues:thread", owner.thread_id)
    page["Location"] += f"?post={post.key}#post-{post.key}"
    return page
