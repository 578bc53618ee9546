"""What can be done with a story: take it along, which is recorded."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from committee.access.policy import require
from committee.journal.subjects import name_of
from committee.journal.verbs import register_verb
from committee.people.models import Person
from issues.conversation.threads.actions.posts import readable_owner
from issues.overview.import_export.actions import record_transfer
from issues.overview.import_export.policy import may_export

TAKEN = register_verb("story.exported", _("took the story of %(reference)s along: %(count)s facts"))


@transaction.atomic
def record_story_taken(*, by: Person, thread_id: int, count: int, form: str) -> None:
    """Record in one's own organisation's lane that the story of a thing left the portal. Raises PermissionDenied."""
    owner = readable_owner(by, thread_id)
    require(may_export(by))
    name = name_of(*owner.about)
    record_transfer(TAKEN, by, ("dossier", name), reference=name, count=count, form=form)
