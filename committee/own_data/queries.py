"""A person's data, by sort."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from committee.absences.models import Absence
from committee.inbox.models import Letter, Notice
from committee.invitations.models import Invitation
from committee.journal.models import Entry
from committee.organisations.models import Membership
from committee.own_data.extension_points import HELD, Held, rows_by
from committee.people.models import Person
from committee.seats.models import Mandate
from committee.security.models import SecurityEvent

ACCOUNT = (
    "email", "function_fr", "function_nl", "language", "date_joined", "last_login", "mail_pace", "quiet_from",
    "quiet_until", "working_days_only", "follows_by_taking_part", "shows_presence",
)  # fmt: skip
OURS = (
    Held("places", rows_by(Membership, "person"), ("organisation__name_fr", "role", "began_on", "ended_on")),
    Held("mandates", rows_by(Mandate, "person"), ("seat__organisation__name_fr", "capacity", "began_on", "ended_on")),
    Held("absences", rows_by(Absence, "person"), ("begins_on", "ends_on", "substitute__function_fr")),
    Held("invitations_accepted", rows_by(Invitation, "person"), ("address", "sent_at", "accepted_at")),
    Held("deeds", rows_by(Entry, "actor"), ("at", "verb", "organisation__name_fr")),
    Held("notices", rows_by(Notice, "person"), ("entry__at", "entry__verb", "reason", "read_at")),
    Held("letters", rows_by(Letter, "person"), ("created_at", "kind", "sent_at")),
    Held("sessions", rows_by(UserSession, "user"), ("created_at", "last_seen_at", "ip", "user_agent")),
    Held("second_factors", rows_by(Authenticator, "user"), ("type", "created_at", "last_used_at")),
    Held("security_events", rows_by(SecurityEvent, "person"), ("at", "event", "ip", "browser", "detail")),
)


def data_of(person: Person) -> dict[str, Any]:
    """Everything by sort, one query for each; no secret and nobody else's words among it."""
    account = Person.objects.values(*ACCOUNT).get(pk=person.pk)
    return {"account": account} | {one.name: list(one.rows(person).values(*one.columns)) for one in (*OURS, *HELD)}
