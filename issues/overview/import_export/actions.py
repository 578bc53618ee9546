"""What can be done with imports and exports. Each row goes through the same actions as the pages."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from committee.access.models import Space
from committee.access.policy import require
from committee.access.refusals import Refused
from committee.access.standing import standing_of
from committee.access.versions import version_of
from committee.journal import clock
from committee.journal.actions import record
from committee.journal.verbs import bilingual, register_verb
from committee.organisations.models import Organisation
from committee.people.models import Person
from issues.fieldwork.impacts.actions import totals
from issues.fieldwork.impacts.actions.declaring import declare_impact, file_with_impact
from issues.fieldwork.impacts.models import FACTS, Answer, Declaration
from issues.overview.import_export.models import UNDER_WAY, ExportRun, ImportRun, Stage, What
from issues.overview.import_export.policy import may_confirm_import, may_export, may_import, standing_now
from issues.overview.import_export.queries.runs import already_filed, compared_with, progress_cache_key, submission_of
from issues.problems.counters import actions as counters
from issues.problems.records.actions.lifecycle import locked_counter
from issues.problems.records.models import Problem

EXPORTED = register_verb("list.exported", _("exported a list: %(count)s problems"))
VERDICTS = register_verb(
    "list.verification_exported", _("exported what CPAS say of solutions in the field: %(count)s rows")
)
SOLUTIONS = register_verb("list.solutions_exported", _("exported a list: %(count)s solutions"))
QUESTIONS = register_verb("list.questions_exported", _("exported a list: %(count)s questions between benches"))
TAKEN = register_verb("dossier.exported", _("took the portable dossier of %(reference)s along: %(lanes)s"))
KEPT_FOR = dt.timedelta(days=7)
DATES = ("first_seen_on", "last_seen_on")
REFUSED = _("Your rights changed since the file was read: this may no longer be filed. Read the file again.")
CHANGED = _(
    "What this file touches changed since you looked at it. Nothing was imported: look at the rows again, then confirm."
)
PERSONAL = _("This row holds what looks like personal data. Read the file again: it says where.")
OUT_OF_ORDER = _(
    "The database refused this row. Read the file again, and write to the secretariat if it happens again."
)
BROKEN = _("Something went wrong here, not in your file. Nothing was imported: read the file again.")


class RowFailed(Exception):
    """A row could not be imported, so nothing is; `why` is a lazy text."""

    def __init__(self, row: int | None, why: str | Promise) -> None:
        super().__init__(row)
        self.row, self.why = row, why


@transaction.atomic
def prepare_import(
    *, by: Person, what: str, organisation_id: int, space_id: int | None, file_name: str, rows: list[dict[str, Any]]
) -> ImportRun:
    """Keep the clean rows of a file until they are confirmed. Raises PermissionDenied, PersonalDataFound."""
    require(may_import(by, what) and organisation_id in standing_of(by).organisation_ids and bool(rows))
    require((space_id in standing_of(by).writable_ids) == (what == What.PROBLEMS))
    return ImportRun.objects.create(
        key=str(uuid.uuid4()),
        what=what,
        person=by,
        organisation_id=organisation_id,
        space_id=space_id,
        file_name=file_name,
        rows=rows,
        total=len(rows),
        begun_at=clock.now(),
    )


@transaction.atomic
def confirm_import(*, by: Person, run: ImportRun, version: str | None = None) -> bool:
    """Let an import begin. Returns whether it is this call that confirmed it: a second click does nothing.

    `version` is that of what the preview was read against; None where no preview was read. Raises PermissionDenied,
    Refused where it changed since.
    """
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    require(may_confirm_import(by, run))
    if run.stage != Stage.PREVIEWED:
        return False
    if version not in (None, version_of(compared_with(by, run))):
        raise Refused(CHANGED)
    run.stage = Stage.WAITING
    run.save(update_fields=["stage"])
    return True


@transaction.atomic
def discard_import(*, by: Person, run: ImportRun) -> bool:
    """Forget a preview that was not confirmed. Returns whether there was one."""
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    require(run.person_id == by.pk)
    return bool(run.stage in (Stage.PREVIEWED, Stage.FAILED) and run.delete())


@transaction.atomic
def carry_out_import(*, run_id: int) -> bool:
    """File every row of a confirmed import, in one transaction, once. Returns whether it was done now.

    The run's row is locked, so that two workers never do it both. Raises RowFailed, and then nothing stands.
    """
    run = ImportRun.objects.select_for_update().filter(pk=run_id).first()
    if run is None or run.stage not in UNDER_WAY:
        return False
    if not may_confirm_import(run.person, run):
        raise RowFailed(None, REFUSED)
    locked_counter()  # whoever files waits, so that what is filed already is known for certain
    bring = Filing(run) if run.what == What.PROBLEMS else Declaring(run)
    with counters.deferred_counts(), totals.deferred_totals():
        for number, row in enumerate(run.rows, start=1):
            import_row(bring, row)
            cache.set(progress_cache_key(run.key), number, timeout=3600)
    run.rows, run.new, run.done = bring.outcome, bring.new, run.total
    run.stage, run.ended_at = Stage.DONE, clock.now()
    run.save(update_fields=["rows", "new", "done", "stage", "ended_at"])
    return True


def import_row(bring: Filing | Declaring, row: dict[str, Any]) -> None:
    """Bring in one row; say which one it was where it is refused."""
    try:
        bring.row(row)
    except PermissionDenied as refusal:
        raise RowFailed(row["row"], REFUSED) from refusal
    except ValidationError as refusal:
        raise RowFailed(row["row"], PERSONAL) from refusal
    except IntegrityError as refusal:
        raise RowFailed(row["row"], OUT_OF_ORDER) from refusal


class Filing:
    """Files the rows of a run that were not filed before."""

    def __init__(self, run: ImportRun) -> None:
        self.run, self.new = run, 0
        self.outcome: list[dict[str, Any]] = []
        self.space = Space.objects.get(pk=run.space_id or 0)
        self.filed = already_filed(self.key_of(row) for row in run.rows)
        visible = Problem.objects.visible_to(run.person).filter(pk__in=self.filed.values())
        self.references = dict(visible.values_list("pk", "reference"))

    def key_of(self, row: dict[str, Any]) -> str:
        """The key under which a row is filed; it is not kept, since by chance it may look like a phone number."""
        return submission_of(self.run.organisation_id, row["facts"])

    def row(self, row: dict[str, Any]) -> None:
        """File one row, or remember under which reference it stands already."""
        known = self.filed.get(self.key_of(row))
        reference = self.references.get(known, "") if known else self.file(row)
        self.new += not known
        self.outcome.append({"row": row["row"], "title": row["title"], "reference": reference, "known": bool(known)})

    def file(self, row: dict[str, Any]) -> str:
        """File one row with the CPAS's own volumes."""
        problem = file_with_impact(
            by=self.run.person,
            space=self.space,
            organisation_id=self.run.organisation_id,
            submission=self.key_of(row),
            impact=row["impact"],
            **parse_dates(row["facts"]),
        )
        return problem.reference


