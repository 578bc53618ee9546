"""Who could see a thing, in words: by organisation, in functions and never names."""

from __future__ import annotations

from datetime import date, datetime
from itertools import groupby

from committee.access.lanes import SHORT, Lane
from committee.journal.moments import format_day, format_moment
from committee.journal.verbs import brief_of, describe_verb
from committee.organisations.models import Kind
from committee.seats.models import Bench
from issues.overview.access_audit.presentation.rows import on_day, organisation_name, rows_of
from issues.overview.access_audit.queries import Audited, Reading, lanes_today, sent_about, taken_away
from issues.overview.timeline.addresses import story_address
from issues.overview.timeline.filters import SITS


def audit_context(person, thing: Audited, on: date | None, full: bool) -> dict:
    """Everything that the page needs. `full` says whether the reader may know more than the present answer in short."""
    context = {
        "thing": thing,
        "title": thing.trace.title,
        "language": thing.trace.language,
        "url": thing.trace.url,
        "story_url": story_address(thing.kind, thing.key) if thing.trace.thread_id is not None else "",
        "today": [
            {"space": space, "label": SHORT[Lane(space.lane)], "count": n} for space, n in lanes_today(person, thing)
        ],
        "full": full,
    }
    return context | full_audit_context(person, thing, on) if full else context


def full_audit_context(person, thing: Audited, on: date | None) -> dict:
    """The whole answer."""
    shown = on_day(thing, on)
    return {
        "on": str(on or ""),
        "on_words": format_day(on) if on else "",
        "periods": [period_of(stay) for stay in thing.trace.stays],
        "groups": [
            {"name": name, "rows": list(rows)} for name, rows in groupby(rows_of(shown), lambda r: r.organisation)
        ],
        "people": len({reading.right.person_id for reading in shown}),
        "organisations": len({reading.right.organisation_id for reading in shown}),
        "benches": benches_of(shown),
        "told": [describe_sent_row(row) for row in sent_about(person, thing)],
        "taken": [describe_taken_row(entry) for entry in taken_away(thing)],
        "hidden": thing.trace.is_silent,
    }


def benches_of(readings: list[Reading]) -> list[dict]:
    """How many people and organisations of each bench."""
    found = []
    for bench in Bench:
        rights = [reading.right for reading in readings if SITS[Kind(reading.right.kind)] == bench]
        people, places = {right.person_id for right in rights}, {right.organisation_id for right in rights}
        found.append({"label": bench.label, "people": len(people), "organisations": len(places)})
    return found


def period_of(period) -> dict:
    """A period in words."""
    return {
        "lane": period.space.lane,
        "label": SHORT[Lane(period.space.lane)],
        "organisation": organisation_name(period.space.organisation_id) if period.space.organisation_id else "",
        "since": format_moment(period.since),
        "until": format_moment(period.until) if period.until else "",
    }


def describe_sent_row(row: dict) -> dict:
    """What notices told of one sort of fact."""
    last: datetime | None = row["last"]
    return {
        "lane": row["entry__space__lane"],
        "label": SHORT[Lane(row["entry__space__lane"])],
        "what": brief_of(row["entry__verb"]) or row["entry__verb"],
        "told": row["n"],
        "mailed": row["mailed"],
        "last": format_moment(last) if last else "",
    }


def describe_taken_row(entry) -> dict:
    """A dossier or a story that left, without who took it."""
    return {
        "when": format_moment(entry.at),
        "organisation": entry.organisation.name if entry.organisation else "",
        "what": describe_verb(entry.verb, entry.localised),
    }
