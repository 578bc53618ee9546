"""Who sees whom, and who changes whose place."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from committee.access.lanes import Lane
from committee.access.policy import may_give_role, runs_the_committee
from committee.access.standing import standing_of
from committee.members.models import HandedOver, Handover
from committee.organisations.models import Membership
from committee.people.models import Person, Reader
from committee.seats.models import Mandate
from committee.seats.policy import may_close_account


def visible_to(person: Reader) -> QuerySet[Person]:
    """The people of the committee that a person may know of.

    Whoever reads the common lane knows everybody who has a place; others know their colleagues. Closed accounts and
    accounts without a place are known to the secretariat and the technical administrator alone.
    """
    if runs_the_committee(person):
        return Person.objects.all()
    standing = standing_of(person)
    if not standing.is_member:
        return Person.objects.none()
    places = Membership.objects.current().filter(person=OuterRef("pk"))
    if not any(space.lane == Lane.COMMON for space in standing.readable):
        return Person.objects.filter(Exists(places.filter(organisation__in=standing.organisation_ids)), is_active=True)
    seats = Mandate.objects.current().filter(person=OuterRef("pk"))
    return Person.objects.filter(Q(Exists(places)) | Q(Exists(seats)), is_active=True)


def may_see_address(by: Reader, person: Person, places: list[Membership]) -> bool:
    """An address is shown to its person and to whoever manages them; others write through the portal."""
    return by.pk == person.pk or runs_the_committee(by) or may_manage(by, person, places)


def may_manage(by: Reader, person: Person, places: list[Membership]) -> bool:
    """Whether somebody changes a person's function or place: who could have given one of their `places`."""
    if runs_the_committee(by):
        return not person.is_superuser or bool(getattr(by, "is_superuser", False))
    return any(may_change_place(by, place) for place in places)


def may_change_place(by: Reader, place: Membership) -> bool:
    """Whether somebody changes or ends a place: who could give it, and never their own."""
    return by.pk != place.person_id and may_give_role(by, place.organisation, place.role)


def may_change_functions(by: Reader, person: Person, places: list[Membership]) -> bool:
    """One's own function, and that of whom one manages."""
    return person.is_active and (by.pk == person.pk or may_manage(by, person, places))


def handovers_visible_to(person: Reader) -> QuerySet[Handover]:
    """The departures of which a person may know what was passed on: to them, or by them; the secretariat knows all."""
    if runs_the_committee(person):
        return Handover.objects.all()
    mine = HandedOver.objects.filter(handover=OuterRef("pk"), to=person.pk)
    return Handover.objects.filter(Q(by=person.pk) | Q(Exists(mine)))


def may_see_all_of(by: Reader, handover: Handover) -> bool:
    """Who closed the account, and the secretariat, see to whom each thing went; others what they hold themselves."""
    return by.pk == handover.by_id or runs_the_committee(by)


def may_let_go(by: Person, person: Person) -> bool:
    """Whoever may close an account, while it is open."""
    return person.is_active and may_close_account(by, person)
