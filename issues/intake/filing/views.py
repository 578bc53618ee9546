"""Filing a problem: the page, its drafts, similar problems, and “we have this too”."""

import re
import uuid

from django.contrib import messages
from django.db import transaction
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committee.access.lanes import Lane
from committee.access.models import Space
from committee.access.policy import members_only, require
from committee.access.refusals import ChangedMeanwhile
from committee.access.versions import version_of
from issues.conversation.discussions.presentation.composer_initial import drafts_of as messages_begun
from issues.conversation.threads.policy import lanes_for_post
from issues.fieldwork.impacts.models import Declaration
from issues.fieldwork.impacts.views import own_cpas
from issues.intake.filing import actions
from issues.intake.filing.forms import (
    AffectedForm,
    DraftDeclarationForm,
    DraftPostForm,
    FilingForm,
    describe_left_out,
    has_content,
    split_storable,
)
from issues.intake.filing.models import Draft
from issues.intake.filing.policy import may_have_too, may_keep_draft
from issues.intake.filing.presentation import describe_draft_kept, filing_context, similar_rows
from issues.intake.filing.queries import drafts_of, similar_problems
from issues.problems.records.models import Problem
from issues.problems.records.policy import lanes_for_problem, may_file_problem
from issues.problems.records.views import get_problem_or_404

KEY = re.compile(r"[\w-]{1,36}", re.ASCII)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def file_problem(request):
    """File a problem: three questions, the rest folded. Each button of the form does one thing with it."""
    require(may_file_problem(request.user))
    if request.method != "POST":
        return show_filing_form(request)
    pressed = next((button for button in BUTTONS if button in request.POST), None)
    try:
        return BUTTONS[pressed](request) if pressed else file(request)
    except ChangedMeanwhile as clash:
        return render_both_texts(request, clash, pressed)


def render_both_texts(request, clash: ChangedMeanwhile, pressed: str | None):
    """The form as it was typed, with the draft as another window saved it, and the choice between both."""
    form = clashing_form(request, clash)
    form.fields["version"].widget.pressed = (pressed or "", request.POST.get(pressed or "", ""))
    return render_filing_form(request, form, 409)


def clashing_form(request, clash: ChangedMeanwhile) -> FilingForm:
    """The form as it was typed, with nothing to mend but the clash."""
    form = FilingForm(lanes_for_problem(request.user), request.POST, back=draft_url(key_of(request)))
    form.errors.clear()
    form.show_both(clash.standing)
    form.add_error(None, _("This draft was changed in another window. Nothing is lost: choose which text goes on."))
    return form


def draft_url(key: str) -> str:
    """Where a draft goes on."""
    return f"{reverse('issues:file')}?draft={key}"


def show_filing_form(request):
    """Show the page, empty or with a draft of one's own; one that was filed leads to its problem."""
    key = request.GET.get("draft", "")
    draft = Draft.objects.visible_to(request.user).filter(key=key).first() if key else None
    if key and draft is None:
        filed = get_object_or_404(Problem.objects.visible_to(request.user), submission=key, reporter=request.user)
        return redirect("issues:problem", filed.reference)
    start = {"language": get_language()} | (draft.facts | {"submission": key} if draft else {})
    form = FilingForm(lanes_for_problem(request.user), initial=start, standing=draft.facts if draft else None)
    return render_filing_form(request, form, draft=draft)


def render_filing_form(request, form: FilingForm, status: int = 200, **facts):
    """The filing page around a form."""
    context = filing_context(request.user, form["submission"].value()) | {
        "form": form,
        "open": form.open_folds(),
        **facts,
    }
    return render(request, "issues/intake/filing/file.html", context, status=status)


def file(request):
    """File what stands in the form. What was filed already is shown; what was changed since becomes another draft."""
    form = FilingForm(lanes_for_problem(request.user), request.POST, request.FILES)
    if not form.is_valid():
        return render_filing_form(request, form, 422)
    before = Problem.objects.filter(reporter=request.user, submission=form.cleaned_data["submission"]).first()
    if before and (before.title, before.description) != (form.cleaned_data["title"], form.cleaned_data["description"]):
        again = FilingForm(
            lanes_for_problem(request.user), initial={**typed_values(request), "submission": str(uuid.uuid4())}
        )
        return render_filing_form(request, again, 409, filed=before)
    data = form.cleaned_data
    space = Space.objects.get(pk=form.spaces[Lane(data["lane"])].pk)
    problem = actions.file_draft(
        by=request.user,
        space=space,
        impact=form.impact(),
        files=data["files"],
        sheet=read_sheet(request)[0],
        **form.facts(),
    )
    messages.success(request, describe_filed(problem))
    return redirect("issues:problem", problem.reference)


def describe_filed(problem: Problem) -> str:
    """What is said of a problem that was filed, and what may come next."""
    said = {"reference": problem.reference}
    if problem.space.lane == Lane.ORGANISATION:
        return (
            _("Filed as %(reference)s, for your organisation only. Share it with the committee when you wish.") % said
        )
    return _("Filed as %(reference)s.") % said


