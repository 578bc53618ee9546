"""The portable dossier as its page shows it, readable without the portal."""

from __future__ import annotations

from django.conf import settings

from committee.access.lanes import SHORT, Lane
from committee.organisations.queries import names_of_centres
from issues.fieldwork.impacts.models import Answer
from issues.fieldwork.impacts.presentation.words import describe_answers, describe_coverage, describe_sum
from issues.overview.import_export.queries.dossier import COMMON, LANES, Dossier, verdicts_of
from issues.problems.records.dimensions import TERMS
from issues.problems.records.models import Problem, Severity
from issues.problems.records.queries import describe_version
from issues.problems.taxonomies.queries import terms_by_id
from issues.resolution.solutions.models import Solution
from issues.resolution.solutions.states import State as SolutionState
from issues.resolution.verification.verdict_words import verdicts_in_words


def dossier_context(dossier: Dossier) -> dict:
    """The dossier as its page shows it."""
    problem, tally = dossier.problem, dossier.tally
    paths = {file.pk: path for path, file in dossier.files}
    return {
        "problem": problem,
        "other": "nl" if problem.language == "fr" else "fr",
        "lane": SHORT[Lane(problem.space.lane)],
        "scope": LANES[dossier.scope],
        "handed_on": dossier.scope == COMMON,
        "lanes": [lane.label for lane in Lane if any(space.lane == lane for space in dossier.spaces)],
        "address": f"{settings.SITE_URL}/{problem.language}/problems/{problem.reference}/",
        "terms": term_words(problem),
        "severity": Severity(problem.severity).label,
        "tally": tally,
        "answers": describe_answers(tally.cells),
        "coverage": describe_coverage(tally),
        "of_cases": describe_sum(tally.coverage_of_cases),
        "of_hours": describe_sum(tally.coverage_of_hours),
        "sums_shown": dossier.sums_shown,
        "hours": [round(value, 1) for value in (tally.hours_low, tally.hours_likely, tally.hours_high)],
        "named": named_answers(tally.cells) if dossier.named else [],
        "own": dossier.own,
        "solutions": [solution_shown(dossier, solution) for solution in dossier.solutions],
        "conversations": posts_by_lane(dossier, paths),
        "entries": dossier.entries,
        "versions": [(version, describe_version(version)) for version in dossier.versions],
        "files": dossier.files,
    }


def term_words(problem: Problem) -> list[tuple[str, object]]:
    """The taxonomies and their terms, those that were given."""
    known = terms_by_id()
    schemes = {name: known.get(getattr(problem, f"{name}_id")) for name in TERMS}
    return [(term.get_scheme_display(), term) for term in schemes.values() if term]


def named_answers(cells: str) -> list[tuple[str, str]]:
    """Which CPAS answered what."""
    words = {value: str(label) for value, label in Answer.choices}
    return [(name, words[cell]) for name, cell in zip(names_of_centres(), cells, strict=False) if cell in words]


def solution_shown(dossier: Dossier, solution: Solution) -> dict:
    """A solution with what the CPAS concerned say of it, in numbers."""
    return {
        "solution": solution,
        "state": SolutionState(solution.state).label,
        "lane": SHORT[Lane(solution.space.lane)],
        "verdicts": verdicts_in_words(verdicts_of(dossier, solution)),
    }


def posts_by_lane(dossier: Dossier, paths: dict[int, str]) -> list[dict]:
    """The posts of each lane, in their order, with the files that hang on them."""
    spaces: dict[int, dict] = {}
    for post in dossier.posts:
        space = post.strand.space
        one = spaces.setdefault(space.pk, {"lane": SHORT[Lane(space.lane)], "code": space.lane, "posts": []})
        held = [] if post.is_silent else [(paths[f.pk], f) for f in post.attachments.all() if f.pk in paths]
        one["posts"].append({"post": post, "files": held})
    return list(spaces.values())
