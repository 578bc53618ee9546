"""Sessions in the cache and the database, read together with what else a page asks the cache."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import cached_db

from committee.keeping.nearby import read_with_mark


class SessionStore(cached_db.SessionStore):
    """Django's, which asks the cache once for the session and for the mark of what this process keeps."""

    def load(self) -> dict[str, Any]:
        """What the session holds; from the database where the cache has forgotten it."""
        found = read_with_mark(self.cache_key)
        return super().load() if found is None else found
