"""The directory, and a person as their page shows them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse

from committee.absences.models import Absence
from committee.access.policy import runs_the_committee
from committee.invitations.models import Invitation
from committee.invitations.policy import may_handle_invitation
from committee.members.extension_points import CLOSED, Left
from committee.members.models import HandedOver, Handover
from committee.members.policy import may_see_all_of, visible_to
from committee.organisations.models import Membership
from committee.organisations.queries import holding
from committee.people.models import Person
from committee.seats.models import Mandate

PAGE = 50


@dataclass(frozen=True)
class Sought:
    """What the directory is asked for: words, an organisation by its identifier, people who left."""

    words: str = ""
    organisation: int | None = None
    left: bool = False


def directory_page(person: Person, sought: Sought, page: int = 0) -> list[Person]:
    """The people that a reader may know of, each with `places` and `away`; one more than PAGE where there are others.

    Four queries, whatever the rows.
    """
    found = visible_to(person).filter(is_active=not sought.left)
    for word in sought.words.split()[:6]:
        found = found.filter(holding_word(word, with_address=runs_the_committee(person)))
    if sought.organisation:
        found = found.filter(memberships__organisation=sought.organisation, memberships__ended_on=None)
    rows = found.order_by("function_fr", "pk").distinct().prefetch_related(*with_places())
    return list(rows[page * PAGE : (page + 1) * PAGE + 1])


def holding_word(word: str, *, with_address: bool) -> Q:
    """People whose function or organisation holds a word, in either language; addresses for who may see them all."""
    names = ("memberships__organisation__name_fr", "memberships__organisation__name_nl")
    placed = holding(names, word) & Q(memberships__ended_on=None)
    columns = ("function_fr", "function_nl", *(("email",) if with_address else ()))
    return placed | holding(columns, word)


def with_places() -> tuple[Prefetch[str, QuerySet[Membership], str], Prefetch[str, QuerySet[Absence], str]]:
    """What is read along with people: `places`, the organisations they work for, and `away`, today's absence."""
    places = Membership.objects.current().select_related("organisation")
    away = Absence.objects.current().select_related("substitute")
    return Prefetch("memberships", places, "places"), Prefetch("absences", away, "away")


def places_of(person: Person) -> list[Membership]:
    """Where a person works now; one query."""
    return list(Membership.objects.current().filter(person=person).select_related("organisation"))


def mandates_of(person: Person) -> list[Mandate]:
    """The seats that a person holds or held, the newest first; one query."""
    held = Mandate.objects.filter(person=person).select_related("seat__organisation", "seat__committee")
    return list(held.order_by("-began_on", "-pk"))


def absences_of(person: Person) -> list[Absence]:
    """When a person is away, from today on; one query."""
    return list(Absence.objects.to_come().filter(person=person).select_related("substitute"))


def invitations_in_hand(person: Person) -> list[str]:
    """The keys of the invitations that a person sent and that wait for an answer; one query."""
    return [str(pk) for pk in Invitation.objects.pending().filter(invited_by=person).values_list("pk", flat=True)]


def tell_invitations(reader: Person, keys: Collection[str]) -> dict[str, Left]:
    """Invitations in words, for who handles them; one query."""
    rows = Invitation.objects.filter(pk__in=keys).select_related("organisation", "seat")
    url = reverse("invitations:invite")
    return {
        str(one.pk): Left(f"{one.address} · {one.organisation}", url=url)
        if may_handle_invitation(reader, one)
        else Left(CLOSED)
        for one in rows
    }


def handovers_to(person: Person) -> list[Handover]:
    """The departures after which a person holds something, the last one first; one query."""
    theirs = Handover.objects.filter(Exists(HandedOver.objects.filter(handover=OuterRef("pk"), to=person)))
    return list(theirs.select_related("person"))


def things_of(reader: Person, handover: Handover) -> list[HandedOver]:
    """What was passed on in a departure, as far as the reader may know to whom; one query."""
    rows = handover.things.select_related("to")
    return list(rows if may_see_all_of(reader, handover) else rows.filter(to=reader))
