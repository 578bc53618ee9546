"""A published opinion is corrected, replaced or withdrawn in public, for a reason that its readers are told."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from committee.access.policy import require
from committee.access.refusals import Refused
from committee.access.versions import require_unchanged
from committee.journal import clock
from committee.journal.verbs import bilingual, register_verb
from committee.people.models import Person
from publications.opinions.actions.publishing import record_opinion
from publications.opinions.models import OpinionPage
from publications.opinions.policy import may_change_standing
from publications.opinions.queries import standing_said
from publications.opinions.records import Standing, StandingChange

STANDING = register_verb("opinion.standing", _("said of “%(opinion)s”: %(standing)s"))
NOT_PUBLIC = _("Only what was public can be corrected, replaced or withdrawn.")
NO_NOTE = _("Say it in both languages: every reader of the opinion is told why.")
NO_OTHER = _("Which opinion replaces this one? It must be public.")


@transaction.atomic
def change_standing(
    *,
    by: Person,
    page: OpinionPage,
    standing: str,
    note_fr: str,
    note_nl: str,
    replaced_by: UUID | None = None,
    version: str | None = None,
) -> StandingChange:
    """Say what holds of a published opinion from now on; what was said before stays in its history.

    The same twice changes nothing. Raises PermissionDenied, PersonalDataFound, ChangedMeanwhile, and Refused for an opinion
    that is not public, a note that lacks, or a replacement that nobody can read.
    """
    texts = OpinionPage.objects.select_for_update(of=("self",)).filter(translation_key=page.translation_key)
    require(may_change_standing(by, list(texts)))
    if not any(text.live for text in texts):
        raise Refused(NOT_PUBLIC)
    for name, note in (("note_fr", note_fr), ("note_nl", note_nl)):
        if not note.strip():
            raise Refused(NO_NOTE, field=name)
    other = replaced_by if standing == Standing.REPLACED else None
    if standing == Standing.REPLACED and not is_replacement(page, other):
        raise Refused(NO_OTHER, field="replaced_by")
    facts = {"standing": str(Standing(standing)), "note_fr": note_fr, "note_nl": note_nl, "replaced_by": other}
    last = StandingChange.objects.filter(opinion_key=page.translation_key).last()
    said = standing_said(last)
    require_unchanged(version, said, facts)
    if last and said == facts:
        return last
    change = StandingChange.objects.create(
        opinion_key=page.translation_key, changed_by=by, changed_at=clock.now(), **facts
    )
    record_opinion(STANDING, by, page.translation_key, standing=bilingual(Standing(standing).label))
    return change


def is_replacement(page: OpinionPage, other: UUID | None) -> bool:
    """Whether another opinion that the public reads has this key."""
    live = OpinionPage.objects.live().filter(translation_key=other)
    return other != page.translation_key and bool(live.exists())
