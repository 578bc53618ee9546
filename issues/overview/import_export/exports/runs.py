"""Files that leave, and work that nobody waits for: long imports and exports."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.core.files.base import File
from django.db import transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from issues.attachments.models import private_storage
from issues.overview.import_export.actions import (
    BROKEN,
    RowFailed,
    begin_export,
    carry_out_import,
    confirm_import,
    fail_import,
    forget_old_runs,
    record_export,
)
from issues.overview.import_export.cells import allowed_values
from issues.overview.import_export.columns import columns_of
from issues.overview.import_export.exports.rows import Exporter, codebook, columns_for
from issues.overview.import_export.models import ExportRun, ImportRun, Stage
from issues.overview.import_export.policy import may_export, standing_now
from issues.overview.import_export.queries.runs import filters_of, problem_batches, problems_to_export
from issues.overview.import_export.safe_tables import fresh_file, write_csv, write_workbook
from issues.problems.records.models import Problem

AT_ONCE = 1000
LOST_AFTER = timedelta(minutes=50)
log = logging.getLogger(__name__)
Telling = Callable[[int], object]


@transaction.atomic
def start_import(*, by, run: ImportRun, version: str | None = None) -> None:
    """Confirm an import and queue it, together; a second click queues nothing."""
    if confirm_import(by=by, run=run, version=version):
        import_rows.enqueue(run.pk)


@task()
def import_rows(run_id: int) -> None:
    """Carry an import out whole; where a row fails, nothing stands and the run says why."""
    try:
        carry_out_import(run_id=run_id)
    except RowFailed as failure:
        fail_import(run_id=run_id, row=failure.row, why=failure.why)
    except Exception:
        log.exception("import %s failed", run_id)
        fail_import(run_id=run_id, row=None, why=BROKEN)


@transaction.atomic
def start_export(*, by, **facts) -> ExportRun:
    """Begin a long export and queue it, together; what is older than a week goes."""
    forget_old_runs()
    run = begin_export(by=by, **facts)
    write_export.enqueue(run.pk)
    return run


@task()
def write_export(run_id: int) -> None:
    """Write a long list to a private file; taken up again where a process died with it."""
    lost = Q(stage=Stage.RUNNING, begun_at__lt=timezone.now() - LOST_AFTER)
    mine = ExportRun.objects.filter(pk=run_id).filter(Q(stage=Stage.WAITING) | lost)
    if not mine.update(stage=Stage.RUNNING):
        return
    run = ExportRun.objects.select_related("person").get(pk=run_id)
    try:
        keep_export(run)
    except Exception:
        log.exception("export %s failed", run_id)
        ExportRun.objects.filter(pk=run_id).update(stage=Stage.FAILED, ended_at=timezone.now())


def keep_export(run: ExportRun) -> None:
    """Write the file of a run with the rights that its owner has now, and keep it."""
    rights = standing_now(run.person)
    told = ExportRun.objects.filter(pk=run.pk).update
    with override(run.language), export_file_of(run, lambda done: told(done=done)) as file:
        size = file.seek(0, io.SEEK_END)
        name = private_storage().save(f"exports/{run.key}", File(file))
    done = {"stage": Stage.DONE, "file": name, "size": size, "standing": rights, "ended_at": timezone.now()}
    with transaction.atomic():
        record_export(by=run.person, count=ExportRun.objects.get(pk=run.pk).done)
        told(**done)


def export_file_of(run: ExportRun, told: Telling) -> IO[bytes]:
    """The file of a run."""
    problems = problems_to_export(run.person, filters_of(run.person, run.query))
    return build_list_file(run.person, problems if may_export(run.person) else problems.none(), run.form, told)


def build_list_file(person, problems: QuerySet[Problem], form: str, told: Telling = lambda _done: None) -> IO[bytes]:
    """A list as a file for a person, in the active language: a workbook, or a ZIP of CSV files with a note."""
    target = fresh_file()
    (write_as_workbook if form == "xlsx" else write_as_archive)(target, person, problems, told)
    target.seek(0)
    return target


def rows_of(person, problems: QuerySet[Problem], told: Telling, counted: list[int]) -> Iterator[list]:
    """The rows of a list; `counted` holds how many there were so far."""
    exporter = Exporter(person)
    for batch in problem_batches(person, problems):
        yield from (exporter.row(problem) for problem in batch)
        counted[0] += len(batch)
        told(counted[0])


def write_as_workbook(target: IO[bytes], person, problems: QuerySet[Problem], told: Telling) -> None:
    """Two sheets; the header of the first is in the reader's language."""
    counted = [0]

    def data() -> Iterator[list]:
        yield [column.name for column in columns_for(person)]
        yield from rows_of(person, problems, told, counted)

    def book() -> Iterator[list]:
        yield from codebook(person, counted[0])

    write_workbook(target, [(_("Data"), data()), (_("Code book"), book())])


def write_as_archive(target: IO[bytes], person, problems: QuerySet[Problem], told: Telling) -> None:
    """data.csv with the codes of its columns as header, codebook.csv and README.txt."""
    counted = [0]

    def data() -> Iterator[list]:
        yield [column.code for column in columns_for(person)]
        yield from rows_of(person, problems, told, counted)

    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        with archive.open(archive_entry("data.csv"), "w", force_zip64=True) as part:
            write_csv(part, data())
        with archive.open(archive_entry("codebook.csv"), "w") as part:
            write_csv(part, codebook(person, counted[0]))
        note = render_to_string(
            "issues/overview/import_export/export_note.txt", {"count": counted[0], "now": timezone.now()}
        )
        archive.writestr(archive_entry("README.txt"), note)


def archive_entry(name: str, moment=None) -> ZipInfo:
    """An entry of an archive with the time of Brussels."""
    local = timezone.localtime(moment or timezone.now())
    entry = ZipInfo(name, local.timetuple()[:6])
    entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o644 << 16
    return entry


def build_import_template(what: str, form: str) -> IO[bytes]:
    """An empty file to fill in; the workbook also lists the values of each column, and explains each with an example."""
    columns = columns_of(what)
    rows = [[column.name for column in columns]]
    target = fresh_file()
    if form == "csv":
        write_csv(target, rows)
    else:
        names = {column.code: column.name for column in columns}
        header = [_("Column"), _("Code"), "Français", "Nederlands"]
        values = [header, *([names[code], *words] for code, *words in allowed_values(what))]
        about = [[_("Column"), _("Code"), _("Meaning"), _("Example")]]
        about += [[one.name, one.code, one.meaning, one.sample] for one in columns]
        write_workbook(target, [(_("Rows"), rows), (_("values"), values), (_("Columns"), about)])
    target.seek(0)
    return target
