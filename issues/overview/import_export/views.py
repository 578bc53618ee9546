"""Bringing files in, taking lists and dossiers out."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header, urlencode
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committee.access.policy import members_only, require
from committee.access.roles import Ability
from committee.access.standing import standing_of
from committee.privacy.actions import count_refusals
from committee.privacy.models import Way
from issues.attachments.views import stream_file
from issues.deliberation.questions.queries import asked_in
from issues.overview.import_export import actions, policy, presentation
from issues.overview.import_export.exports import runs
from issues.overview.import_export.exports.dossier_archive import build_archive
from issues.overview.import_export.exports.questions import build_questions_file
from issues.overview.import_export.exports.rows import columns_for
from issues.overview.import_export.exports.solutions import build_solutions_file
from issues.overview.import_export.exports.verdicts import build_verdicts_file
from issues.overview.import_export.forms.checking import check_sheet
from issues.overview.import_export.forms.uploads import DossierForm, ExportForm, UploadForm
from issues.overview.import_export.models import ExportRun, ImportRun, What
from issues.overview.import_export.queries.dossier import LANES, DossierTooLarge, gather_dossier, scopes_for
from issues.overview.import_export.queries.runs import filters_of, problems_to_export
from issues.overview.solution_register.filters import read_solution_query
from issues.problems.records.policy import lanes_for_problem
from issues.problems.records.views import get_problem_or_404

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {"xlsx": SHEET, "csv": "text/csv; charset=utf-8", "zip": "application/zip", "json": "application/json"}
GET_OR_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_OR_POST)
@members_only
def import_file(request) -> HttpResponseBase:
    """What a file may hold, one's own imports, and a file to read: it is kept only where every row is clean."""
    require(policy.may_import(request.user))
    may_declare = policy.may_import(request.user, What.DECLARATIONS)
    form = UploadForm(lanes_for_problem(request.user), may_declare, request.POST or None, request.FILES or None)
    context = presentation.import_context(request.user, form)
    if request.method == "POST" and form.is_valid():
        run, wrong = receive_upload(request.user, form.cleaned_data)
        if run:
            return redirect("issues:import_run", run.key)
        context |= wrong
    status = 422 if request.method == "POST" else 200
    return render(request, "issues/overview/import_export/import.html", context, status=status)


def receive_upload(person, data: dict) -> tuple[ImportRun | None, dict]:
    """Read a table: a run to be confirmed where all of it is clean, else what is wrong; nothing is kept then."""
    what, (name, sheet) = data["what"], data["file"]
    space_id = int(data["lane"]) if what == What.PROBLEMS else None
    organisation_id = organisation_for(person, what, space_id)
    checked = check_sheet(what, person, organisation_id, sheet)
    if checked.mistakes:
        count_refusals(kinds=checked.kinds, way=Way.SENT)
        return None, presentation.mistakes_context(checked.mistakes, len(checked.rows))
    facts = {"what": what, "organisation_id": organisation_id, "space_id": space_id, "file_name": name}
    return actions.prepare_import(by=person, rows=checked.rows, **facts), {}


def organisation_for(person, what: str, space_id: int | None) -> int:
    """For which organisation a person files: that of the own space chosen, else the first that may."""
    standing = standing_of(person)
    own = next((space.organisation_id for space in standing.writable if space.pk == space_id), None)
    ability = Ability.FILE_PROBLEM if what == What.PROBLEMS else Ability.DECLARE_IMPACT
    organisation_id = standing.organisation_for(ability, own)
    if organisation_id is None:
        raise PermissionDenied
    return organisation_id


@require_http_methods(GET_OR_POST)
@members_only
def import_run(request, key) -> HttpResponseBase:
    """An import: look at it, confirm it or drop it, watch it, read what became of it."""
    require(policy.may_import(request.user))
    run = get_object_or_404(ImportRun.objects.visible_to(request.user).select_related("space"), key=str(key))
    if request.method == "POST" and "drop" in request.POST:
        actions.discard_import(by=request.user, run=run)
        messages.success(request, _("The file was dropped; nothing was imported."))
        return redirect("issues:import")
    if request.method == "POST":
        runs.start_import(by=request.user, run=run, version=request.POST.get("version"))
        return redirect("issues:import_run", run.key)
    context = presentation.import_run_context(request.user, run, request.GET.get("page", ""))
    return render(request, "issues/overview/import_export/import_run.html", context)


@require_safe
@members_only
def import_template(request, what: str, form: str) -> HttpResponse:
    """An empty file to fill in."""
    require(policy.may_import(request.user, what))
    stem = pgettext("file name", "problems") if what == What.PROBLEMS else pgettext("file name", "declarations")
    return file_response(runs.build_import_template(what, form), presentation.file_name(form, stem))


