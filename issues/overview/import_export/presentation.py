"""Imports and exports as their pages show them."""

from __future__ import annotations

from datetime import date

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import get_language, pgettext

from committee.access.lanes import SHORT, Lane
from committee.access.versions import version_of
from committee.journal.moments import format_day
from issues.overview.import_export.cells import allowed_values
from issues.overview.import_export.columns import columns_of
from issues.overview.import_export.mistakes import Mistake
from issues.overview.import_export.models import UNDER_WAY, ExportRun, ImportRun, Stage, What
from issues.overview.import_export.policy import may_fetch_export, may_import
from issues.overview.import_export.queries.runs import (
    compared_with,
    done_so_far,
    exports_of,
    imports_of,
    known_references,
    submission_of,
)
from issues.problems.records.models import Severity
from issues.problems.taxonomies.queries import terms_by_id

ROWS_SHOWN = 100
MISTAKES_SHOWN = 200


def import_context(person, form) -> dict:
    """The page on which one brings a file in."""
    sorts = [what for what in What if may_import(person, what)]
    return {
        "form": form,
        "sorts": [
            {"code": what.value, "label": what.label, "columns": columns_of(what), "values": values_by_column(what)}
            for what in sorts
        ],
        "runs": [import_line(run) for run in imports_of(person)],
    }


def values_by_column(what: str) -> list[tuple[str, list[str]]]:
    """The lists of values of a sort of file, by the name of their column."""
    names = {column.code: column.name for column in columns_of(what)}
    lists: dict[str, list[str]] = {}
    for code, value, french, dutch in allowed_values(what):
        lists.setdefault(names[code], []).append(f"{dutch if get_language() == 'nl' else french} ({value})")
    return list(lists.items())


def mistakes_context(mistakes: list[Mistake], clean: int) -> dict:
    """What is wrong in a file, and how much of it is right."""
    return {"mistakes": mistakes[:MISTAKES_SHOWN], "more": max(len(mistakes) - MISTAKES_SHOWN, 0), "clean": clean,
            "count": len(mistakes)}  # fmt: skip


def import_line(run: ImportRun) -> dict:
    """An import as a line of the list of one's own."""
    return {
        "name": run.file_name,
        "url": reverse("issues:import_run", args=[run.key]),
        "what": What(run.what).label,
        "stage": Stage(run.stage).label,
        "begun_at": run.begun_at,
        "count": run.total,
        "new": run.new if run.stage == Stage.DONE else None,
    }


def import_run_context(person, run: ImportRun, page: str) -> dict:
    """An import: its preview, its progress, or what became of it."""
    shown = Paginator(run.rows, ROWS_SHOWN).get_page(page)
    return {
        "run": run,
        "what": What(run.what).label,
        "lane": SHORT[Lane(run.space.lane)] if run.space else "",
        "under_way": run.stage in UNDER_WAY,
        "done": done_so_far(run),
        "page": shown,
        "rows": drawn_rows(person, run, list(shown)),
        "new": new_ones(person, run),
        "version": version_of(compared_with(person, run)) if run.stage == Stage.PREVIEWED else "",
        "errors": [(error["row"], error["why"][get_language()]) for error in run.errors],
        "older_url": f"?page={shown.next_page_number()}" if shown.has_next() else "",
        "newer_url": f"?page={shown.previous_page_number()}" if shown.has_previous() else "",
    }


def new_ones(person, run: ImportRun) -> int:
    """How many rows of a preview would file something new; of a run that is done, how many did."""
    if run.stage != Stage.PREVIEWED or run.what != What.PROBLEMS:
        return run.new if run.stage == Stage.DONE else run.total
    return run.total - len(known_references(person, run.organisation_id, run.rows))


def drawn_rows(person, run: ImportRun, rows: list[dict]) -> list[dict]:
    """The rows as the table shows them, with what they would file, or what they filed."""
    if run.stage == Stage.DONE:
        return rows
    known = known_references(person, run.organisation_id, rows) if run.what == What.PROBLEMS else {}
    words = terms_by_id()
    return [
        drawn_row(row, submission_of(run.organisation_id, row["facts"]) if known else "", known, words)
        | {"read": readings_in_words(run.what, row.get("read", []))}
        for row in rows
    ]


def readings_in_words(what: str, read: list[dict]) -> list[dict]:
    """What was understood of numbers and days, beside what was written: “1.250” as 1250, “15/09/25” as 15 September 2025."""
    names = {column.code: column.name for column in columns_of(what)}
    return [
        {
            "column": names[one["column"]],
            "written": one["written"],
            "value": one["value"] if isinstance(one["value"], int) else format_day(date.fromisoformat(one["value"])),
        }
        for one in read
    ]


def drawn_row(row: dict, submission: str, known: dict[str, str], words: dict) -> dict:
    """One row of a preview."""
    facts = row["facts"]
    volumes = row.get("impact", facts)
    return {
        "row": row["row"],
        "title": row["title"],
        "language": facts.get("language", ""),
        "chain": words.get(facts.get("chain_id"), ""),
        "severity": Severity(facts["severity"]).label if "severity" in facts else "",
        "risk": facts.get("right_at_risk", False),
        "cases": volumes.get("cases"),
        "minutes": volumes.get("minutes_likely"),
        "answer": facts.get("answer", ""),
        "reference": row.get("reference") or known.get(submission, ""),
        "known": submission in known,
    }


def export_context(person, form, query: str, count: int, columns) -> dict:
    """The page on which one takes a list along."""
    return {
        "form": form,
        "query": query,
        "count": count,
        "columns": columns,
        "runs": [export_line(run) for run in exports_of(person)],
        "list_url": reverse("issues:problems") + (f"?{query}" if query else ""),
    }


def export_line(run: ExportRun) -> dict:
    """An export as a line of the list of one's own."""
    return {
        "url": reverse("issues:export_run", args=[run.key]),
        "form": run.get_form_display(),
        "stage": Stage(run.stage).label,
        "begun_at": run.begun_at,
        "count": run.total,
    }


def export_run_context(person, run: ExportRun) -> dict:
    """An export: its progress, or the way to its file."""
    return {
        "run": run,
        "stage": Stage(run.stage).label,
        "under_way": run.stage in UNDER_WAY,
        "ready": may_fetch_export(person, run),
        "file_name": file_name("xlsx" if run.form == "xlsx" else "zip"),
        "kilobytes": max(1, run.size // 1024),
    }


def file_name(extension: str, stem: str = "") -> str:
    """The name under which a list leaves: “problemes.xlsx”."""
    name = stem or pgettext("file name", "problems")
    return f"{name}.{extension}"
