"""Index of the tables of this app, one line per feature."""

from committee.absences.models import Absence
from committee.access.grants import SpaceGroupPermission, SpacePersonPermission
from committee.access.models import Space
from committee.bounces.models import Bounce
from committee.erasure.models import ErasureRequest
from committee.inbox.models import Duty, Letter, Notice
from committee.invitations.models import Invitation
from committee.joining.models import JoiningRequest
from committee.journal.models import Entry, Subject
from committee.members.models import HandedOver, Handover
from committee.organisations.models import FormerName, Membership, Organisation
from committee.people.models import Person
from committee.privacy.models import Refusal
from committee.seats.models import Committee, Mandate, Seat
from committee.security.models import SecurityEvent

__all__ = [
    "Absence",
    "Bounce",
    "Committee",
    "Duty",
    "Entry",
    "ErasureRequest",
    "FormerName",
    "HandedOver",
    "Handover",
    "Invitation",
    "JoiningRequest",
    "Letter",
    "Mandate",
    "Membership",
    "Notice",
    "Organisation",
    "Person",
    "Refusal",
    "Seat",
    "SecurityEvent",
    "Space",
    "SpaceGroupPermission",
    "SpacePersonPermission",
    "Subject",
]
