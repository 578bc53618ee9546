"""The case page with its conversation, the timeline, and posts."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from committee.access.models import Space
from committee.access.policy import insist, members_only
from committee.inbox.actions import read_notices_about
from committee.journal.queries import timeline as story
from issues.attachments.actions import attach_files
from issues.dossier import queries
from issues.dossier.fragments import post_fragment
from issues.dossier.presentation import case_context
from issues.problems.models import Problem
from issues.problems.views import found
from issues.threads import actions
from issues.threads.forms import EditForm, PostForm
from issues.threads.models import Post, Strand
from issues.threads.policy import lanes_for_post, may_edit_post, may_withdraw_post
from issues.threads.queries import posts_after


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def case(request, reference: str):
    """The case: facts, the nineteen, solutions, and the conversation. A POST adds a post, without reading all that."""
    if request.method != "POST":
        return case_page(request, reference)
    problem = found(request, reference)
    spaces = lanes_to_write(request.user, problem)
    insist(bool(spaces))
    form = PostForm(spaces, request.POST, request.FILES)
    if not form.is_valid():
        return case_page(request, reference, form)
    post = said(request.user, problem, form)
    return redirect(f"{request.path}#post-{post.key}")


def case_page(request, reference: str, refused: PostForm | None = None):
    """The page, with a post that was refused where there is one."""
    before = request.GET.get("before", "")
    page = int(before) if before.isdecimal() and len(before) < 16 else None
    if page is None and request.GET.get("post"):
        page = queries.page_around(request.user, reference, request.GET["post"].replace("\0", ""))
    case = queries.case_of(request.user, reference, before=page)
    if case is None:
        raise Http404
    if page is None and refused is None:
        arrive(request.user, case)
    form = refused or empty_composer(request, case)
    context = case_context(request.user, case, form) | {"later": page is not None}
    return render(request, "issues/dossier/case.html", context, status=422 if refused else 200)


def lanes_to_write(person, problem: Problem) -> list:
    """The lanes in which a person may write on a problem; none once it is merged away."""
    return [] if problem.merged_into_id else lanes_for_post(person, problem.space)


def empty_composer(request, case: queries.Case) -> PostForm:
    """A composer that begins in the lane of the post that is answered, else where nothing is chosen silently."""
    spaces = lanes_to_write(request.user, case.problem)
    return PostForm(spaces, initial=composer_start(request, case, spaces))


def composer_start(request, case: queries.Case, spaces) -> dict:
    """How the composer begins: in the lane of the post that is answered, else in the problem's own."""
    answered = next((post for post in case.posts if post.key == request.GET.get("reply")), None)
    if answered:
        return {"lane": answered.strand.space_id, "reply_to": answered.key}
    return {"lane": spaces[0].pk if len(spaces) == 1 else None}


@transaction.atomic
def said(person, problem: Problem, form: PostForm) -> Post:
    """Carry out a clean composer. In another lane than the post that was answered, it is a post of its own."""
    data = form.cleaned_data
    space = Space.objects.get(pk=data["lane"])
    strand = {"strand__thread": problem.thread_id, "strand__space": space}
    answered = Post.objects.visible_to(person).filter(key=data["reply_to"], **strand).first()
    organisation = actions.speaking_for(person, space)
    again = Post.objects.filter(key=data["key"], author=person, text=data["text"], **strand).exists()
    new = [] if again else data["files"]
    files = attach_files(by=person, space=space, organisation_id=organisation, files=new) if new else ()
    return actions.add_post(
        by=person,
        thread=problem.thread,
        owner_space=problem.space,
        space=space,
        text=data["text"],
        kind=data["kind"],
        about=problem.about,
        title=problem.titles,
        reply_to=answered,
        attachments=files,
        key=data["key"],
        organisation_id=organisation,
    )


def arrive(person, case: queries.Case) -> None:
    """Remember that the reader has come as far as this page shows, and has read the notices about it."""
    unread = {pk: strand.last_number for pk, strand in case.strands.items() if strand.last_number > strand.read}
    if unread:
        actions.mark_read(by=person, numbers=unread)
    if case.problem.told:
        read_notices_about(by=person, kind="problem", key=case.problem.reference)


@require_safe
@members_only
def timeline(request, reference: str):
    """The whole story of a problem, as far as the reader may know it."""
    problem = found(request, reference)
    entries = story(request.user, "problem", reference)
    return render(request, "issues/dossier/timeline.html", {"problem": problem, "entries": entries})


@require_safe
@members_only
def strand_after(request, pk: int, number: int):
    """The posts of a strand beyond a number, as fragments. Who asks has shown what comes before, so it is read."""
    strand = get_object_or_404(Strand.objects.visible_to(request.user), pk=pk)
    actions.mark_read(by=request.user, numbers={pk: min(number, strand.last_number)})
    posts = posts_after(request.user, pk, number)
    return HttpResponse("".join(post_fragment(post) for post in posts))


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def edit_post(request, key: str):
    """Correct one's own post."""
    post, problem = post_and_problem(request, key)
    insist(may_edit_post(request.user, post))
    form = EditForm(request.POST or None, initial={"text": post.text})
    if request.method == "POST" and form.is_valid():
        actions.edit_post(
            by=request.user, post=post, text=form.cleaned_data["text"], about=problem.about, title=problem.title
        )
        messages.success(request, _("The post is corrected; what it said before is kept."))
        return redirect_to(problem, post)
    context = {"form": form, "problem": problem, "post": post}
    return render(request, "issues/dossier/edit_post.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def withdraw_post(request, key: str):
    """Take a post out of sight, after a question."""
    post, problem = post_and_problem(request, key)
    insist(may_withdraw_post(request.user, post))
    if request.method == "POST":
        actions.withdraw_post(by=request.user, post=post, about=problem.about, title=problem.titles)
        messages.success(request, _("The post is withdrawn."))
        return redirect_to(problem, post)
    return render(request, "issues/dossier/withdraw_post.html", {"problem": problem, "post": post})


def post_and_problem(request, key: str) -> tuple[Post, Problem]:
    """A post that the reader may read, with the problem it is about; 404 for a stranger."""
    posts = Post.objects.visible_to(request.user).select_related("strand__space", "author", "organisation")
    post = get_object_or_404(posts, key=key)
    return post, get_object_or_404(Problem.objects.visible_to(request.user), thread=post.strand.thread_id)


def redirect_to(problem: Problem, post: Post):
    """Go to a post on its problem's page."""
    response = redirect("issues:problem", problem.reference)
    response["Location"] += f"#post-{post.key}"
    return response
