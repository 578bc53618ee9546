"""Which mails came back, and to whom none is sent."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import QuerySet

from committee.bounces.models import Bounce
from committee.journal import clock
from committee.people.models import Person

REMEMBERED = timedelta(days=30)


def last_bounce(person: Person) -> Bounce | None:
    """What stands against a person's address: for good before for a while; of a while, the last month. One query."""
    standing = Bounce.objects.standing().filter(person=person).order_by("-is_hard", "-at").first()
    return standing if standing and (standing.is_hard or standing.at > clock.now() - REMEMBERED) else None


def people_without_mail() -> QuerySet[Bounce, int]:
    """The keys of those to whom no mail is sent, for use within a query."""
    return Bounce.objects.stopping().values_list("person", flat=True)


def unreachable_people() -> list[Person]:
    """Those to whom no mail is sent, by function."""
    return list(Person.objects.filter(pk__in=people_without_mail(), is_active=True))
