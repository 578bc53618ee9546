"""Drafts and similar problems as the filing page reads them."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from committee.journal.moments import format_day
from committee.members.extension_points import Left
from committee.people.models import Person, Reader
from issues.intake.filing.extension_points import similar_references
from issues.intake.filing.models import Draft
from issues.intake.filing.policy import may_keep_draft
from issues.problems.records.models import Problem
from issues.problems.records.states import State

MOST_DRAFTS = 100
MOST_SIMILAR = 5
FEW = 2
READ = 300
"""So many characters of a title and of a description are looked at."""


def drafts_of(person: Reader, most: int = MOST_DRAFTS) -> list[Draft]:
    """What a person has begun and not filed, last saved first, at most 100; one query, none for who may not file."""
    return list(Draft.objects.visible_to(person)[:most]) if may_keep_draft(person) else []


def last_filed(person: Reader) -> str:
    """The key with which a person filed last, so that the page knows what has arrived; one query."""
    return Problem.objects.filter(reporter=person.pk).order_by("-pk").values_list("submission", flat=True).first() or ""


def similar_problems(person: Reader, title: str, description: str = "") -> list[Problem]:
    """At most five problems that the person may read and that resemble what is typed, best first.

    What resembles the title comes first; where that is little, what resembles the beginning of the description follows.
    One that was merged away stands back for the problem it was merged into, as far as the person reads that. One
    query besides those of the source, and one for each merger.
    """
    references: list[str] = []
    for text in (title.strip()[:READ], description.strip()[:READ]):
        if text and len(references) < FEW:
            references += similar_references(person, text, MOST_SIMILAR)
    references = list(dict.fromkeys(references))[:MOST_SIMILAR]
    rows = readable_problems(person).filter(reference__in=references) if references else ()
    found = {problem.reference: problem for problem in rows}
    offered = (surviving_problem(person, found.get(reference)) for reference in references)
    return list({problem.pk: problem for problem in offered if problem}.values())


def readable_problems(person: Reader) -> QuerySet[Problem]:
    """The problems that a person may read, with what an offer shows of each."""
    return Problem.objects.visible_to(person).select_related("space", "tally", "organisation")


def surviving_problem(person: Reader, problem: Problem | None) -> Problem | None:
    """A problem, or the one that it was merged into."""
    while problem is not None and problem.state == State.MERGED:
        problem = readable_problems(person).filter(pk=problem.merged_into_id or 0).first()
    return problem


def drafts_in_hand(person: Person) -> list[str]:
    """The keys of the drafts that a person has not filed; one query."""
    return [str(pk) for pk in Draft.objects.visible_to(person).values_list("pk", flat=True)[:MOST_DRAFTS]]


def tell_drafts(reader: Person, keys: Collection[str]) -> dict[str, Left]:
    """Drafts by their day: what they say is for whoever holds them alone; one query."""
    rows = Draft.objects.filter(pk__in=keys, discarded_at=None)
    return {str(draft.pk): tell_draft(draft, own=draft.person_id == reader.pk) for draft in rows}


def tell_draft(draft: Draft, *, own: bool) -> Left:
    """A draft in words, with what it says for whoever holds it."""
    words = _("Draft kept on %s") % format_day(draft.saved_at)
    if not own:
        return Left(words)
    return Left(f"{words} · {draft.title}" if draft.title else words, url=reverse("issues:drafts"))
