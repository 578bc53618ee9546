"""Who hears of a task."""

from django.utils.translation import gettext_lazy as _

from committee.inbox.reasons import Hearing, register_reason
from committee.journal.models import Entry
from committee.people.models import Person
from committee.seats.models import Mandate
from issues.conversation.bookmarks.models import Task

TASKED = register_reason("tasked", 12, _("The task is yours, or your seat’s."))
GAVE = register_reason("gave", 30, _("You gave the task."))


def hearing_of_task(entry: Entry) -> Hearing:
    """A task given or taken back is heard by whom it awaits, one that is done by who gave it."""
    key = next(subject.key for subject in entry.subjects.all() if subject.kind == "task")
    task = Task.objects.select_related("person", "given_by").get(pk=key)
    if entry.verb == "task.done":
        return [(task.given_by, GAVE)]
    return [(person, TASKED) for person in ([task.person] if task.person else holders_of_seat(task.seat_id or 0))]


def holders_of_seat(seat_id: int) -> list[Person]:
    """Who holds a seat now."""
    held = Mandate.objects.current().filter(seat=seat_id)
    return list(Person.objects.filter(is_active=True, mandates__in=held).distinct())
