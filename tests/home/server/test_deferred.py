"""What follows an answer: at once where nothing is served, else in order, in a thread, whatever fails."""

import threading

import pytest

from home.server import deferred as after


@pytest.fixture
def served(monkeypatch):
    """As in a process that serves."""
    monkeypatch.setattr(after, "close_old_connections", lambda: None)
    after.serving.set()
    yield
    after.serving.clear()


def test_where_nothing_is_served_it_is_done_at_once():
    done = []
    after.defer(done.append, 1)
    assert done == [[1]]


def test_begin_has_no_effect_where_tasks_are_immediate():
    after.start_deferring()
    assert not after.serving.is_set()


def test_it_is_done_in_order_by_another_thread_what_came_meanwhile_together_and_an_error_stops_nothing(served, caplog):
    done, begun, all_sent, ready = [], threading.Event(), threading.Event(), threading.Event()

    def do(those: list) -> None:
        done.append((threading.current_thread().name, those))
        if 0 in those:
            begun.set()
            all_sent.wait(10)

    after.defer(do, 0)
    assert begun.wait(10)
    after.defer(do, 1)
    after.defer(do, 2)
    after.defer(lambda those: 1 / 0, None)
    after.defer(do, 3)
    after.defer(lambda those: ready.set(), None)
    all_sent.set()
    assert ready.wait(10)
    assert done == [("after", [0]), ("after", [1, 2]), ("after", [3])]
    assert "failed" in caplog.text
