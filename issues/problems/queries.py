"""Problems as pages read them."""

from __future__ import annotations

from django.core.cache import cache
from django.db.models import Q

from issues.problems.models import Problem, Term

TERMS = "problems:terms"


def terms() -> dict[int, Term]:
    """Every term of every taxonomy by identifier, in order; read from the cache until `forget_terms`."""
    known = cache.get(TERMS)
    if known is None:
        known = {term.pk: term for term in Term.objects.order_by("scheme", "position", "pk")}
        cache.set(TERMS, known, timeout=3600)
    return known


def forget_terms() -> None:
    """Drop the cached taxonomies, after one was edited."""
    cache.delete(TERMS)


def terms_of(scheme: str) -> list[Term]:
    """The terms of one taxonomy that may be chosen, in order."""
    return [term for term in terms().values() if term.scheme == scheme and term.retired_on is None]


def found_in(words: str) -> Q:
    """Problems whose reference or title in either language holds every word, for choosing one of a few."""
    found = Q()
    for word in words.split()[:8]:
        found &= Q(title__icontains=word) | Q(title_other__icontains=word) | Q(reference__icontains=word)
    return found


def get_visible(person, reference: str) -> Problem | None:
    """One problem with what its page shows of it, or None for a stranger; one query."""
    related = ("space", "reporter", "organisation")
    return Problem.objects.visible_to(person).select_related(*related).filter(reference=reference).first()
