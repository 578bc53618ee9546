"""What can be done with an audit: take it along, which is recorded."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from committee.access.policy import insist
from committee.journal.verbs import verb
from committee.people.models import Person
from issues.audit.policy import may_audit
from issues.audit.queries import Audited
from issues.exchange.actions import note

TAKEN = verb("audit.exported", _("took along who could see %(reference)s"))


@transaction.atomic
def record_audit_taken(*, by: Person, thing: Audited) -> None:
    """Record in one's own organisation's lane that an audit left the portal. Raises PermissionDenied."""
    insist(may_audit(by, thing.space.pk))
    key = thing.key if thing.kind == "problem" else f"{thing.kind} {thing.key}"
    note(TAKEN, by, ("audit", key), reference=key)
