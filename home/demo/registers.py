"""What the registers hold in the demonstration: seats with their history, a vacancy, an observer until a day, software."""

from __future__ import annotations

from typing import Any

from committee.journal import clock
from committee.organisations.actions import register_organisation
from committee.organisations.models import Kind, Organisation
from committee.people.models import Person
from committee.registers.actions import describe_software, merge_organisations, rename_organisation
from committee.seats.actions import begin_mandate, end_mandate, hand_over_seat
from committee.seats.models import Mandate, Seat
from home.demo.accounts import BRULOCALIS, SPP_IS, Cast
from home.demo.days import moment, told_day

SOFTWARE = (("Logiciel social A", "7.2"), ("Logiciel social B", "2025.3"), ("Développement propre", ""))
PILOTS = ("21009", "21012")
DECISION = "Décision du bureau de la fédération"
OBSERVER_UNTIL = "2026-02-02"


def load_registers(cast: Cast) -> None:
    """Tell how seats were held before and since, and with which software the CPAS work."""
    secretariat = cast.accounts["secretariat@example.org"]
    brulocalis = Seat.objects.get(mandates__person__email="federation@example.org")
    with clock.acting_at(moment("2025-06-16")):
        deputy = cast.person("Conseillère juridique", BRULOCALIS)
        begin_mandate(by=secretariat, seat=brulocalis, person=deputy, capacity="substitute", decision=DECISION)
    spp_is = Seat.objects.get(mandates__person__email="spp-is@example.org")
    with clock.acting_at(moment("2025-09-01")):
        analyst = cast.person("Analyste fonctionnel", SPP_IS)
        mandate = begin_mandate(by=secretariat, seat=spp_is, person=analyst, capacity="substitute")
    with clock.acting_at(moment("2025-10-06")):
        next_one = cast.person("Chef de projet applicatif", SPP_IS)
        hand_over_seat(by=secretariat, mandate=mandate, person=next_one, decision="Note du président du SPP-IS")
    leave_a_vacancy(secretariat, cast)
    observer = Mandate.objects.get(person__email="observateur@example.org")
    end_mandate(by=secretariat, mandate=observer, ended_on=told_day(OBSERVER_UNTIL))
    note_software(secretariat)
    tell_of_guests(secretariat)


def leave_a_vacancy(secretariat: Person, cast: Cast) -> None:
    """A federation's full member left, and nobody follows yet."""
    seat = Seat.objects.filter(bench="federations", mandates=None).first()
    if seat is None:
        return
    with clock.acting_at(moment("2025-06-16")):
        holder = cast.person("Collaboratrice politique sociale", seat.organisation.name_fr)
        mandate = begin_mandate(by=secretariat, seat=seat, person=holder)
    with clock.acting_at(moment("2025-11-03")):
        end_mandate(by=secretariat, mandate=mandate)


def note_software(secretariat: Person) -> None:
    """Say with which software each CPAS works."""
    with clock.acting_at(moment("2025-09-15")):
        for number, place in enumerate(Organisation.objects.cpas()):
            supplier, version = SOFTWARE[number % len(SOFTWARE)]
            facts: dict[str, Any] = {"supplier": supplier, "software_version": version, "pilot": place.nis in PILOTS}
            describe_software(by=secretariat, organisation=place, **facts)


def tell_of_guests(secretariat: Person) -> None:
    """The guests had another name, and another circle of guests was taken in with them."""
    guests = Organisation.objects.get(kind=Kind.GUEST, ended_on=None)
    facts: dict[str, Any] = {"name_fr": "Cercle des experts", "name_nl": "Kring van deskundigen", "position": 91}
    other = register_organisation(kind=Kind.GUEST, **facts)
    with clock.acting_at(moment("2025-10-20")):
        merge_organisations(by=secretariat, merged=other, into=guests)
        names = {"name_fr": "Experts et observateurs invités", "name_nl": "Uitgenodigde deskundigen en waarnemers"}
        rename_organisation(by=secretariat, organisation=guests, **names)
