"""Triage as pages show it: a row of the queue, and what stands on the case page, without a query of its own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from committee.access.lanes import SHORT, Lane
from committee.access.versions import version_of
from committee.journal import clock
from committee.journal.moments import format_day
from committee.journal.verbs import brief_of
from committee.journal.workdays import working_days
from issues.intake.triage.models import InformationRequest, Merge, RelationKind
from issues.intake.triage.policy import (
    may_answer_request,
    may_ask_reporter,
    may_classify_problem,
    may_contest_merge,
    may_merge_problem,
    may_relate_problem,
    may_run_queue,
    may_split_problem,
)
from issues.intake.triage.queries import since
from issues.problems.records.models import Problem
from issues.problems.records.policy import may_revise_problem, may_triage_problem
from issues.problems.records.states import State

PATIENCE = 5
"""After how many working days a problem of the queue is marked as late."""

Sorted = Any
"""A problem with what `queries` marks it with."""


def queue_row(person, problem: Sorted) -> dict:
    """One problem of the queue: how long it has waited, for what, in whose hands, and what this reader may do."""
    now, begun = clock.now(), since(problem)
    runs = may_run_queue(person, problem)
    return {
        "problem": problem,
        "state_label": State(problem.state).label,
        "lane_label": SHORT[Lane(problem.space.lane)],
        "days": (now - begun) // timedelta(days=1),
        "late": working_days(begun, now) > PATIENCE,
        "waiting": waiting_words(problem),
        "contested": bool(problem.contested_at),
        "answered": bool(problem.answered_at),
        "runs": runs,
        "version": version_of({"owner": problem.owner_id}),
        "may": {
            "qualify": problem.state == State.FILED and may_triage_problem(person, problem),
            "ask": may_ask_reporter(person, problem) and not problem.asked_at,
            "classify": may_classify_problem(person, problem),
            "merge": may_merge_problem(person, problem) and problem.state != State.MERGED,
        },
    }


def waiting_words(problem: Sorted) -> str:
    """What a problem of the queue waits for, and since when."""
    if problem.contested_at:
        return _("Its merge has been contested since %(day)s.") % {"day": format_day(problem.contested_at)}
    if problem.answered_at:
        return _("The question was answered on %(day)s.") % {"day": format_day(problem.answered_at)}
    if problem.asked_at:
        return _("A question to the reporter is open since %(day)s.") % {"day": format_day(problem.asked_at)}
    return ""


def triage_of(person, problem: Sorted) -> dict:
    """What the case page shows of triage. `problem` was read with `queries.case_marks`, `owner` and `merged_into`."""
    return {
        "moved": "" if problem.state == State.MERGED else moved_words(problem),
        "moved_in": next((row["language"] for row in problem.last_moves or ()), ""),
        "signpost": signpost_of(person, problem),
        "request": request_of(person, problem),
        "relations": relations_of(problem),
        "merged_here": [other_end(row) for row in problem.merged_here or ()],
        "actions": actions_on(person, problem),
        "secretariat": secretariat_actions(person, problem),
    }


def moved_words(problem: Sorted) -> str:
    """By which fact the problem stands where it does, who said it, and when."""
    for row in problem.last_moves or ():
        fact = brief_of(row.get("because") or "")
        function = row.get(f"function_{language()}") or row["function_fr"]
        words = (fact, format_day(moment(row["at"])), function, row.get(language()) or row.get("fr"))
        return ", ".join(word for word in words if word)
    return ""


def language() -> str:
    """The reader's language."""
    return (get_language() or "fr")[:2]


def moment(value: str | None) -> datetime | None:
    """A moment out of a row read as JSON; SQLite keeps moments in UTC without saying so."""
    if not value:
        return None
    read = datetime.fromisoformat(value)
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def signpost_of(person, problem: Sorted) -> dict | None:
    """Where a problem went that was merged away, what was said against it, and what this reader may do."""
    row = next(iter(problem.merges or ()), None)
    if problem.state != State.MERGED or row is None:
        return None
    contested, upheld = moment(row["contested_at"]), moment(row["upheld_at"])
    merge = Merge(source=problem, contested_at=contested)
    decides = may_merge_problem(person, problem)
    return {
        "target": problem.merged_into,
        "url": reverse("issues:problem", args=[problem.merged_into.reference]),
        "day": format_day(moment(row["merged_at"])),
        "reason": row["reason"],
        "contested": format_day(contested),
        "contest_reason": row["contest_reason"],
        "upheld": format_day(upheld),
        "settled_reason": row["settled_reason"],
        **{name: row[name] for name in ("merged_in", "contested_in", "upheld_in")},
        "may_contest": may_contest_merge(person, merge),
        "may_undo": decides,
        "may_uphold": decides and contested is not None and upheld is None,
    }


def request_of(person, problem: Sorted) -> dict | None:
    """The last question to the reporter, with who may answer it."""
    row = next(iter(problem.requests or ()), None)
    if row is None or (row["closed_at"] and not row["answer"]):
        return None
    request = InformationRequest(problem=problem, organisation=problem.organisation, closed_at=moment(row["closed_at"]))
    return {
        "url": reverse("issues:request", args=[row["pk"]]),
        "question": row["question"],
        "language": row["language"],
        "asked": format_day(moment(row["asked_at"])),
        "answered": format_day(request.closed_at),
        "may_answer": may_answer_request(person, request),
    }


def relations_of(problem: Sorted) -> list[dict]:
    """The problems that this one is related to, read from this end."""
    rows = [{**other_end(row), "words": RelationKind(row["kind"]).label} for row in problem.relations_from or ()]
    return rows + [{**other_end(row), "words": seen_from_target(row["kind"])} for row in problem.relations_to or ()]


def seen_from_target(kind: str) -> str:
    """A relation in words, read from the problem that it points to."""
    words = {RelationKind.CAUSED_BY: _("causes"), RelationKind.SPLIT_FROM: _("was split into")}
    return words.get(RelationKind(kind), str(RelationKind(kind).label))


def other_end(row: dict) -> dict:
    """Another problem as a link."""
    other = Problem(language=row["language"], title=row["title"], title_other=row["title_other"])
    url = reverse("issues:problem", args=[row["reference"]])
    return {"reference": row["reference"], "url": url, "title": other.title_here, "lang": other.language_here}


def actions_on(person, problem: Sorted) -> list[tuple[str, str]]:
    """What many may do to a problem: addresses and words."""
    rows = [
        (may_revise_problem(person, problem), "issues:revise", _("Correct the problem")),
        (may_classify_problem(person, problem), "issues:classify", _("Sort it anew")),
        (may_relate_problem(person, problem), "issues:relations", _("Relate it to others")),
        (problem.was_corrected, "issues:versions", _("What it said before")),
    ]
    return [(reverse(name, args=[problem.reference]), words) for allowed, name, words in rows if allowed]


def secretariat_actions(person, problem: Sorted) -> list[tuple[str, str]]:
    """What the secretariat alone may do: addresses and words."""
    asked = any(not row["closed_at"] for row in problem.requests or ())
    rows = [
        (may_ask_reporter(person, problem) and not asked, "issues:ask", _("Ask the reporter")),
        (
            may_merge_problem(person, problem) and problem.state != State.MERGED,
            "issues:merge",
            _("Merge it into another"),
        ),
        (may_split_problem(person, problem), "issues:split", _("Split it in two")),
    ]
    return [(reverse(name, args=[problem.reference]), words) for allowed, name, words in rows if allowed]
