"""Runs as their pages read them, and the problems of a list, all of them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.cache import cache
from django.db.models import QuerySet

from committee.access.roles import Ability
from committee.access.standing import standing_of
from committee.people.models import Reader
from committee.privacy.forms import clean_question
from issues.fieldwork.impacts.models import Declaration
from issues.overview.import_export.models import UNDER_WAY, ExportRun, ImportRun, What
from issues.overview.register.filters import Filters, read_filters
from issues.overview.register.queries.lists import filtered_problems
from issues.overview.register.search_terms import query_in
from issues.problems.records.models import Problem

BATCH = 500
SHOWN_RUNS = 20
NAMESPACE = uuid.UUID("5b0f0d2e-6b52-5f0e-9a64-3c1d2a7c9d10")


def submission_of(organisation_id: int, facts: dict[str, Any]) -> str:
    """The key under which a row is filed once: the same for the same organisation, title and description."""
    words = "\n".join(" ".join(facts[name].split()).casefold() for name in ("title", "description"))
    return str(uuid.uuid5(NAMESPACE, f"{organisation_id}\n{words}"))


def already_filed(submissions: Iterable[str]) -> dict[str, int]:
    """The problems that were filed under some of these keys: their identifiers by key."""
    keys = list(submissions)
    found: dict[str, int] = {}
    for start in range(0, len(keys), BATCH):
        rows = Problem.objects.filter(submission__in=keys[start : start + BATCH])
        found |= dict(rows.values_list("submission", "pk"))
    return found


def known_references(person: Reader, organisation_id: int, rows: list[dict[str, Any]]) -> dict[str, str]:
    """What is filed already of some rows, by their keys: the reference where the person reads it, else a blank."""
    filed = already_filed(submission_of(organisation_id, row["facts"]) for row in rows)
    visible = dict(Problem.objects.visible_to(person).filter(pk__in=filed.values()).values_list("pk", "reference"))
    return {submission: visible.get(pk, "") for submission, pk in filed.items()}


def compared_with(person: Reader, run: ImportRun) -> dict[str, object]:
    """What the preview of an import is read against: what is filed already, or what stands on the problems it names."""
    if run.what == What.PROBLEMS:
        return dict(known_references(person, run.organisation_id, run.rows))
    named = [row["reference"] for row in run.rows]
    facts: dict[str, object] = {}
    for start in range(0, len(named), BATCH):
        problems = Problem.objects.visible_to(person).filter(reference__in=named[start : start + BATCH])
        facts |= {reference: words for reference, *words in problems.values_list("reference", "title", "state")}
        own = Declaration.objects.filter(problem__in=problems.values("pk"), organisation=run.organisation_id)
        facts |= {f"own {one.problem_id}": list(one.said.values()) for one in own}
    return facts


def imports_of(person: Reader) -> list[ImportRun]:
    """The last imports of a person, without their rows; one query."""
    return list(ImportRun.objects.visible_to(person).defer("rows").select_related("space")[:SHOWN_RUNS])


def exports_of(person: Reader) -> list[ExportRun]:
    """The last exports of a person; one query."""
    return list(ExportRun.objects.visible_to(person)[:SHOWN_RUNS])


def done_so_far(run: ImportRun) -> int:
    """How many rows of an import are done. It stands in the cache: the import itself is one transaction."""
    return min(cache.get(progress_cache_key(run.key), 0), run.total) if run.stage in UNDER_WAY else run.done


def progress_cache_key(key: str) -> str:
    """Where the progress of an import is remembered."""
    return f"import:{key}"


def filters_of(person: Reader, query: str) -> Filters:
    """The filters of a list by the part of its address behind the question mark; without words that are personal data."""
    asked = query_in(query)
    asked["q"] = clean_question(asked.get("q", ""))[0]
    return read_filters(asked, person)


def problems_to_export(person: Reader, filters: Filters) -> QuerySet[Problem]:
    """Every problem of a list that the person reads, last fact first."""
    return filtered_problems(person, filters).order_by("-last_at", "-pk")


def own_centre(person: Reader) -> int | None:
    """The CPAS for which a person declares, or None."""
    return standing_of(person).organisation_for(Ability.DECLARE_IMPACT)


def problem_batches(person: Reader, problems: QuerySet[Problem]) -> Iterator[list[Problem]]:
    """Problems with all that an export says of them, at most 500 at a time, each with `own`, one's CPAS's declaration."""
    keys = list(problems.values_list("pk", flat=True))
    centre = own_centre(person)
    for start in range(0, len(keys), BATCH):
        part = keys[start : start + BATCH]
        rows = Problem.objects.visible_to(person).select_related("space", "organisation", "tally").in_bulk(part)
        declared = Declaration.objects.filter(problem__in=part, organisation=centre) if centre else ()
        own = {declaration.problem_id: declaration for declaration in declared}
        batch = [rows[pk] for pk in part if pk in rows]
        for problem in batch:
            problem.own = own.get(problem.pk)
        yield batch
