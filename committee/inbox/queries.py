"""The inbox as pages read it."""

from committee.inbox.models import Duty, Notice

PAGE = 50


def inbox_page(person, *, before: int | None = None) -> list[Notice]:
    """The newest notices of a person, at most 51 so that the caller sees whether there are older ones; two queries."""
    notices = Notice.objects.visible_to(person).select_related("entry__actor", "entry__organisation", "entry__space")
    if before:
        notices = notices.filter(entry_id__lt=before)
    return list(notices.prefetch_related("entry__subjects")[: PAGE + 1])


def duty_of(person, entry) -> Duty | None:
    """The open duty that an entry laid on an organisation of the person, where a role of the person can do it."""
    return Duty.objects.visible_to(person).open().filter(entry=entry).first()


def open_duties(person) -> list[Duty]:
    """What awaits a person's organisations, oldest first; one query."""
    duties = Duty.objects.visible_to(person).open()
    return list(duties.select_related("entry__actor", "entry__organisation", "organisation")[:100])
