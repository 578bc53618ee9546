"""What a page asks of the shared cache, counted in the same way whichever cache serves."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.cache import caches

ASKS = ("get", "get_many", "set", "set_many", "add", "incr", "delete", "delete_many", "touch")


@contextmanager
def counted_calls() -> Iterator[list[str]]:
    """The names of what the cache is asked while the body runs, each a trip where the cache is a server; of nothing it is
    not asked."""
    calls: list[str] = []
    kind, within = type(caches["default"]), []

    def counted(name: str):
        ask = getattr(kind, name)

        def asked(self, *args, **kwargs):
            if not within and args[0]:
                calls.append(name)
            within.append(name)
            try:
                return ask(self, *args, **kwargs)
            finally:
                within.pop()

        return asked

    with pytest.MonkeyPatch.context() as patch:
        for name in ASKS:
            patch.setattr(kind, name, counted(name))
        yield calls
