"""Why a text may not become public now, whoever asks: its own hindrances, as its latest text has them."""

from __future__ import annotations

from wagtail.models import Page


def hindrances_of(page: Page) -> list[str]:
    """Why the latest text of a page may not become public yet; nothing where it may."""
    asked = getattr(page.specific.get_latest_revision_as_object(), "hindrances", None)
    return asked() if asked else []