@require_http_methods(GET_OR_POST)
@members_only
def export(request) -> HttpResponseBase:
    """Take a list along: at once where it is short, in the background where it is long."""
    require(policy.may_export(request.user))
    filters = filters_of(request.user, request.GET.urlencode())
    query = urlencode(filters.words())
    form = ExportForm(request.POST or None)
    problems = problems_to_export(request.user, filters)
    count = problems.count()
    if request.method == "POST" and form.is_valid():
        return send_or_queue_export(request, problems, query, count, form.cleaned_data["form"])
    context = presentation.export_context(request.user, form, query, count, columns_for(request.user))
    return render(request, "issues/overview/import_export/export.html", context, status=422 if form.is_bound else 200)


def send_or_queue_export(request, problems, query: str, count: int, form: str) -> HttpResponseBase:
    """Hand a short list over, or begin to write a long one."""
    if count > runs.AT_ONCE:
        facts = {"query": query, "form": form, "language": get_language(), "total": count}
        run = runs.start_export(by=request.user, **facts)
        return redirect("issues:export_run", run.key)
    file = runs.build_list_file(request.user, problems, form)
    actions.record_export(by=request.user, count=count)
    return file_response(file, presentation.file_name("xlsx" if form == "xlsx" else "zip"))


@require_POST
@members_only
def export_solutions(request) -> HttpResponseBase:
    """Take the list of solutions along, as its address asks for it."""
    require(policy.may_export(request.user))
    asked = read_solution_query(request.GET, request.user)
    form = "xlsx" if request.POST.get("form") == "xlsx" else "csv"
    file, count = build_solutions_file(request.user, asked, form)
    actions.record_solutions_export(by=request.user, count=count)
    return file_response(file, presentation.file_name(form, pgettext("file name", "solutions")))


@require_POST
@members_only
def export_questions(request) -> HttpResponseBase:
    """Take the register of questions between benches along, as its address asks for it."""
    require(policy.may_export(request.user))
    form = "xlsx" if request.POST.get("form") == "xlsx" else "csv"
    file, count = build_questions_file(request.user, asked_in(request.GET), form)
    actions.record_questions_export(by=request.user, count=count)
    return file_response(file, presentation.file_name(form, pgettext("file name", "questions")))


@require_POST
@members_only
def export_verification(request) -> HttpResponseBase:
    """Take along who says what of the solutions in the field."""
    require(policy.may_export(request.user))
    form = "xlsx" if request.POST.get("form") == "xlsx" else "csv"
    file, count = build_verdicts_file(request.user, form)
    actions.record_verdicts_export(by=request.user, count=count)
    return file_response(file, presentation.file_name(form, pgettext("file name", "verification")))


@require_safe
@members_only
def export_run(request, key) -> HttpResponse:
    """A long export: how far it is, or the way to its file."""
    run = get_object_or_404(ExportRun.objects.visible_to(request.user), key=str(key))
    return render(
        request, "issues/overview/import_export/export_run.html", presentation.export_run_context(request.user, run)
    )


@require_safe
@members_only
def export_file(request, key) -> HttpResponseBase:
    """The file of a long export, for its owner, while the rights it was written with still stand."""
    run = get_object_or_404(ExportRun.objects.visible_to(request.user), key=str(key))
    require(policy.may_fetch_export(request.user, run))
    extension = "xlsx" if run.form == "xlsx" else "zip"
    return as_download(stream_file(request, run.file, run.size), presentation.file_name(extension))


@require_http_methods(GET_OR_POST)
@members_only
def dossier(request, reference: str) -> HttpResponseBase:
    """Take the dossier of one problem along, after saying which lanes go into it."""
    problem = get_problem_or_404(request, reference)
    form = DossierForm(scopes_for(request.user, problem), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return send_dossier(request, problem, form.cleaned_data["lanes"])
        except DossierTooLarge:
            form.add_error(None, _("The files weigh more than 100 MB. Download them one by one from the case page."))
    context = {"problem": problem, "form": form}
    return render(request, "issues/overview/import_export/dossier.html", context, status=422 if form.is_bound else 200)


def send_dossier(request, problem, scope: str) -> FileResponse:
    """The archive of a dossier, and the record that it left."""
    file = build_archive(gather_dossier(request.user, problem, scope), get_language())
    actions.record_dossier(by=request.user, problem=problem, lanes=LANES[scope])
    return as_download(FileResponse(file), f"{problem.reference}.zip")


def file_response(file, name: str) -> HttpResponse:
    """A small file that was just written, as a download."""
    with file:
        return as_download(HttpResponse(file.read()), name)


def as_download(response, name: str):
    """Let a browser keep an answer as a file, and never show or sniff it."""
    response["Content-Type"] = TYPES[name.rpartition(".")[2]]
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response
