"""Who moderates a lane, and who hears of a report."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from committee.access.lanes import Lane
from committee.access.models import Space
from committee.access.roles import ROLES
from committee.inbox.reasons import Hearing, register_reason
from committee.journal.models import Entry
from committee.organisations.models import Kind, Membership, Organisation
from committee.people.models import Person
from committee.seats.models import Committee
from issues.conversation.moderation.models import Report

MODERATES = register_reason("moderates", 25, _("You moderate this lane."))
REPORTED = register_reason("reported", 25, _("You reported the message."))


def moderating_organisations(space: Space) -> list[Organisation]:
    """The organisations that owe order in a space.

    The secretariat's in the common lane and among federations, the administration in its lane, and whose own space it
    is; which of its people may keep order is said by their roles.
    """
    if space.organisation:
        return [space.organisation]
    if space.lane == Lane.ADMINISTRATION:
        return list(Organisation.objects.filter(kind=Kind.ADMINISTRATION))
    return [committee.secretariat for committee in Committee.objects.select_related("secretariat")[:1]]


def moderators(space: Space) -> list[Person]:
    """The people whose role keeps order in a space; one query, and one for the people."""
    roles = Q(pk__in=[])
    for role in ROLES:
        if space.lane in role.moderates:
            roles |= Q(role=role.membership, organisation__kind=role.kind)
    places = Membership.objects.current().filter(roles, organisation__in=moderating_organisations(space))
    return list(Person.objects.filter(is_active=True, pk__in=places.values("person")))


def hearing_of_report(entry: Entry) -> Hearing:
    """A new report is heard by those who moderate the lane, a decision by who reported."""
    key = next(subject.key for subject in entry.subjects.all() if subject.kind == "report")
    related = ("reporter", "post__strand__space__organisation")
    report = Report.objects.select_related(*related).get(pk=key)
    if entry.verb != "report.made":
        return [(report.reporter, REPORTED)]
    return [(person, MODERATES) for person in moderators(report.post.strand.space)]
