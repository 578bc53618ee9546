"""What of a site is there already."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from committee.invitations.models import Invitation
from committee.organisations.models import Kind, Membership, MembershipRole, Organisation
from committee.people.models import Person
from committee.seats.models import Committee


def first_administrator() -> Person | None:
    """The technical administrator who was there first, if any."""
    return Person.objects.filter(is_superuser=True, is_active=True).order_by("pk").first()


def first_of_secretariat() -> Person | None:
    """The person of the secretariat who was there first, if any."""
    held = {"role": MembershipRole.SECRETARIAT, "organisation__kind": Kind.FEDERATION, "person__is_active": True}
    place = Membership.objects.current().filter(**held).select_related("person").order_by("pk").first()
    return place.person if place else None


def secretariat_invited() -> Invitation | None:
    """The invitation of the secretariat that waits, expired or not, if any."""
    return (
        Invitation.objects.pending().filter(role=MembershipRole.SECRETARIAT, is_technical=False).order_by("pk").first()
    )


def invitation_to(address: str) -> Invitation | None:
    """The invitation that waits for an address, expired or not, if any."""
    return Invitation.objects.pending().filter(address=address).select_related("organisation").first()


def address_of_secretariat() -> str:
    """Where the first person of the secretariat is, or is invited; empty where nobody is."""
    person = first_of_secretariat()
    invited = None if person else secretariat_invited()
    return person.email if person else invited.address if invited else ""


def has_centres() -> bool:
    """Whether any centre takes part yet."""
    return Organisation.objects.cpas().exists()


def federation_called(word: str) -> Organisation | None:
    """The federation in whose name a word stands, such as the short name between brackets; None where it is not just one."""
    found = list(Organisation.objects.filter(kind=Kind.FEDERATION, name_fr__icontains=word)[:2])
    return found[0] if len(found) == 1 else None


def questions_answered() -> dict[str, Any]:
    """What need not be asked, because the site says it already, by the names of the questions."""
    committee, secretariat, language = Committee.objects.first(), address_of_secretariat(), settings.LANGUAGE_CODE
    administrator = first_administrator()
    answered: dict[str, Any] = {"regions": ()} if has_centres() else {}
    answered |= {"administrator": administrator.email} if administrator else {}
    answered |= {"secretariat": secretariat} if secretariat else {}
    answered |= {"federation": committee.secretariat.name_fr} if committee else {}
    return answered | ({"language": language} if administrator and secretariat else {})
