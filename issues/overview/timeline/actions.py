"""What can be done with a story: take it along, which is recorded."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from committee.access.policy import may_read, require
from committee.journal.verbs import verb
from committee.people.models import Person
from issues.conversation.threads.extension_points import Owner
from issues.overview.import_export.actions import record_transfer
from issues.overview.import_export.policy import may_export

TAKEN = verb("story.exported", _("took the story of %(reference)s along: %(count)s facts"))


def key_of(owner: Owner) -> str:
    """How the journal names what left of a thing: a problem by its reference, a solution by its sort and identifier."""
    kind, key = owner.about
    return key if kind == "problem" else f"{kind} {key}"


@transaction.atomic
def record_story_taken(*, by: Person, owner: Owner, count: int, form: str) -> None:
    """Record in one's own organisation's lane that the story of a thing left the portal. Raises PermissionDenied."""
    require(may_export(by) and may_read(by, owner.space.pk))
    record_transfer(TAKEN, by, ("dossier", key_of(owner)), reference=key_of(owner), count=count, form=form)
