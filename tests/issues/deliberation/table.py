"""Who sits at the table: the seats of the federations and of the administration, with who holds them and who stands in."""

from datetime import date, timedelta
from types import SimpleNamespace

from committee.absences.actions import announce_absence
from committee.journal import clock
from committee.organisations.models import Organisation
from committee.people.models import Person
from committee.seats.actions import add_seat, begin_mandate, begin_membership
from committee.seats.models import Committee
from issues.deliberation.questions.actions.asking import ask_question
from issues.deliberation.questions.models import Question
from tests.committee.records import organisation_of

MONDAY = date(2026, 3, 2)


def seat_for(people, organisation: Organisation, bench: str, holder=None, **facts):
    """A seat of an organisation on a bench, held by somebody."""
    seat = add_seat(
        by=people.administrator, committee=Committee.objects.get(), organisation=organisation, bench=bench, **facts
    )
    if holder:
        begin_mandate(by=people.administrator, seat=seat, person=holder, began_on=date(2020, 1, 1))
    return seat


def join(people, name: str, organisation: Organisation) -> Person:
    """One more person of an organisation."""
    person = Person.objects.create_user(f"{name}@example.org", "demonstration", function_fr=f"Function of {name}")
    begin_membership(by=people.administrator, person=person, organisation=organisation, role="member")
    return person


def laid_table(people) -> SimpleNamespace:
    """Three seats of federations, of which one is vacant and one advises; one of the administration, with a substitute."""
    walloon, flemish = (
        Organisation.objects.filter(kind="federation")
        .exclude(pk=organisation_of(people.federation).pk)
        .order_by("pk")[:2]
    )
    administration = organisation_of(people.spp_is)
    found = SimpleNamespace(
        walloon_holder=join(people, "walloon", walloon), deputy=join(people, "deputy", administration)
    )
    found.brussels = seat_for(people, organisation_of(people.federation), "federations", people.federation)
    found.walloon = seat_for(people, walloon, "federations", found.walloon_holder)
    found.flemish = seat_for(people, flemish, "federations")
    found.federal = seat_for(people, administration, "administration", people.spp_is)
    facts = {"capacity": "substitute", "began_on": date(2020, 1, 1)}
    begin_mandate(by=people.administrator, seat=found.federal, person=found.deputy, **facts)
    return found


def away(person) -> None:
    """Somebody is away today."""
    today = clock.today()
    announce_absence(by=person, person=person, begins_on=today, ends_on=today + timedelta(days=3))


def ask(person, to, space, **facts) -> Question:
    """Ask a bench or a seat."""
    facts = {"title": "Quand le flux ?", "text": "À quelle date **le flux** ?", "language": "fr", "days": 10, **facts}
    return ask_question(by=person, to=to, space=space, **facts)
