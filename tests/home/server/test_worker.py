"""Work that nobody waits for: it is done, tried again when it fails, and never ends the worker."""

import threading
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from home.server import worker

pytestmark = pytest.mark.column

DONE = []


@task()
def remember(word: str) -> None:
    if word == "trouble":
        raise ValueError(word)
    DONE.append(word)


@pytest.fixture(autouse=True)
def database_queue(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    DONE.clear()


@pytest.mark.django_db(transaction=True)
def test_what_is_queued_is_done_in_its_order(django_assert_max_num_queries):
    for word in ("one", "two"):
        remember.enqueue(word)
    worker.do_queued()
    assert DONE == ["one", "two"]
    with django_assert_max_num_queries(1):
        worker.do_queued()


@pytest.mark.django_db(transaction=True)
def test_a_task_that_fails_is_tried_again_later_and_not_for_ever(caplog):
    remember.enqueue("trouble")
    delays = []
    while True:
        worker.do_queued()
        if not worker.retry_failed():
            break
        again = DBTaskResult.objects.get()
        delays.append(round((again.run_after - again.finished_at).total_seconds()))
        assert not DBTaskResult.objects.ready().exists()
        DBTaskResult.objects.update(run_after=timezone.now())
    assert delays == [30, 60, 120, 240]
    assert DBTaskResult.objects.get().status == "FAILED"


@pytest.mark.django_db
def test_a_task_cut_off_by_a_crash_is_tried_again():
    remember.enqueue("one")
    DBTaskResult.objects.update(status="RUNNING", worker_ids=["gone"], started_at=timezone.now())
    assert worker.retry_failed() == 0
    DBTaskResult.objects.update(started_at=timezone.now() - timedelta(hours=2))
    assert worker.retry_failed() == 1


def test_what_recurs_is_due_once_an_interval(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(worker, "monotonic", lambda: now[0])
    monkeypatch.setattr(worker, "PERIODIC", [(10, list), (60, dict)])
    clock = worker.Clock()
    heard = []
    for now[0] in (105, 110, 111, 125, 160, 161):
        heard.append([doing for doing in clock.due() if doing in (list, dict)])
    assert heard == [[], [list], [], [list], [list, dict], []]


@pytest.mark.django_db
def test_what_recurs_rarely_goes_on_where_the_worker_was_stopped(monkeypatch):
    """A worker that is started anew every day, or of which there are two, does once a day what recurs once a day."""
    heard, days = [], [timezone.now()]

    def daily():
        heard.append(days[-1].day)

    monkeypatch.setattr(worker.timezone, "now", lambda: days[-1])
    monkeypatch.setattr(worker, "PERIODIC", [(24 * 3600, daily)])
    begin = days[0]
    for hours in (0, 20, 25, 26, 40, 50):
        days.append(begin + timedelta(hours=hours))
        for _process in range(2):
            look_at_all(worker.Clock(), monkeypatch)
    assert len(heard) == 2


def look_at_all(clock, monkeypatch) -> None:
    """Let a clock that was just made come to its first look."""
    clock.next = [0.0] * len(clock.next)
    for doing in clock.due():
        doing()


@pytest.mark.django_db
def test_what_recurs_rarely_and_fails_is_due_again():
    def troublesome():
        raise ValueError("trouble")

    worker.do_if_due(timedelta(0), list)
    for _turn in range(2):
        with pytest.raises(ValueError, match="trouble"):
            worker.do_if_due(timedelta(0), troublesome)


@pytest.mark.django_db
def test_tasks_and_sessions_that_are_over_are_forgotten():
    for _turn in range(2):
        remember.enqueue("one")
    old, fresh = DBTaskResult.objects.order_by("enqueued_at")
    DBTaskResult.objects.update(status="SUCCESSFUL", finished_at=timezone.now())
    DBTaskResult.objects.filter(pk=old.pk).update(finished_at=timezone.now() - timedelta(days=15))
    assert worker.forget_results() == 1
    assert DBTaskResult.objects.get().pk == fresh.pk
    for days in (-1, 1):
        Session.objects.create(
            session_key=f"key{days}", session_data="", expire_date=timezone.now() + timedelta(days=days)
        )
    worker.forget_sessions()
    assert [session.session_key for session in Session.objects.all()] == ["key1"]


@pytest.mark.django_db(transaction=True)
def test_an_error_is_logged_and_the_work_goes_on_until_told_to_stop(monkeypatch, caplog):
    stop = threading.Event()
    turns = iter(range(3))

    def troublesome():
        if next(turns) == 2:
            stop.set()
        raise ValueError("trouble")

    monkeypatch.setattr(worker, "POLL_SECONDS", 0)
    monkeypatch.setattr(worker, "PERIODIC", [(0, troublesome)])
    worker.work(stop)
    assert [record.getMessage() for record in caplog.records].count(f"{troublesome.__qualname__} failed") == 3
