"""What can be done with an audit: take it along, which is recorded."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from committee.access.policy import require
from committee.journal.subjects import name_of
from committee.journal.verbs import register_verb
from committee.people.models import Person
from issues.overview.access_audit.policy import may_audit
from issues.overview.access_audit.queries import Audited
from issues.overview.import_export.actions import record_transfer

TAKEN = register_verb("audit.exported", _("took along who could see %(reference)s"))


@transaction.atomic
def record_audit_taken(*, by: Person, thing: Audited) -> None:
    """Record in one's own organisation's lane that an audit left the portal. Raises PermissionDenied."""
    require(may_audit(by, thing.space.pk))
    key = name_of(thing.kind, thing.key)
    record_transfer(TAKEN, by, ("audit", key), reference=key)