class Declaring:
    """Declares the rows of a run for one CPAS, where they say something new."""

    def __init__(self, run: ImportRun) -> None:
        self.run, self.new = run, 0
        self.outcome: list[dict[str, Any]] = []

    def row(self, row: dict[str, Any]) -> None:
        """Declare one row, unless the same stands already."""
        problem = Problem.objects.visible_to(self.run.person).filter(reference=row["reference"]).first()
        if problem is None:
            raise PermissionDenied
        facts = parse_dates(row["facts"])
        known = is_already_declared(problem, self.run.organisation_id, facts)
        if not known:
            declare_impact(by=self.run.person, problem=problem, organisation=self.run.organisation, **facts)
        self.new += not known
        titles = {"row": row["row"], "title": row["title"], "reference": row["reference"]}
        self.outcome.append({**titles, "known": known})


def parse_dates(facts: dict[str, Any]) -> dict[str, Any]:
    """Facts as they were before they were kept as JSON."""
    return facts | {name: dt.date.fromisoformat(facts[name]) for name in DATES if facts.get(name)}


def is_already_declared(problem: Problem, organisation_id: int, facts: dict[str, Any]) -> bool:
    """Whether a CPAS has already declared exactly this."""
    before = Declaration.objects.filter(problem=problem, organisation=organisation_id).first()
    if before is None:
        return False
    likely = facts.get("minutes_likely")
    affected = facts["answer"] == Answer.AFFECTED
    for name in FACTS:
        value = facts.get(name)
        if name in ("minutes_low", "minutes_high") and value is None:
            value = likely
        if not affected and (name == "cases" or name.startswith("minutes_")):
            value = None
        if not affected and name == "measured":
            value = False
        if (getattr(before, name) or None) != (value or None):
            return False
    return True


