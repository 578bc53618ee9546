"""Which stems the index knows, and how frequent each is: learnt row by row, counted now and then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from django.db import transaction

from home.search.models import SearchRow, Stem

SAMPLE = 50_000
BATCH = 2_000


def learn_stems(rows: Iterable[SearchRow]) -> None:
    """Make the stems of rows known. Frequent ones are there already; how frequent is counted later."""
    new = {stem for row in rows for stem in row.stems.split()}
    new -= set(Stem.objects.filter(stem__in=new).values_list("stem", flat=True))
    Stem.objects.bulk_create([Stem(stem=stem) for stem in sorted(new)], ignore_conflicts=True, batch_size=BATCH)


@transaction.atomic
def count_stems(sample: int | None = None) -> int:
    """Count every stem anew, or estimate the frequent ones from the newest rows. Returns how many were counted."""
    rows, titles, seen = count_in_rows(sample)
    total = SearchRow.objects.count() if sample else seen
    scale = total / seen if seen else 1
    fresh = [Stem(stem=s, rows=round(n * scale), titles=round(titles[s] * scale)) for s, n in sorted(rows.items())]
    if not sample:
        Stem.objects.all().delete()
    Stem.objects.bulk_create(
        fresh, batch_size=BATCH, update_conflicts=True, unique_fields=["stem"], update_fields=["rows", "titles"]
    )
    return len(fresh)


def count_newest_stems() -> int:
    """Estimate how frequent words are from the newest 50,000 rows, as recurs while the site is served."""
    return count_stems(SAMPLE)


def count_in_rows(sample: int | None) -> tuple[Counter[str], Counter[str], int]:
    """How many rows and how many titles hold each stem, among the newest rows or all, and how many rows that were."""
    rows: Counter[str] = Counter()
    titles: Counter[str] = Counter()
    seen = 0
    for kind, title_stems, stems in stems_of_rows(sample):
        seen += 1
        rows.update(stems.split())
        rows[f"!{kind}"] += 1
        if title_stems:
            titles.update(title_stems.split())
            titles[f"!{kind}"] += 1
    return rows, titles, seen


def stems_of_rows(sample: int | None) -> Iterator[tuple[str, str, str]]:
    """The stems of rows, newest first."""
    found = SearchRow.objects.order_by("-pk").values_list("kind", "title_stems", "stems")
    return (found[:sample] if sample else found).iterator(chunk_size=BATCH)
