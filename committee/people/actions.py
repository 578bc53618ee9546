"""What can be done to an account by the person it belongs to."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from committee.people.models import Person

CHOSEN = (
    "language", "mail_pace", "quiet_from", "quiet_until", "working_days_only", "follows_by_taking_part", "shows_presence",
)  # fmt: skip


@transaction.atomic
def choose_preferences(*, by: Person, **choices: Any) -> Person:
    """Keep what a person wants, of what CHOSEN names; the rest stays as it was. Raises TypeError for anything else."""
    if unknown := set(choices) - set(CHOSEN):
        raise TypeError(f"nobody chooses {', '.join(sorted(unknown))}")
    for name, value in choices.items():
        setattr(by, name, value)
    by.save(update_fields=list(choices))
    return by


@transaction.atomic
def renew_addresses(*, by: Person) -> Person:
    """Give a person new private addresses: the old ones, and those under which mails are answered, end at once."""
    Person.objects.filter(pk=by.pk).update(address_version=F("address_version") + 1)
    by.refresh_from_db(fields=["address_version"])
    return by


@transaction.atomic
def forget_ended_sessions() -> int:
    """Drop sessions that have run out, and what is told of any that is gone. Returns how many were dropped."""
    dropped, _tables = Session.objects.filter(expire_date__lte=timezone.now()).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    return dropped
