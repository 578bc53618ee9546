"""What can be said of absences."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from committee.absences.models import Absence
from committee.absences.policy import colleagues_of, may_announce_absence
from committee.access.models import Space
from committee.access.policy import require
from committee.access.refusals import Refused
from committee.journal import clock
from committee.journal.actions import record
from committee.journal.verbs import register_verb
from committee.organisations.models import Membership
from committee.people.models import Person

ANNOUNCED = register_verb("absence.announced", _("said that %(function)s is away"))
ANNOUNCED_WITH = register_verb("absence.substituted", _("said that %(function)s is away; %(substitute)s stands in"))
ENDED = register_verb("absence.ended", _("said that %(function)s is back"))


@transaction.atomic
def announce_absence(
    *, by: Person, person: Person, begins_on: date, ends_on: date, substitute: Person | None = None
) -> Absence:
    """Say that somebody is away, both days included, and who stands in; again for the same days, once.

    Raises PermissionDenied; Refused for days gone by, for days that overlap, and for a substitute who is no colleague.
    """
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    require(may_announce_absence(by, person))
    facts = {"person": person, "begins_on": begins_on, "ends_on": ends_on, "substitute": substitute}
    if known := Absence.objects.filter(**facts).first():
        return known
    require_days(person, begins_on, ends_on)
    if substitute and not colleagues_of(person).filter(pk=substitute.pk).exists():
        raise Refused(_("Only a colleague of the same organisation stands in."), field="substitute")
    absence: Absence = Absence.objects.create(**facts)
    said = {"substitute": substitute.functions} if substitute else {}
    record_absence(by, ANNOUNCED_WITH if substitute else ANNOUNCED, person, said)
    return absence


def require_days(person: Person, begins_on: date, ends_on: date) -> None:
    """Raise Refused for days that cannot be."""
    if ends_on < begins_on:
        raise Refused(_("The last day comes before the first."), field="ends_on")
    if ends_on < clock.today():
        raise Refused(_("These days have gone by."), field="ends_on")
    if Absence.objects.filter(person=person, begins_on__lte=ends_on, ends_on__gte=begins_on).exists():
        raise Refused(_("There is an absence on some of these days already."), field="begins_on")


@transaction.atomic
def end_absence(*, by: Person, absence: Absence) -> None:
    """Say that somebody is back: the absence ends, or is forgotten where it has not begun. Raises PermissionDenied."""
    known = Absence.objects.select_for_update(of=("self",)).select_related("person").filter(pk=absence.pk).first()
    if known is None or not may_announce_absence(by, known.person):
        raise PermissionDenied
    yesterday = date.fromordinal(clock.today().toordinal() - 1)
    if known.ends_on <= yesterday:
        return
    if known.begins_on > yesterday:
        known.delete()
    else:
        known.ends_on = yesterday
        known.save(update_fields=["ends_on"])
    record_absence(by, ENDED, known.person, {})


def record_absence(by: Person, what: str, person: Person, said: dict[str, dict[str, str]]) -> None:
    """Record it in the own space of each organisation that the person works for."""
    for place in Membership.objects.current().filter(person=person).select_related("organisation"):
        record(
            by=by,
            verb=what,
            about=("person", str(person.pk)),
            space=Space.objects.own(place.organisation),
            organisation=place.organisation,
            function=person.functions,
            **said,
        )
