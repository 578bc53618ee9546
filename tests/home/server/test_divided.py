"""Parts in processes of their own: begun again where one ends, and told to stop with the whole."""

import os
import signal
from functools import partial

import pytest

from home.server import divided


@pytest.fixture
def pipe():
    """Where parts say that they have begun, one sign each."""
    ends = os.pipe()
    yield ends
    for end in ends:
        os.close(end)


@pytest.fixture
def whole(monkeypatch, pipe):
    """Divide in a process of its own; gives its identifier."""
    monkeypatch.setattr(divided, "AGAIN_SECONDS", 0.01)

    def part(sign: bytes, lasting: bool) -> None:
        os.write(pipe[1], sign)
        if lasting:
            signal.pause()

    pid = os.fork()
    if not pid:
        divided.divide([partial(part, b"a", True), partial(part, b"b", False)])
        os._exit(0)
    yield pid


def test_a_part_that_ends_is_begun_again_and_all_stop_together(whole, pipe):
    begun = b"".join(os.read(pipe[0], 1) for _ in range(4))
    assert begun.count(b"a") <= 1 and begun.count(b"b") >= 3
    os.kill(whole, signal.SIGTERM)
    assert os.waitpid(whole, 0)[1] == 0
