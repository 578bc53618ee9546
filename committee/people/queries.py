"""Where a person is signed in."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from committee.people.models import Person


def open_sessions(person: Person) -> list[UserSession]:
    """The sessions by which a person is signed in now, the oldest first; two queries, however many there are."""
    known = list(UserSession.objects.filter(user_id=person.pk).order_by("created_at", "pk"))
    kept = Session.objects.filter(session_key__in=[one.session_key for one in known], expire_date__gt=timezone.now())
    open_keys = {session.session_key for session in kept if admits(session, person)}
    return [one for one in known if one.session_key in open_keys]


def admits(session: Session, person: Person) -> bool:
    """Whether a session is a person's, and no older than their password."""
    held = session.get_decoded()
    hashes = (person.get_session_auth_hash(), *person.get_session_auth_fallback_hash())
    told = held.get(HASH_SESSION_KEY, "")
    return held.get(SESSION_KEY) == str(person.pk) and any(constant_time_compare(told, one) for one in hashes)
