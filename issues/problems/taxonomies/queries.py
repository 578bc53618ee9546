"""The taxonomies as pages read them."""

from __future__ import annotations

from typing import Any

from committee.keeping.nearby import forget_lists, listed
from issues.problems.taxonomies.models import Term

TERMS, KEPT_SECONDS = "problems:terms", 3600


def terms_by_id() -> dict[int, Term]:
    """Every term of every taxonomy by identifier, in order; kept until `forget_terms`."""
    return listed(TERMS, KEPT_SECONDS, read_terms)


def read_terms() -> dict[int, Term]:
    """The same, from the database."""
    return {term.pk: term for term in Term.objects.order_by("scheme", "position", "pk")}


def forget_terms() -> None:
    """Let the taxonomies be read anew, after one was edited."""
    forget_lists()


def terms_of(scheme: str, *, retired: bool = False) -> list[Term]:
    """The terms of one taxonomy that may be chosen, in order; with `retired`, the others after them."""
    of = [term for term in terms_by_id().values() if term.scheme == scheme]
    return [term for term in of if term.retired_on is None] + [term for term in of if retired and term.retired_on]


def taxonomies() -> list[dict[str, Any]]:
    """Every taxonomy as the secretariat edits it: its code, its name, its terms, and those that were retired."""
    return [
        {
            "code": scheme.value,
            "label": scheme.label,
            "terms": terms_of(scheme),
            "retired": [term for term in terms_of(scheme, retired=True) if term.retired_on],
        }
        for scheme in Term.Scheme
    ]
