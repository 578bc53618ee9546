"""Have a task that failed done again; let a worker say that it is there."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from committee.access.models import Space
from committee.access.policy import require
from committee.journal import clock
from committee.journal.actions import record
from committee.journal.verbs import register_verb
from committee.people.models import Person
from committee.seats.models import Committee
from home.operations.models import HEARTBEAT, Recurrence
from home.operations.policy import may_run_site

RETRIED = register_verb("background.retried", _("had background work done again that had failed: %(task)s"))


@transaction.atomic
def retry_task(*, by: Person, task_id: UUID) -> bool:
    """Queue a failed task again, as if for the first time. Returns whether it had failed. Raises PermissionDenied."""
    require(may_run_site(by))
    failed = DBTaskResult.objects.filter(pk=task_id, status=TaskResultStatus.FAILED)
    path = failed.values_list("task_path", flat=True).first()
    if not failed.update(status=TaskResultStatus.READY, run_after=clock.now(), worker_ids=[]):
        return False
    committee = Committee.objects.select_related("secretariat").first()
    if committee is not None:
        space, name = Space.objects.own(committee.secretariat), str(path).rpartition(".")[2]
        record(by=by, verb=RETRIED, about=("background", str(task_id)), space=space, task=name)
    return True


def record_heartbeat() -> None:
    """Say that a worker is there."""
    Recurrence.objects.update_or_create(name=HEARTBEAT, defaults={"begun_at": clock.now()})
