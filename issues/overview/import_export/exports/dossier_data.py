"""The portable dossier for programs: the same facts as its page, with a version and an explanation of each field."""

from __future__ import annotations

from django.utils import timezone

from issues.conversation.threads.models import Post
from issues.fieldwork.impacts.models import Declaration, ProblemImpact
from issues.overview.import_export.exports.rows import iso_day
from issues.overview.import_export.queries.dossier import Dossier, verdicts_of
from issues.problems.records.dimensions import TERMS
from issues.problems.taxonomies.queries import terms_by_id
from issues.resolution.solutions.models import Solution

SCHEMA = "1"
FIELDS = {
    "schema": "version of this format",
    "extracted_at": "moment of extraction, ISO 8601",
    "scope": "common: may be handed on to every bench; all: everything that the reader reads",
    "lanes": "codes of the lanes inside",
    "problem": "the problem as it was filed and followed; severity is 1 to 4, dates are ISO 8601",
    "impact": "answers are counts of CPAS; cases are per month, hours are per month as low, likely and high; "
    "null where masked, since a sum that rests on one or two CPAS tells what one of them declared",
    "own_declaration": "what the reader's CPAS declared, or null; minutes are per case",
    "solutions": "with verdicts as counts of CPAS",
    "posts": "by lane, numbered within it; the text of a withdrawn post is empty",
    "timeline": "what was recorded, oldest first",
    "versions": "what the problem said before it was corrected",
    "attachments": "files of this archive, with their SHA-256",
}


def data_of(dossier: Dossier) -> dict:
    """The same facts for programs; `fields` explains each."""
    problem, tally = dossier.problem, dossier.tally
    names = ("reference", "language", "title", "description", "title_other", "summary_other", "translation", "state",
             "state_reason", "severity", "right_at_risk", "risk_reason", "new_situation", "software_version", "pilot")  # fmt: skip
    known = terms_by_id()
    codes = {name: known[pk].code if (pk := getattr(problem, f"{name}_id")) in known else None for name in TERMS}
    return {
        "schema": SCHEMA,
        "fields": FIELDS,
        "extracted_at": timezone.now().isoformat(timespec="seconds"),
        "scope": dossier.scope,
        "lanes": sorted({space.lane.value for space in dossier.spaces}),
        "problem": {
            **{name: getattr(problem, name) for name in names},
            **codes,
            "lane": problem.space.lane,
            "organisation": {"fr": problem.organisation.name_fr, "nl": problem.organisation.name_nl},
            "filed_at": problem.filed_at.isoformat(),
            "first_seen_on": iso_day(problem.first_seen_on) or None,
        },
        "impact": impact_data(dossier, tally),
        "own_declaration": own_data(dossier.own),
        "solutions": [solution_data(dossier, solution) for solution in dossier.solutions],
        "posts": [post_data(post) for post in dossier.posts],
        "timeline": [
            {"at": one.at.isoformat(), "verb": one.verb, "lane": one.space.lane, "sentence": one.sentence}
            for one in dossier.entries
        ],
        "versions": [{"until": one.revised_at.isoformat(), "facts": one.facts} for one in dossier.versions],
        "attachments": [
            {"path": path, "name": file.name, "type": file.content_type, "size": file.size, "sha256": file.sha256}
            for path, file in dossier.files
        ],
    }


def impact_data(dossier: Dossier, tally: ProblemImpact) -> dict:
    """The sums, or null where they are masked."""
    counts = ("affected", "not_affected", "cannot_tell", "silent", "with_cases", "with_minutes", "centres")
    sums = ("cases", "hours_low", "hours_likely", "hours_high")
    shown = {name: round(getattr(tally, name), 1) if dossier.sums_shown else None for name in sums}
    return {name: getattr(tally, name) for name in counts} | shown | {"masked": not dossier.sums_shown}


def own_data(own: Declaration | None) -> dict | None:
    """The declaration of the reader's CPAS."""
    names = ("answer", "cases", "minutes_low", "minutes_likely", "minutes_high", "measured", "workaround")
    return {name: getattr(own, name) for name in names} if own else None


def solution_data(dossier: Dossier, solution: Solution) -> dict:
    """A solution for programs."""
    cells = verdicts_of(dossier, solution)
    names = (
        "title",
        "title_other",
        "summary_other",
        "translation",
        "language",
        "text",
        "kind",
        "state",
        "state_reason",
        "promised_minutes",
    )
    return {
        **{name: getattr(solution, name) for name in names},
        "lane": solution.space.lane,
        "owner": {"fr": solution.owner.name_fr, "nl": solution.owner.name_nl},
        "due_on": iso_day(solution.due_on) or None,
        "verdicts": {"works": cells.count("w"), "partly": cells.count("p"), "fails": cells.count("x")},
    }


def post_data(post: Post) -> dict:
    """A post for programs."""
    return {
        "lane": post.strand.space.lane,
        "number": post.number,
        "function": post.author.function,
        "organisation": {"fr": post.organisation.name_fr, "nl": post.organisation.name_nl},
        "written_at": post.written_at.isoformat(),
        "language": post.language,
        "kind": post.kind,
        "text": "" if post.is_silent else post.text,
        "withdrawn": bool(post.withdrawn_at),
    }