def typed_values(request) -> dict[str, str]:
    """What stands in the fields of the form that was sent, as it was typed."""
    names = (name for name in ("version", *FilingForm.base_fields) if name != "files")
    return {name: request.POST[name] for name in names if name in request.POST}


def keep(request):
    """Keep the form as a draft: the button for pages without script."""
    facts, left = split_storable(request.POST)
    if not (has_content(facts) or left or Draft.objects.filter(key=key_of(request)).exists()):
        messages.info(request, _("Nothing was written yet: there is no draft to keep."))
        return redirect("issues:file")
    draft, left = keep_typed_draft(request)
    if draft is None:
        return file_or_drafts(request)
    if left:
        return render_unkept_fields(request, left)
    messages.success(request, describe_draft_kept())
    return redirect(draft_url(draft.key))


def file_or_drafts(request):
    """Where a form leads whose draft is no more: to the problem that was filed with it, or to the drafts."""
    filed = Problem.objects.filter(reporter=request.user, submission=key_of(request)).first()
    messages.info(request, _("This draft was filed or discarded in another window."))
    return redirect("issues:problem", filed.reference) if filed else redirect("issues:drafts")


def render_unkept_fields(request, left: dict[str, str]):
    """The form as it was typed, with the fields that could not be kept, and nothing else to mend."""
    form = FilingForm(lanes_for_problem(request.user), request.POST)
    for name in set(form.errors) - set(left):
        del form.errors[name]
    return render_filing_form(request, form, 422, kept=describe_draft_kept())


def keep_typed_draft(request) -> tuple[Draft | None, dict[str, str]]:
    """Keep what can be kept of the form that was sent. The draft is None where it was filed or discarded already."""
    sheet, left = read_sheet(request)
    return actions.save_draft(by=request.user, key=key_of(request), sheet=sheet), left


def read_sheet(request) -> tuple[actions.Sheet, dict[str, str]]:
    """The form that was sent, as far as it can be kept, with the version it carries; and what cannot be kept."""
    facts, left = split_storable(request.POST)
    window = request.POST.get("window", "")
    return actions.Sheet(facts, request.POST.get("version"), window if KEY.fullmatch(window) else ""), left


def key_of(request) -> str:
    """The key that the form was sent with, or a new one where that makes no sense. 404 for somebody else's."""
    key = request.POST.get("submission", "")
    if not KEY.fullmatch(key):
        return str(uuid.uuid4())
    if Draft.objects.filter(key=key).exclude(person=request.user).exists():
        raise Http404
    return key


def show_similar(request):
    """Show the page filled in, with the problems that resemble it: the button for pages without script."""
    form = FilingForm(lanes_for_problem(request.user), initial=typed_values(request))
    return render_filing_form(request, form, **similar_context(request))


def similar_context(request) -> dict:
    """What resembles the title and the description that were sent, as far as they hold no personal data."""
    text = {name: request.POST.get(name, "") for name in ("title", "description")}
    facts, left = split_storable(text)
    problems = similar_problems(request.user, **{"title": "", **facts})
    return {"similar": similar_rows(request.user, problems), "looked": True, "refused": bool(left) and not facts}


def start_declaration(request):
    """“We have this too”: declare at once where the volumes are there, else ask for them with what was typed."""
    problem = get_problem_or_404(request, request.POST["same"])
    require(may_have_too(request.user, problem))
    facts, left = split_storable(request.POST)
    if not (has_content(facts) or left or Draft.objects.filter(key=key_of(request)).exists()):
        messages.info(request, _("Nothing was written yet: there is no draft to keep."))
        return redirect("issues:file")
    draft, left = keep_typed_draft(request)
    if draft is None:
        return file_or_drafts(request)
    if left:
        return render_unkept_fields(request, left)
    if request.FILES:
        messages.info(request, _("The files that you had chosen were not sent: add them to a message on this problem."))
    here = reverse("issues:same", args=[problem.reference, draft.key])
    organisation, form = own_cpas(request.user, ""), AffectedForm(request.POST)
    if (
        not is_complete_declaration(form)
        or Declaration.objects.filter(problem=problem, organisation=organisation).exists()
    ):
        return redirect(here)
    actions.turn_draft_into_declaration(
        by=request.user, draft=draft, problem=problem, organisation=organisation, **form.declaration()
    )
    messages.success(request, _("Your declaration is kept: your CPAS counts among those concerned."))
    return redirect(f"{here}?declared=1") if draft.text else redirect("issues:problem", problem.reference)


def is_complete_declaration(form: AffectedForm) -> bool:
    """Whether a declaration can be made without another question."""
    return form.is_valid() and None not in (form.cleaned_data["cases"], form.cleaned_data["minutes_likely"])


BUTTONS = {"keep": keep, "look": show_similar, "same": start_declaration}


