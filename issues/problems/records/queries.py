"""Problems as pages read them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from committee.journal.models import Entry
from committee.journal.moments import format_day
from committee.organisations.queries import holding
from committee.people.models import Reader
from issues.problems.records.models import Problem, ProblemVersion, Severity
from issues.problems.taxonomies.queries import terms_by_id

FIELD_NAMES = {
    "title": _("Title"),
    "description": _("What happened"),
    "chain_id": _("Link of the chain"),
    "category_id": _("Category"),
    "tool_id": _("Tool"),
    "service_id": _("Service concerned"),
    "software_id": _("Software family"),
    "software_version": _("Version"),
    "severity": _("Severity"),
    "right_at_risk": _("Right at risk"),
    "risk_reason": _("Which right, and why"),
    "new_situation": _("New situation"),
    "pilot": _("Pilot"),
    "first_seen_on": _("First seen on"),
}
"""What a version may keep of a problem, in the order in which it is told."""
MOVES = ("problem.moved", "problem.closed")
"""The verbs by which a problem came to stand where it stands; a merge is told by its own row."""


def matching_title(words: str) -> Q:
    """Problems whose reference or title in either language holds every word, for choosing one of a few."""
    found = Q()
    for word in words.split()[:8]:
        found &= holding(("title", "title_other", "reference"), word)
    return found


def versions_of(problem: Problem) -> list[ProblemVersion]:
    """What a problem said before, the latest first; one query. Whoever reads the problem reads its versions."""
    return list(problem.versions.select_related("revised_by").order_by("-revised_at", "-pk"))


def last_move(person: Reader, problem: Problem) -> Entry | None:
    """The entry that put a problem where it stands, as far as the person reads it; one query."""
    moves = Entry.objects.visible_to(person).about("problem", problem.reference).filter(verb__in=MOVES)
    return moves.select_related("actor", "organisation").order_by("-pk").first()


def last_translation(person: Reader, about: tuple[str, str]) -> Entry | None:
    """The entry that gave a thing's title in the other language, as far as the person reads it; one query."""
    given = Entry.objects.visible_to(person).about(*about).filter(verb=f"{about[0]}.translated")
    return given.select_related("actor", "organisation").order_by("-pk").first()


def get_visible(person: Reader, reference: str) -> Problem | None:
    """One problem with what its page shows of it, or None for a stranger; one query."""
    related = ("space", "reporter", "organisation")
    return Problem.objects.visible_to(person).select_related(*related).filter(reference=reference).first()


def describe_version(version: ProblemVersion) -> list[tuple[str, str]]:
    """The earlier values that a version keeps, as labels and words in the reader's language."""
    return [
        (str(label), describe_value(name, version.facts[name]))
        for name, label in FIELD_NAMES.items()
        if name in version.facts
    ]


def describe_value(name: str, value: Any) -> str:
    """One earlier value in words; a dash for none."""
    if value in (None, ""):
        return "–"
    if name.endswith("_id"):
        return str(terms_by_id().get(value, "–"))
    if name == "severity":
        return str(Severity(value).label)
    if name == "first_seen_on":
        return format_day(date.fromisoformat(value))
    return str(_("yes") if value else _("no")) if isinstance(value, bool) else str(value)
