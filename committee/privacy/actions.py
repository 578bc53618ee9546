"""Counting refusals. The one action without an author or a journal entry: only a number per day and kind is kept."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from .detection import Kind
from .models import Refusal, Way


@transaction.atomic
def count_refusals(*, kinds: Iterable[Kind], way: Way) -> None:
    """Count that somebody was shown, today in Brussels, a refusal of each of these kinds. No text, no person."""
    for kind in sorted(set(kinds)):
        row, _created = Refusal.objects.get_or_create(day=timezone.localdate(), kind=kind, way=way)
        Refusal.objects.filter(pk=row.pk).update(count=F("count") + 1)
