"""Public pages are kept whole; anything that one of them shows and that changes makes all of them stale."""

from __future__ import annotations

import uuid

from django.core.cache import cache

VERSION = "public:version"
KEPT_FOR = 600


def freshen_public_pages() -> None:
    """Make every cached public page stale, after anything that one of them shows has changed."""
    cache.set(VERSION, uuid.uuid4().hex, timeout=None)
