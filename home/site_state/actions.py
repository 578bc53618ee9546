"""What the count of the worker leaves to be found, and what a test tries."""

from __future__ import annotations

from django.core.cache import cache
from django.utils import timezone
from django_tasks import task

from committee.access.policy import require
from committee.people.models import Person
from home.operations.policy import may_run_site
from home.site_state.queries import MAILED, TRIED, TROUBLE
from publications.pages.actions import name_site


def keep_trouble(count: int) -> int:
    """Keep how many checks ask for something, for pages that say so. Returns it."""
    cache.set(TROUBLE, count, timeout=None)
    return count


def queue_test(*, by: Person) -> None:
    """Give the worker a task that only says when it was done. Raises PermissionDenied."""
    require(may_run_site(by))
    cache.delete(TRIED)
    answer_test.enqueue()


@task()
def answer_test() -> None:
    """Say that a task was done."""
    cache.set(TRIED, timezone.now(), timeout=24 * 3600)


def keep_mail_test(*, by: Person, error: str) -> None:
    """Keep what became of a test mail; without an error it left. Raises PermissionDenied."""
    require(may_run_site(by))
    cache.set(MAILED, (timezone.now(), error[:300]), timeout=None)


def mend_address(*, by: Person) -> None:
    """Let published pages say SITE_URL. Raises PermissionDenied."""
    require(may_run_site(by))
    name_site()
