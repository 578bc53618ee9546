"""Who may keep a post for themself, and make a task of it."""

from committee.absences.queries import stands_in_for
from committee.access.policy import may_moderate, may_read, may_write
from committee.access.standing import standing_of
from committee.people.models import Reader
from committee.seats.models import Mandate
from issues.conversation.bookmarks.models import Task
from issues.conversation.threads.models import Post


def may_keep_bookmark(person: Reader, post: Post) -> bool:
    """Whoever reads a post may keep it."""
    return may_read(person, post.strand.space_id)


def may_give_task(person: Reader, post: Post) -> bool:
    """Whoever writes in a post's lane for an organisation may make a task of it, while it stands."""
    speaks = bool(standing_of(person).organisation_ids)
    return speaks and not post.is_silent and may_write(person, post.strand.space_id)


def is_theirs(person: Reader, task: Task) -> bool:
    """Whether a task awaits a person: by name, in the place of who is away, or as one of the organisation whose seat it awaits, or who holds it.

    No query for colleagues of the seat's organisation, where the task came with its seat.
    """
    if task.person_id:
        return task.person_id == person.pk or stands_in_for(person, task.person_id)
    if task.seat and task.seat.organisation_id in standing_of(person).organisation_ids:
        return True
    return Mandate.objects.current().filter(seat=task.seat_id, person=person).exists()


def may_finish_task(person: Reader, task: Task) -> bool:
    """Whom an open task awaits says that it is done, as long as they read its lane."""
    return task.done_at is None and may_read(person, task.post.strand.space_id) and is_theirs(person, task)


def may_take_task_back(person: Reader, task: Task) -> bool:
    """Who gave an open task takes it back, and so may who moderates its lane."""
    space_id = task.post.strand.space_id
    given = task.given_by_id == person.pk and may_read(person, space_id)
    return task.done_at is None and (given or may_moderate(person, space_id))
