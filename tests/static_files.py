"""WhiteNoise that looks for the static files once in a process: each client of a test loads the middleware anew."""

from __future__ import annotations

from functools import cache

from whitenoise.middleware import WhiteNoiseMiddleware


class FoundOnce(WhiteNoiseMiddleware):
    """What the finders find is part of the code, and no test changes it."""

    def add_files_from_finders(self) -> None:
        """Serve what the first of these middlewares found."""
        self.files.update(found(self.static_prefix, self.max_age))


@cache
def found(static_prefix: str, max_age: int) -> dict[str, object]:
    """Every static file, by the address that it is served at."""
    return dict(WhiteNoiseMiddleware(None).files)
