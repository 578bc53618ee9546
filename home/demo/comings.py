"""Who comes and who is away in the demonstration: an invitation that waits, a request to join, an absence."""

from datetime import timedelta

from committee.absences.actions import announce_absence
from committee.invitations.actions import invite_person
from committee.joining.actions import ask_to_join
from committee.journal import clock
from committee.organisations.models import MembershipRole, Organisation
from committee.people.models import Person

IXELLES = "CPAS d’Ixelles"


def load_comings(people: dict[str, Person]) -> None:
    """Some days ago for what waits, today for who is away."""
    coordination, here = people["ixelles.coordination@example.org"], Organisation.objects.get(name_fr=IXELLES)
    with clock.acting_at(clock.now() - timedelta(days=3)):
        invite_person(
            by=coordination,
            address="accueil.ixelles@example.org",
            language="fr",
            organisation=here,
            role=MembershipRole.MEMBER,
            function_fr="Assistante sociale à l’accueil",
            function_nl="Maatschappelijk werker onthaal",
        )
    with clock.acting_at(clock.now() - timedelta(days=1)):
        ask_to_join(
            address="logement.ixelles@example.org",
            language="fr",
            organisation=here,
            function="Travailleur social, service logement",
            message="Nous encodons les garanties locatives et rencontrons des blocages.",
        )
    announce_absence(
        by=people["redaction@example.org"],
        person=people["redaction@example.org"],
        begins_on=clock.today(),
        ends_on=clock.today() + timedelta(days=9),
        substitute=people["federation@example.org"],
    )
