"""Solutions that are open to the public, as its pages read them."""

from __future__ import annotations

from django.db.models import Case, Count, IntegerField, OuterRef, QuerySet, Subquery, Value, When

from committee.access.lanes import Lane
from issues.resolution.solutions.models import DateChange, PublicText
from issues.resolution.solutions.states import OPEN, State

MOST = 300


def open_texts() -> list[PublicText]:
    """What the public reads: what is under way first, by day, then what was delivered, the last first; one query."""
    under_way = When(solution__state__in=(*OPEN, State.RELAPSED), then=Value(0))
    place = Case(under_way, default=Value(1), output_field=IntegerField())
    return list(readable_texts().order_by(place, "solution__due_on", "-solution__delivered_at", "pk")[:MOST])


def open_text(pk: int) -> PublicText | None:
    """What the public reads of one solution, or None where it is not open; one query."""
    return readable_texts().filter(solution=pk).first()


def readable_texts() -> QuerySet[PublicText]:
    """Public texts of solutions of the common lane, with what is shown beside them."""
    moved = DateChange.objects.filter(solution=OuterRef("solution"))
    times = moved.filter(postponed=True).order_by().values("solution").annotate(number=Count("pk")).values("number")
    first = moved.filter(before__isnull=False).order_by("changed_at", "pk").values("before")[:1]
    shared = PublicText.objects.filter(solution__space__lane=Lane.COMMON)
    return shared.annotate(times=Subquery(times), first_due=Subquery(first)).select_related("solution__owner")
