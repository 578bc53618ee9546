"""Rounds, positions and seats as a page reads them beside another row: objects of one query, made into what they were.

What is made here is never stored.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from committee.access.models import Space
from committee.organisations.models import Organisation
from committee.people.models import Person
from committee.seats.models import Seat
from issues.deliberation.positions.models import Consultation, Position

WHO = ("function_fr", "function_nl", "language")
ROUND = {name: name for name in ("pk", "number", "outcome", "benches", "sealed_at", "review_on")}
POSITION = {name: name for name in ("stance", "text", "language", "taken_at", "on_behalf", "confirmed_at")}
POSITION |= {"seat": "seat", "space": "space", "lane": "space__lane", "instead": "instead_of"}
POSITION |= {f"by_{name}": f"taken_by__{name}" for name in WHO}
POSITION |= {f"instead_{name}": f"instead_of__{name}" for name in WHO}
SEAT = {"pk": "pk", "bench": "bench", "voice": "voice", "place": "organisation__position"}
SEAT |= {f"name_{code}": f"organisation__name_{code}" for code in ("fr", "nl")}


def moment_of(words: str | None) -> datetime | None:
    """A moment as either database writes it; without a zone it is UTC."""
    if not words:
        return None
    moment = datetime.fromisoformat(words)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def round_of(line: Mapping[str, Any]) -> Consultation:
    """A round of positions."""
    benches = json.loads(line["benches"]) if isinstance(line["benches"], str) else line["benches"]
    review_on = date.fromisoformat(line["review_on"]) if line["review_on"] else None
    facts = {name: line[name] for name in ("pk", "number", "outcome")}
    return Consultation(**facts, benches=benches, sealed_at=moment_of(line["sealed_at"]), review_on=review_on)


def person_of(line: Mapping[str, Any], who: str) -> Person:
    """Who acted, as far as a page names them."""
    return Person(**{name: line[f"{who}_{name}"] or "" for name in WHO})


def position_of(line: Mapping[str, Any]) -> Position:
    """A position."""
    facts = {name: line[name] for name in ("stance", "text", "language")}
    moments = {name: moment_of(line[name]) for name in ("taken_at", "confirmed_at")}
    people = {"taken_by": person_of(line, "by"), "instead_of": person_of(line, "instead") if line["instead"] else None}
    place = {"seat_id": line["seat"], "space": Space(pk=line["space"], lane=line["lane"])}
    return Position(**facts, **moments, **people, **place, on_behalf=bool(line["on_behalf"]))


def seat_of(line: Mapping[str, Any]) -> Seat:
    """A seat with the organisation whose it is."""
    place = Organisation(name_fr=line["name_fr"], name_nl=line["name_nl"], position=line["place"])
    return Seat(pk=line["pk"], bench=line["bench"], voice=line["voice"], organisation=place)
