"""Events in words."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from committee.access.policy import may_read
from committee.people.models import Person
from committee.security.models import SecurityEvent

HEADINGS = ("at", "event", "function", "address", "ip", "browser", "detail")

SUMMARY = {
    "membership": _("the place of somebody in an organisation"),
    "mandate": _("who holds a seat"),
    "account": _("an account"),
    "invitation": _("an invitation"),
    "password_changed": _("password changed"),
    "password_set": _("password set"),
    "password_reset": _("password chosen anew by a link"),
    "identity_connected": _("account tied to an identity provider"),
    "factor_added": _("second factor added"),
    "factor_removed": _("second factor removed"),
    "factor_reset": _("recovery codes made anew"),
}
"""By code, or by the first word of a code: what may be said to whoever does not read the lane of the entry."""


def words_of(reader: Person, event: SecurityEvent) -> str:
    """What an event was about: its sentence in the journal, as far as the reader reads its lane; else in general, or its path."""
    entry = event.entry
    if entry and may_read(reader, entry.space_id):
        return entry.sentence
    general = SUMMARY.get(event.detail) or SUMMARY.get(event.detail.partition(".")[0])
    return str(general or event.detail)


def cells_of(event: SecurityEvent) -> list[str]:
    """An event as a line of the file, under HEADINGS; codes, so that a program reads it."""
    person = event.person
    at = timezone.localtime(event.at).isoformat(timespec="seconds")
    who = [person.function, person.email] if person else ["", ""]
    return [at, event.event, *who, event.ip or "", event.browser, event.detail]
