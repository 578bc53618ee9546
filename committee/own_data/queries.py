"""A person's data, by sort."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils.translation import gettext_lazy as _
from wagtail.users.models import UserProfile

from committee.absences.models import Absence
from committee.access.grants import SpacePersonPermission
from committee.erasure.models import ErasureRequest
from committee.inbox.models import Duty, Letter, Notice
from committee.invitations.models import Invitation
from committee.joining.models import JoiningRequest
from committee.journal.models import Entry
from committee.journal.subjects import Text
from committee.members.models import HandedOver, Handover
from committee.organisations.models import Membership
from committee.own_data.extension_points import HELD, Held
from committee.people.models import Person
from committee.seats.models import Mandate
from committee.security.models import SecurityEvent

ACCOUNT = (
    "email", "function_fr", "function_nl", "language", "date_joined", "last_login", "mail_pace", "quiet_from",
    "quiet_until", "working_days_only", "follows_by_taking_part", "shows_presence",
)  # fmt: skip
OURS = (
    Held(
        "places",
        _("Where you work or worked, and in which role"),
        Membership,
        "person",
        ("organisation__name_fr", "role", "began_on", "ended_on"),
    ),
    Held(
        "mandates",
        _("Seats that you hold or held"),
        Mandate,
        "person",
        ("seat__organisation__name_fr", "capacity", "began_on", "ended_on"),
    ),
    Held("absences", _("Absences"), Absence, "person", ("begins_on", "ends_on", "substitute__function_fr")),
    Held(
        "standing_in",
        _("When you stood in for somebody"),
        Absence,
        "substitute",
        ("begins_on", "ends_on", "person__function_fr"),
    ),
    Held(
        "invitations_accepted",
        _("The invitation by which you came in"),
        Invitation,
        "person",
        ("address", "sent_at", "accepted_at"),
    ),
    Held(
        "invitations_sent",
        _("Invitations that you sent"),
        Invitation,
        "invited_by",
        ("sent_at", "organisation__name_fr", "role", "accepted_at", "withdrawn_at"),
    ),
    Held(
        "requests_answered",
        _("Requests to join that you answered"),
        JoiningRequest,
        "settled_by",
        ("settled_at", "organisation__name_fr"),
    ),
    Held("duties", _("What was asked of you by name"), Duty, "person", ("code", "kind", "key", "due_on", "done_at")),
    Held("handovers", _("What you passed on"), Handover, "person", ("at", "by__function_fr")),
    Held("handovers_made", _("Departures that you settled"), Handover, "by", ("at", "person__function_fr")),
    Held("taken_over", _("What you took over"), HandedOver, "to", ("handover__at", "sort", "key")),
    Held(
        "erasures",
        _("Requests for erasure about you"),
        ErasureRequest,
        "person",
        ("asked_at", "due_on", "withdrawn_at"),
    ),
    Held(
        "erasures_asked",
        _("Requests for erasure that you made"),
        ErasureRequest,
        "asked_by",
        ("asked_at", "due_on", "withdrawn_at"),
    ),
    Held("deeds", _("What the journal tells of your deeds"), Entry, "actor", ("at", "verb", "organisation__name_fr")),
    Held("notices", _("What stood in your inbox"), Notice, "person", ("entry__at", "entry__verb", "reason", "read_at")),
    Held("letters", _("Mails to you: when, never what they said"), Letter, "person", ("created_at", "kind", "sent_at")),
    Held(
        "sessions",
        _("Where you are signed in"),
        UserSession,
        "user",
        ("created_at", "last_seen_at", "ip", "user_agent"),
    ),
    Held("addresses", _("E-mail addresses"), EmailAddress, "user", ("email", "verified", "primary")),
    Held(
        "rights",
        _("Rights that follow from your seats"),
        SpacePersonPermission,
        "user",
        ("content_object__lane", "permission__codename"),
    ),
    Held(
        "admin_preferences",
        _("Preferences for editing pages"),
        UserProfile,
        "user",
        ("preferred_language", "theme", "density", "avatar"),
    ),
    Held(
        "second_factors",
        _("Second factors, without their secrets"),
        Authenticator,
        "user",
        ("type", "created_at", "last_used_at"),
    ),
    Held(
        "security_events",
        _("The security log about you"),
        SecurityEvent,
        "person",
        ("at", "event", "ip", "browser", "detail"),
    ),
)


def data_of(person: Person) -> dict[str, Any]:
    """Everything by sort, one query for each; no secret and nobody else's words among it."""
    account = Person.objects.values(*ACCOUNT).get(pk=person.pk)
    return {"account": account} | {one.name: list(one.rows(person).values(*one.columns)) for one in (*OURS, *HELD)}


def count_data(person: Person) -> list[tuple[Text, int]]:
    """How many rows of each sort there are, those without any left out; one query for each."""
    counted = [(one.label, one.rows(person).count()) for one in (*OURS, *HELD)]
    return [row for row in counted if row[1]]
