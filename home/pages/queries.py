"""The obligatory pages as they are found."""

from __future__ import annotations

from home.pages.models import StatementPage


def published_statement(purpose: str, language: str) -> StatementPage | None:
    """The published page of a purpose in a language; one query."""
    pages = StatementPage.objects.live().filter(purpose=purpose, locale__language_code=language)
    found: StatementPage | None = pages.order_by("path").first()
    return found
