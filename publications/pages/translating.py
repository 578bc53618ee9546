"""What one language of a page lacks of the other, brought over as it stands there: it is untranslated until it is not."""

from __future__ import annotations

from typing import Any

from publications.pages.parity import keyed_rows


def bring_missing_rows(page: Any, other: Any) -> int:
    """Add to a text, in memory, the rows that it lacks of its other language; nothing is saved. Returns how many."""
    here = {(relation, row.translation_key) for relation, row in keyed_rows(page)}
    brought = 0
    for relation, row in keyed_rows(other):
        if (relation, row.translation_key) not in here:
            fields = {
                field.name: getattr(row, field.name)
                for field in row._meta.concrete_fields
                if field.name not in ("id", "page", "locale")
            }
            getattr(page, relation).add(type(row)(**fields, locale=page.locale))
            brought += 1
    return brought
