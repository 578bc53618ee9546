"""Have a task that failed done again; let a worker say that it is there."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from committee.access.policy import require
from committee.journal import clock
from committee.people.models import Person
from home.operations.models import HEARTBEAT, Recurrence
from home.operations.policy import may_run_site


@transaction.atomic
def retry_task(*, by: Person, task_id: UUID) -> bool:
    """Queue a failed task again, as if for the first time. Returns whether it had failed. Raises PermissionDenied.

    The journal tells of cases, not of machines: the task's own row keeps when it was done again.
    """
    require(may_run_site(by))
    failed = DBTaskResult.objects.filter(pk=task_id, status=TaskResultStatus.FAILED)
    return bool(failed.update(status=TaskResultStatus.READY, run_after=clock.now(), worker_ids=[]))


def record_heartbeat() -> None:
    """Say that a worker is there."""
    Recurrence.objects.update_or_create(name=HEARTBEAT, defaults={"begun_at": clock.now()})
