"""How often personal data was refused."""

from datetime import date
from typing import Any

from django.db.models import Sum
from django.db.models.functions import TruncMonth

from .models import Refusal, Way


def refusals_by_month(since: date) -> list[dict[str, Any]]:
    """Rows of `month`, `kind` and, for each code of `Way`, how many refusals; the last month first. One query."""
    counted = Refusal.objects.filter(day__gte=since).annotate(month=TruncMonth("day"))
    sums = counted.values("month", "kind", "way").annotate(total=Sum("count")).order_by("-month", "kind")
    rows: dict[tuple[Any, ...], dict[str, Any]] = {}
    for one in sums:
        blank = {"month": one["month"], "kind": one["kind"]} | dict.fromkeys(Way.values, 0)
        rows.setdefault((one["month"], one["kind"]), blank)[one["way"]] = one["total"]
    return list(rows.values())