@transaction.atomic
def fail_import(*, run_id: int, row: int | None, why: str | Promise) -> None:
    """Let a run say why nothing was imported; its rows are forgotten."""
    run = ImportRun.objects.select_for_update().filter(pk=run_id, stage__in=UNDER_WAY).first()
    if run:
        run.stage, run.rows, run.ended_at = Stage.FAILED, [], clock.now()
        run.errors = [{"row": row, "why": bilingual(why)}]
        run.save(update_fields=["stage", "rows", "errors", "ended_at"])


@transaction.atomic
def begin_export(*, by: Person, query: str, form: str, language: str, total: int) -> ExportRun:
    """Let a long list be written in the background. Raises PermissionDenied, PersonalDataFound."""
    require(may_export(by))
    return ExportRun.objects.create(
        key=str(uuid.uuid4()),
        person=by,
        query=query[:2000],
        form=form,
        language=language,
        total=total,
        standing=standing_now(by),
        begun_at=clock.now(),
    )


@transaction.atomic
def record_export(*, by: Person, count: int) -> None:
    """Record that a list of so many problems left the portal, in one's own organisation's lane."""
    require(may_export(by))
    record_transfer(EXPORTED, by, ("list", "problems"), count=count)


@transaction.atomic
def record_solutions_export(*, by: Person, count: int) -> None:
    """Record that a list of so many solutions left the portal, in one's own organisation's lane."""
    require(may_export(by))
    record_transfer(SOLUTIONS, by, ("list", "solutions"), count=count)


@transaction.atomic
def record_questions_export(*, by: Person, count: int) -> None:
    """Record that a register of so many questions left the portal, in one's own organisation's lane."""
    require(may_export(by))
    record_transfer(QUESTIONS, by, ("list", "questions"), count=count)


@transaction.atomic
def record_verdicts_export(*, by: Person, count: int) -> None:
    """Record that so many rows of what CPAS say of solutions left the portal, in one's own organisation's lane."""
    require(may_export(by))
    record_transfer(VERDICTS, by, ("list", "verification"), count=count)


@transaction.atomic
def record_dossier(*, by: Person, problem: Problem, lanes: str | Promise) -> None:
    """Record that the dossier of a problem left the portal, in one's own organisation's lane; `lanes` is a lazy text."""
    readable = Problem.objects.visible_to(by).filter(pk=problem.pk).first()
    if readable is None:
        raise PermissionDenied
    require(may_export(by))
    record_transfer(TAKEN, by, ("dossier", readable.reference), reference=readable.reference, lanes=bilingual(lanes))


def record_transfer(what: str, by: Person, about: tuple[str, str], **data: Any) -> None:
    """Record in the lane of one's own organisation; in the first lane that one reads where there is no organisation."""
    standing = standing_of(by)
    organisation = min(standing.organisation_ids, default=None)
    own = Space.objects.own(Organisation.objects.get(pk=organisation)).pk if organisation else None
    record(by=by, verb=what, about=about, space=own or min(standing.readable_ids), organisation=organisation, **data)


def forget_old_runs() -> int:
    """Remove exports with their files, and imports, a week after they began. Returns how many. Periodic work."""
    edge = clock.now() - KEPT_FOR
    exports = list(ExportRun.objects.filter(begun_at__lt=edge))
    for run in exports:
        if run.file:
            run.file.delete(save=False)
        run.delete()
    imports, _rows = ImportRun.objects.filter(begun_at__lt=edge).exclude(stage__in=UNDER_WAY).delete()
    return len(exports) + imports
