"""Who could see a thing, in words: by organisation, in functions and never names."""

from __future__ import annotations

from datetime import date, datetime
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _

from committee.access.lanes import SHORT, Lane
from committee.journal.moments import day, moment_of
from committee.journal.verbs import brief, describe_verb
from committee.seats.models import Bench
from issues.overview.access_audit.queries import Audited, Reading, lanes_today, sent_about, taken_away
from issues.overview.access_audit.rows import on_day, organisation_name, rows_of
from issues.overview.timeline.filters import SITS


def audit_context(person, thing: Audited, on: date | None, full: bool) -> dict:
    """Everything that the page needs. `full` says whether the reader may know more than the present answer in short."""
    context = {
        "thing": thing,
        "title": title_of(thing),
        "language": getattr(thing.thing, "language_here", thing.thing.language),
        "url": url_of(thing),
        "story_url": story_url_of(thing),
        "today": [
            {"space": space, "label": SHORT[Lane(space.lane)], "count": n} for space, n in lanes_today(person, thing)
        ],
        "full": full,
    }
    return context | whole(person, thing, on) if full else context


def whole(person, thing: Audited, on: date | None) -> dict:
    """The whole answer."""
    shown = on_day(thing, on)
    return {
        "on": str(on or ""),
        "on_words": day(on) if on else "",
        "periods": [period_of(period) for period in thing.periods],
        "groups": [
            {"name": name, "rows": list(rows)} for name, rows in groupby(rows_of(shown), lambda r: r.organisation)
        ],
        "people": len({reading.right.person_id for reading in shown}),
        "organisations": len({reading.right.organisation_id for reading in shown}),
        "benches": benches_of(shown),
        "told": [describe_sent_row(row) for row in sent_about(person, thing)],
        "taken": [taken_row(entry) for entry in taken_away(thing)],
        "hidden": thing.kind == "post" and thing.thing.is_silent,
    }


def benches_of(readings: list[Reading]) -> list[dict]:
    """How many people and organisations of each bench."""
    found = []
    for bench in Bench:
        rights = [reading.right for reading in readings if SITS[reading.right.kind] == bench]
        people, places = {right.person_id for right in rights}, {right.organisation_id for right in rights}
        found.append({"label": bench.label, "people": len(people), "organisations": len(places)})
    return found


def period_of(period) -> dict:
    """A period in words."""
    return {
        "lane": period.space.lane,
        "label": SHORT[Lane(period.space.lane)],
        "organisation": organisation_name(period.space.organisation_id) if period.space.organisation_id else "",
        "since": moment_of(period.since),
        "until": moment_of(period.until) if period.until else "",
    }


def describe_sent_row(row: dict) -> dict:
    """What notices told of one sort of fact."""
    last: datetime | None = row["last"]
    return {
        "lane": row["entry__space__lane"],
        "label": SHORT[Lane(row["entry__space__lane"])],
        "what": brief(row["entry__verb"]) or row["entry__verb"],
        "told": row["n"],
        "mailed": row["mailed"],
        "last": moment_of(last) if last else "",
    }


def taken_row(entry) -> dict:
    """A dossier or a story that left, without who took it."""
    return {
        "when": moment_of(entry.at),
        "organisation": entry.organisation.name if entry.organisation else "",
        "what": describe_verb(entry.verb, entry.localised),
    }


def title_of(thing: Audited) -> str:
    """What is looked at, in a line: nothing of a post's words."""
    if thing.kind == "post":
        return _("A message of %(function)s, %(day)s") % {
            "function": thing.thing.author.function,
            "day": day(thing.thing.written_at),
        }
    return thing.thing.title_here


def url_of(thing: Audited) -> str:
    """The page of the thing."""
    return reverse(f"issues:{thing.kind}", args=[thing.key])


def story_url_of(thing: Audited) -> str:
    """The story of a problem or a solution."""
    name = {"problem": "issues:timeline", "solution": "issues:solution_timeline"}.get(thing.kind)
    return reverse(name, args=[thing.key]) if name else ""
