"""The organisations and the people of an invented site."""

from __future__ import annotations

from dataclasses import dataclass

from committee.access.lanes import Lane
from committee.access.models import Space
from committee.organisations.actions import load_organisations, register_organisation
from committee.organisations.models import Kind, MembershipRole, Organisation
from committee.people.models import Person
from committee.seats.actions import begin_membership, found_committee

PASSWORD = "demonstration"  # printed on purpose, and refused in production
READERS = 20
"""How many people of the centres can sign in; a centre beyond them has a person who only wrote."""


@dataclass(frozen=True)
class Ground:
    """Who is there: the centres in the order of the strip, one person for each, and the spaces."""

    centres: list[Organisation]
    people: list[Person]
    federation: Organisation
    administration: Organisation
    speakers: dict[Lane, Person]
    spaces: dict[Lane, Space]
    own: list[Space]


def settle(organisations: int) -> Ground:
    """Register the centres, real ones first and invented ones up to the number asked, and give each a person."""
    load_organisations()
    for number in range(Organisation.objects.cpas().count() + 1, organisations + 1):
        register_organisation(
            kind=Kind.CPAS,
            name_fr=f"CPAS inventé {number}",
            name_nl=f"Verzonnen OCMW {number}",
            municipality_fr=f"Commune inventée {number}",
            municipality_nl=f"Verzonnen gemeente {number}",
            position=100 + number,
        )
    centres = list(Organisation.objects.cpas()[:organisations])
    federation = Organisation.objects.filter(kind=Kind.FEDERATION)[0]
    administration = Organisation.objects.filter(kind=Kind.ADMINISTRATION)[0]
    admin = Person.objects.create_superuser(
        "administration@example.org", PASSWORD, function_fr="Administration technique", is_demonstration=True
    )
    found_committee(by=admin, name_fr="Comité inventé", name_nl="Verzonnen comité", secretariat=federation)
    speakers = {
        Lane.FEDERATIONS: seated(admin, "secretariat", federation, MembershipRole.SECRETARIAT),
        Lane.ADMINISTRATION: seated(admin, "spp-is", administration),
    }
    people = [seated(admin, f"cpas{n}", centre) if n <= READERS else writer(n) for n, centre in enumerate(centres, 1)]
    spaces = {lane: Space.objects.lane(lane) for lane in (Lane.COMMON, Lane.FEDERATIONS, Lane.ADMINISTRATION)}
    own = [Space.objects.own(centre) for centre in centres]
    return Ground(centres, people, federation, administration, speakers, spaces, own)


def seated(admin: Person, name: str, organisation: Organisation, role=MembershipRole.MEMBER) -> Person:
    """Someone who can sign in."""
    person = Person.objects.create_user(
        f"{name}@example.org", PASSWORD, function_fr=f"Référence numérique {name}", is_demonstration=True
    )
    begin_membership(by=admin, person=person, organisation=organisation, role=role)
    return person


def writer(number: int) -> Person:
    """Someone who wrote, and cannot sign in."""
    return Person.objects.create_user(
        f"cpas{number}@example.org", None, function_fr=f"Référence numérique cpas{number}", is_demonstration=True
    )
