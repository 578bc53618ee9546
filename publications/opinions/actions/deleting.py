"""What becomes of evidence and answers when the last text of an opinion, or of an observation, is deleted."""

from django.db import transaction
from django.utils.translation import gettext as _

from committee.people.models import Person
from publications.opinions.actions.publishing import WITHDRAWN, record_citation
from publications.opinions.models import AuthorityAnswer, Evidence, OpinionPage


@transaction.atomic
def forget_deleted_opinions(*, by: Person) -> int:
    """Take back the evidence and the answers of opinions that no language has any more. Returns how many citations.

    Whether a page may be deleted, Wagtail has asked before.
    """
    kept = OpinionPage.objects.values("translation_key")
    rows = Evidence.objects.select_for_update(of=("self",)).exclude(opinion_key__in=kept)
    lost = list(rows.select_related("problem__space"))
    for row in lost:
        record_citation(WITHDRAWN, by, row, "–", reason=_("The opinion was deleted."))
        row.delete()
    AuthorityAnswer.objects.exclude(opinion_key__in=kept).delete()
    return len(lost)
