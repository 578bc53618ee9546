"""The counts behind observations are kept as they stood when the opinion was published with them."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Max

from committee.access.disclosure import MIN_CPAS_SHOWN
from committee.journal import clock
from publications.opinions.evidence import NO_EVIDENCE, EvidenceSum, evidence_of
from publications.opinions.models import Evidence
from publications.opinions.records import FrozenCount


def freeze_counts(opinion_key: UUID, anew: Iterable[UUID] = ()) -> int:
    """Keep the counts that became public as they stand today, and those of some observations `anew`. Returns how many.

    What is masked live is masked here: both pass the module of disclosure.
    """
    frozen = {row.observation_key: row.frozen_at for row in FrozenCount.objects.filter(opinion_key=opinion_key)}
    released = Evidence.objects.released().shared().filter(opinion_key=opinion_key).order_by()
    newest = dict(released.values_list("observation_key").annotate(Max("released_at")))
    due = {key for key, at in newest.items() if key not in frozen or at > frozen[key]} | set(anew)
    sums = evidence_of(opinion_key) if due else {}
    rows = [frozen_count(opinion_key, key, sums.get(key, NO_EVIDENCE)) for key in sorted(due)]
    return len(FrozenCount.objects.bulk_create(rows))


def frozen_count(opinion_key: UUID, key: UUID, found: EvidenceSum) -> FrozenCount:
    """One count as it is kept."""
    return FrozenCount(
        opinion_key=opinion_key,
        observation_key=key,
        problems=found.problems,
        affected=found.affected,
        centres=found.centres,
        cells=found.cells,
        as_of=found.as_of or clock.today(),
        fictive=found.fictive,
        rule=MIN_CPAS_SHOWN,
        frozen_at=clock.now(),
    )