@require_POST
@members_only
def save(request):
    """Keep the form as a draft while it is being filled in; answers what was kept, when, and what was left out."""
    require(may_keep_draft(request.user))
    sheet, left = read_sheet(request)
    key, words = key_of(request), {"left": describe_left_out(left)}
    mine = Draft.objects.visible_to(request.user).filter(key=key)
    if not has_content(sheet.facts) and not mine.exists():
        return JsonResponse({"state": "empty", **words})
    try:
        draft = actions.save_draft(by=request.user, key=key, sheet=sheet)
    except ChangedMeanwhile as clash:
        return tell_both_texts(request, clash)
    if draft:
        kept = {"key": key, "version": version_of(draft.facts), "words": describe_draft_kept()}
        return JsonResponse({"state": "kept", **kept, **words})
    return tell_where_it_went(request, key)


def tell_both_texts(request, clash: ChangedMeanwhile) -> JsonResponse:
    """What another window saved beside what was typed here, for the page to offer the choice."""
    form = clashing_form(request, clash)
    texts = [
        {"label": label, "theirs": theirs, "mine": mine} for label, theirs, mine in form.differences(clash.standing)
    ]
    said = {"version": version_of(clash.standing), "texts": texts, "url": draft_url(key_of(request))}
    return JsonResponse({"state": "other", "words": form.non_field_errors()[0], **said}, status=409)


def tell_where_it_went(request, key: str) -> JsonResponse:
    """What became of a draft that is no more, and the key of another for what is typed on."""
    filed = Problem.objects.filter(reporter=request.user, submission=key).first()
    if filed is None:
        return JsonResponse({"state": "gone", "key": str(uuid.uuid4())}, status=409)
    said = _("This draft was filed in another window, as %(reference)s.") % {"reference": filed.reference}
    return JsonResponse({"state": "filed", "key": str(uuid.uuid4()), "words": said}, status=409)


@require_POST
@members_only
def similar(request):
    """The problems that resemble what is typed, as a fragment; what holds personal data is not looked for."""
    require(may_file_problem(request.user))
    return render(request, "issues/intake/filing/similar.html", similar_context(request))


@require_safe
@members_only
def drafts(request):
    """What the reader has begun and not filed."""
    require(may_file_problem(request.user))
    kept = {"drafts": drafts_of(request.user), "messages_begun": messages_begun(request.user)}
    return render(request, "issues/intake/filing/drafts.html", kept)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def discard(request, key: str):
    """Throw a draft away, after a question."""
    draft = get_object_or_404(Draft.objects.visible_to(request.user), key=key)
    if request.method == "POST":
        actions.discard_draft(by=request.user, draft=draft)
        messages.success(request, _("The draft is discarded."))
        return redirect("issues:drafts")
    return render(request, "issues/intake/filing/discard.html", {"draft": draft})


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def carry_over(request, reference: str, key: str):
    """A draft on its way to a problem that exists: its volumes as a declaration, its text as a post."""
    problem = get_problem_or_404(request, reference)
    require(may_have_too(request.user, problem))
    organisation = own_cpas(request.user, "")
    own = Declaration.objects.filter(problem=problem, organisation=organisation).first()
    draft = Draft.objects.visible_to(request.user).filter(key=key).first()
    if draft is None and own and request.method == "POST":
        return redirect("issues:problem", reference)
    if draft is None:
        raise Http404
    form = draft_declaration_form(request, draft, problem, own)
    if request.method == "POST" and form.is_valid():
        return carry_draft_over(request, draft, problem, organisation, form)
    context = {"problem": problem, "draft": draft, "form": form, "own": own, "organisation": organisation}
    context["offer"] = similar_rows(request.user, [problem])[0]
    return render(request, "issues/intake/filing/same.html", context, status=422 if form.is_bound else 200)


def draft_declaration_form(request, draft: Draft, problem: Problem, own: Declaration | None) -> DraftPostForm:
    """The form with what was drafted; without the volumes once they are declared."""
    spaces = lanes_for_post(request.user, problem.owner_of_thread)
    lane = next((space.pk for space in spaces if space.lane == draft.facts.get("lane")), None)
    start = {**draft.facts, "lane": lane, "text": draft.text}
    kind = DraftPostForm if own and "declared" in request.GET else DraftDeclarationForm
    return kind(spaces, request.POST or None, initial=start)


@transaction.atomic
def carry_draft_over(request, draft: Draft, problem: Problem, organisation, form: DraftPostForm):
    """Declare and say what is to be declared and said; then the draft is gone."""
    person, to = request.user, reverse("issues:problem", args=[problem.reference])
    if isinstance(form, DraftDeclarationForm):
        actions.turn_draft_into_declaration(
            by=person, draft=draft, problem=problem, organisation=organisation, **form.declaration()
        )
        messages.success(request, _("Your declaration is kept: your CPAS counts among those concerned."))
    if form.says:
        space = Space.objects.get(pk=form.cleaned_data["lane"])
        text = form.cleaned_data["text"]
        post = actions.turn_draft_into_post(by=person, draft=draft, problem=problem, space=space, text=text)
        messages.success(request, _("Your message is sent and stands in the discussion."))
        return redirect(f"{to}#post-{post.key}")
    actions.discard_draft(by=person, draft=draft)
    return redirect(to)
