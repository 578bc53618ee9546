"""What the portal knows by name besides texts: terms, organisations and people, each with the list that it leads to."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from committee.access.lanes import Lane
from committee.access.policy import is_member
from committee.access.standing import standing_of
from committee.keeping.nearby import listed
from committee.organisations.models import Membership
from committee.organisations.queries import keys_of_organisations, names_of_organisations
from committee.people.models import Reader
from home.search.text import Term as Word
from home.search.text import compose_text, parse_query, words_in
from issues.overview.register.filters import Filters
from issues.overview.register.search_terms import ListQuery
from issues.problems.taxonomies.models import Term
from issues.problems.taxonomies.queries import terms_by_id

MOST = 6
PEOPLE, KEPT_SECONDS = "search:people", 60
Names = tuple[str, str]
"""A name in French and in Dutch."""


class Way(NamedTuple):
    """A name that was found: what it is, what it is called, and the address of its list of problems."""

    label: str
    name: str
    url: str
    note: str = ""


class Listed(NamedTuple):
    """A name that can be found: what it is, and the filter of the list that it stands for."""

    label: str | Promise
    names: Names
    field: str
    value: int
    notes: Names = ("", "")
    page: str = ""
    """The address of a page of its own, instead of a list."""

    def is_meant(self, words: tuple[Word, ...]) -> bool:
        """Whether its name, with what stands beside it, holds every word, in one of the two languages."""
        spelled = (words_of(f"{name} {note}") for name, note in zip(self.names, self.notes, strict=True))
        return any(all(any(word.matches(one) for one in known) for word in words) for known in spelled)


def ways_named(person: Reader, typed: str) -> list[Way]:
    """At most six terms, organisations and people that hold every word in their name; at most one query."""
    words, found = parse_query(typed).terms, []
    for one in listed_for(person) if words else ():
        if one.is_meant(words):
            found.append(way_of(one))
        if len(found) == MOST:
            break
    return found


def way_of(listed: Listed) -> Way:
    """A name in the reader's language."""
    place = int(get_language() == "nl")
    if listed.page:
        return Way(str(listed.label), listed.names[place], listed.page, listed.notes[place])
    filters: dict[str, Any] = {listed.field: listed.value}
    asked = ListQuery(Filters(**filters))
    url = f"{reverse('issues:problems')}?{asked.query}"
    return Way(str(listed.label), listed.names[place], url, listed.notes[place])


def listed_for(person: Reader) -> Iterator[Listed]:
    """What a person can find by name; people only where the person reads the lane in which they speak to each other."""
    for term in terms_by_id().values():
        yield Listed(Term.Scheme(term.scheme).label, (term.label_fr, term.label_nl), term.scheme, term.pk)
    names, keys = names_of_organisations(), keys_of_organisations()
    member = is_member(person)
    for pk, spelled in names.items():
        page = reverse("registers:organisation", args=[keys[pk]]) if member else ""
        yield Listed(_("Organisation"), spelled, "organisation", pk, page=page)
    if any(space.lane == Lane.COMMON for space in standing_of(person).readable):
        for french, dutch, organisation in known_functions():
            yield Listed(_("Person"), (french, dutch), "organisation", organisation, names[organisation])


def known_functions() -> list[tuple[str, str, int]]:
    """The functions that people hold now, in both languages, with their organisation; remembered for a minute."""
    return listed(PEOPLE, KEPT_SECONDS, read_functions)


def read_functions() -> list[tuple[str, str, int]]:
    """The same, from the database."""
    held = Membership.objects.current().filter(person__is_active=True).order_by("organisation__position", "pk")
    rows = held.values_list("person__function_fr", "person__function_nl", "organisation")
    return list(dict.fromkeys((french, dutch or french, pk) for french, dutch, pk in rows))


@lru_cache(maxsize=8192)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name."""
    return tuple(found.group() for found in words_in(compose_text(name)))
