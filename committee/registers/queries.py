"""The registers as their pages show them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet, Value
from django.utils.translation import get_language

from committee.access.lanes import Lane
from committee.access.models import Space
from committee.journal.models import Entry
from committee.organisations.models import Kind, Membership, Organisation
from committee.organisations.queries import holding
from committee.people.models import Person, Reader
from committee.registers.policy import may_read_registers
from committee.seats.models import Bench, Committee, Mandate, Seat

PAGE, MOST_SAID = 100, 20
SEARCHED = (
    "name_fr", "name_nl", "name_de", "municipality_fr", "municipality_nl", "postal_codes", "nis",
    "former_names__name_fr", "former_names__name_nl",
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What the register of organisations is narrowed to; empty words narrow nothing."""

    words: str = ""
    kind: str = ""
    region: str = ""
    language: str = ""
    part: str = "now"
    supplier: str = ""

    @property
    def narrows(self) -> bool:
        """Whether anything is narrowed."""
        return self != Asked()


def organisations_asked(asked: Asked) -> QuerySet[Organisation]:
    """The organisations of the register that are asked for, in their order."""
    exact = {name: value for name in ("kind", "region", "language", "supplier") if (value := getattr(asked, name))}
    rows = Organisation.objects.filter(**exact)
    if asked.part:
        rows = rows.filter(ended_on__isnull=asked.part == "now")
    for word in asked.words.split()[:5]:
        rows = rows.filter(pk__in=Organisation.objects.filter(holding(SEARCHED, word)).values("pk"))
    return rows


def organisation_rows(asked: Asked, begin: int = 0) -> list[Organisation]:
    """A page of the register and one row more where there is another, each with how many people it has; one query."""
    current = Q(memberships__ended_on=None, memberships__person__is_active=True)
    people = Count("memberships__person", distinct=True, filter=current)
    rows = organisations_asked(asked).annotate(people=people).order_by("kind", "position", "pk")
    return list(rows.select_related("merged_into")[begin : begin + PAGE + 1])


def suppliers() -> list[str]:
    """The suppliers of software that organisations named."""
    named = Organisation.objects.exclude(supplier="").order_by("supplier")
    return list(named.values_list("supplier", flat=True).distinct())


def organisation_named(key: str) -> Organisation | None:
    """The organisation of an address, or None."""
    found = Q(code=key) | (Q(pk=int(key[1:]), code="") if key[1:].isdigit() and key[0] == "o" else Q(pk__in=[]))
    return Organisation.objects.select_related("merged_into").filter(found).first()


def organisation_keys(keys: Collection[str]) -> QuerySet[Organisation]:
    """The organisations of some keys."""
    numbers = [int(key[1:]) for key in keys if key[:1] == "o" and key[1:].isdigit()]
    return Organisation.objects.filter(Q(code__in=[key for key in keys if key]) | Q(pk__in=numbers, code=""))


def members_of(organisation: Organisation) -> list[Membership]:
    """Who belongs to an organisation now, coordinators first; one query."""
    rows = organisation.memberships.current().filter(person__is_active=True).select_related("person")
    return sorted(rows, key=lambda one: (one.role == "member", one.person.function, one.pk))


def seats_with_holders(seats: QuerySet[Seat] | None = None) -> list[Seat]:
    """Seats by committee and bench, those that are closed left out unless asked for.

    Each has `held`: its mandates that are not over; two queries.
    """
    mandates = Mandate.objects.not_over().select_related("person").order_by("began_on", "pk")
    wanted = Seat.objects.standing() if seats is None else seats
    rows = wanted.select_related("organisation", "committee__secretariat")
    found = rows.prefetch_related(Prefetch("mandates", mandates, to_attr="held"))
    order = {bench.value: place for place, bench in enumerate(Bench)}
    return sorted(found, key=lambda one: (one.committee_id, order[one.bench], one.organisation.position, one.pk))


def seat_with_history(pk: int) -> Seat | None:
    """A seat with `past`: all its mandates, the last begun first; two queries."""
    mandates = Mandate.objects.select_related("person").order_by("-began_on", "-pk")
    seats = Seat.objects.select_related("organisation", "committee")
    return seats.prefetch_related(Prefetch("mandates", mandates, to_attr="past")).filter(pk=pk).first()


def seats_with_mandates() -> list[Seat]:
    """Every seat with `past`: all its mandates in their order; two queries."""
    mandates = Mandate.objects.select_related("person").order_by("began_on", "pk")
    seats = Seat.objects.select_related("organisation", "committee").order_by("committee", "bench", "pk")
    return list(seats.prefetch_related(Prefetch("mandates", mandates, to_attr="past")))


def what_it_was(organisation: Organisation) -> list[tuple[str, date | None, str]]:
    """The former names of an organisation and what was merged into it: name, until when, key; one query."""
    place = 1 if get_language() == "nl" else 0
    names = organisation.former_names.order_by().values_list("name_fr", "name_nl", "until", Value(""))
    merged = organisation.merged.order_by().values_list("name_fr", "name_nl", "ended_on", "code")
    rows = sorted(names.union(merged, all=True), key=lambda row: row[2], reverse=True)
    return [(row[place], row[2], row[3]) for row in rows]


def committees() -> list[Committee]:
    """The committees of the site."""
    return list(Committee.objects.select_related("secretariat"))


def candidates_for(person: Reader, seat: Seat, everybody: bool) -> list[Person]:
    """To whom a seat can be given: who belongs to its organisation; after them anybody, for whoever may seat anybody."""
    current = Membership.objects.current().filter(person__is_active=True)
    if not everybody:
        current = current.filter(organisation=seat.organisation_id)
    rows = current.select_related("person", "organisation").order_by(
        "organisation__position", "person__function_fr", "pk"
    )
    found: dict[int, Person] = {}
    for one in sorted(rows, key=lambda one: one.organisation_id != seat.organisation_id):
        one.person.place = one.organisation.name
        found.setdefault(one.person_id, one.person)
    return list(found.values())


def said_about(person: Reader, kind: str, key: str) -> list[Entry]:
    """The last entries about a thing that a person reads; two queries."""
    rows = Entry.objects.visible_to(person).about(kind, key).select_related("organisation", "actor")
    return list(rows.order_by("-pk")[:MOST_SAID])


def readable_keys(person: Reader, keys: Collection[str]) -> set[str]:
    """The keys of registers that a person reads: all of them, or none."""
    return set(keys) if may_read_registers(person) else set()


def common_space(keys: Collection[str]) -> dict[str, int]:
    """Where organisations and seats stand: in the common lane."""
    return dict.fromkeys(keys, Space.objects.lane(Lane.COMMON).pk) if keys else {}


def mergeable(organisation: Organisation) -> list[Organisation]:
    """The organisations into which one can be merged."""
    return list(Organisation.objects.taking_part().filter(kind=organisation.kind).exclude(pk=organisation.pk))


def taking_part_already() -> set[str]:
    """The codes of the centres that are registered."""
    return set(Organisation.objects.filter(kind=Kind.CPAS).values_list("nis", flat=True))
