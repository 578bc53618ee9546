"""The worker of split processes ends when it is told to."""

import os
import signal
import threading

import pytest
from django.core.management import call_command

from home.server import worker


@pytest.fixture
def restored_signals():
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_works_until_a_signal(restored_signals, monkeypatch, capsys, number):
    done = []
    monkeypatch.setattr(worker, "POLL_SECONDS", 0.01)
    monkeypatch.setattr(worker, "do_queued", lambda: done.append(1) or end(done, number))
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    monkeypatch.setattr(worker.connections, "close_all", lambda: done.append("closed"))
    call_command("work")
    assert done == [1, 1, 1, "closed"]


def end(done: list, number: int) -> None:
    if len(done) == 3:
        threading.Thread(target=os.kill, args=(os.getpid(), number)).run()
