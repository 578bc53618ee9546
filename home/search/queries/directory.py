"""What the portal knows by name besides texts: terms, organisations and people, each with the list that it leads to."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice
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
from home.search.text import compose_text, parse_query, words_in
from issues.overview.register.filters import Filters
from issues.overview.register.search_terms import ListQuery
from issues.problems.taxonomies.models import Term
from issues.problems.taxonomies.queries import terms_by_id

MOST = 6
PEOPLE, KEPT_SECONDS = "search:people", 60
ORGANISATION, PERSON = _("Organisation"), _("Person")
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


def ways_named(person: Reader, typed: str) -> list[Way]:
    """At most six terms, organisations and people that hold every word in their name, with what stands beside it, in one
    of the two languages; at most one query.
    """
    words = parse_query(typed).terms
    known = listed_for(person) if words else []
    spelled = tuple(f"{name} {note}" for one in known for name, note in zip(one.names, one.notes, strict=True))
    places = places_by_word(spelled)
    holding = [{place for one, held in places.items() if word.matches(one) for place in held} for word in words]
    meant = dict.fromkeys(place // 2 for place in sorted(set.intersection(*holding))) if holding else ()
    return [way_of(known[place], person) for place in islice(meant, MOST)]


@lru_cache(maxsize=8)
def places_by_word(spelled: tuple[str, ...]) -> dict[str, list[int]]:
    """Each word of some names, and the places of the names that hold it."""
    found: dict[str, list[int]] = {}
    for place, name in enumerate(spelled):
        for word in words_in(compose_text(name)):
            found.setdefault(word.group(), []).append(place)
    return found


def way_of(listed: Listed, person: Reader) -> Way:
    """A name in the reader's language: an organisation leads a member to its page, anything else to its list of problems."""
    place = int(get_language() == "nl")
    if listed.label == ORGANISATION and is_member(person):
        url = reverse("registers:organisation", args=[keys_of_organisations()[listed.value]])
    else:
        filters: dict[str, Any] = {listed.field: listed.value}
        url = f"{reverse('issues:problems')}?{ListQuery(Filters(**filters)).query}"
    return Way(str(listed.label), listed.names[place], url, listed.notes[place])


def listed_for(person: Reader) -> list[Listed]:
    """What a person can find by name; people only where the person reads the lane in which they speak to each other."""
    labels = {scheme.value: scheme.label for scheme in Term.Scheme}
    names = names_of_organisations()
    found = [
        Listed(labels[term.scheme], (term.label_fr, term.label_nl), term.scheme, term.pk)
        for term in terms_by_id().values()
    ]
    found += [Listed(ORGANISATION, spelled, "organisation", pk) for pk, spelled in names.items()]
    if any(space.lane == Lane.COMMON for space in standing_of(person).readable):
        functions = known_functions()
        found += [Listed(PERSON, (fr, nl), "organisation", pk, names[pk]) for fr, nl, pk in functions]
    return found


def known_functions() -> list[tuple[str, str, int]]:
    """The functions that people hold now, in both languages, with their organisation; remembered for a minute."""
    return listed(PEOPLE, KEPT_SECONDS, read_functions)


def read_functions() -> list[tuple[str, str, int]]:
    """The same, from the database."""
    held = Membership.objects.current().filter(person__is_active=True).order_by("organisation__position", "pk")
    rows = held.values_list("person__function_fr", "person__function_nl", "organisation")
    return list(dict.fromkeys((french, dutch or french, pk) for french, dutch, pk in rows))
