"""Background tasks: who sees them, that nothing of what they were about is shown, and having one done again."""

import pytest
from django.core.exceptions import PermissionDenied
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from committee.access.models import Space
from committee.seats.models import Committee
from home.operations.actions import retry_task
from tests.committee.records import recording

URL = "/fr/site/tasks/"
pytestmark = pytest.mark.column


@task()
def remember(word: str) -> None:
    """Nothing is done: the rows are what is looked at."""


@pytest.fixture
def failed(people, settings):
    """A task that failed five times, and one that waits."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    for word in ("confided-one", "confided-two"):
        remember.enqueue(word)
    row = DBTaskResult.objects.earliest("enqueued_at")
    row.status, row.worker_ids = TaskResultStatus.FAILED, ["w"] * 5
    row.exception_class_path, row.traceback = "django.db.utils.IntegrityError", "confided traceback"
    row.save()
    return row


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("secretariat", 200), ("administrator", 200), ("ixelles", 403), ("ixelles_coordination", 403), ("federation", 403),
        ("editor", 403), ("spp_is", 403), ("observer", 403), ("stranger", 404),
    ],
)  # fmt: skip
def test_who_sees_the_page(people, failed, client_of, role, status):
    browser = client_of(getattr(people, role))
    assert browser.get(URL).status_code == status
    assert browser.post(URL, {"task": failed.pk}).status_code == (302 if status == 200 else status)


def test_a_passer_by_is_asked_to_sign_in(ground, client):
    assert client.get(URL).status_code == 302


def test_it_says_which_and_how_it_failed_and_nothing_else(people, failed, client_of, django_assert_max_num_queries):
    browser = client_of(people.secretariat)
    browser.get(URL)
    with django_assert_max_num_queries(9):
        page = browser.get(URL).content.decode()
    assert "test_tasks.remember" in page and "IntegrityError" in page
    assert "confided" not in page


def test_a_failed_task_is_done_again_as_if_for_the_first_time(people, failed, client_of):
    assert client_of(people.secretariat).post(URL, {"task": failed.pk}).status_code == 302
    failed.refresh_from_db()
    assert (failed.status, failed.worker_ids) == (TaskResultStatus.READY, [])
    assert DBTaskResult.objects.ready().count() == 2
    assert not retry_task(by=people.secretariat, task_id=failed.pk)


def test_it_is_recorded_who_had_it_done_again(people, failed):
    with recording() as records:
        assert retry_task(by=people.administrator, task_id=failed.pk)
        assert not retry_task(by=people.administrator, task_id=failed.pk)
    [one] = records
    assert (one.verb, one.subjects) == ("background.retried", [("background", str(failed.pk))])
    assert one.space == Space.objects.own(Committee.objects.get().secretariat)


def test_nobody_else_has_it_done_again(people, failed):
    with pytest.raises(PermissionDenied):
        retry_task(by=people.federation, task_id=failed.pk)
    assert DBTaskResult.objects.failed().count() == 1


@pytest.mark.parametrize(("task_id", "status"), [("", 404), ("x", 404), ("00000000-0000-4000-8000-000000000000", 302)])
def test_a_task_that_is_none(people, client_of, task_id, status):
    assert client_of(people.secretariat).post(URL, {"task": task_id}).status_code == status
