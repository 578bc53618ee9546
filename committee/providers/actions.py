"""What follows when somebody comes with an identity: it is tied to an account, or opens the one that they are invited to."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from committee.invitations.actions import accept_invitation
from committee.people.models import Person


@transaction.atomic
def connect_identity(*, person: Person, provider: str, uid: str) -> SocialAccount:
    """Tie a provider's number of a person to an account: the next sign-in needs no address. One account for each number."""
    facts = {"user": person, "extra_data": {}}
    return SocialAccount.objects.update_or_create(provider=provider, uid=uid, defaults=facts)[0]


@transaction.atomic
def accept_with_identity(*, token: str, provider: str, uid: str, **facts: Any) -> Person:
    """Accept an invitation with an identity in place of a passphrase. Raises Refused for a link that has ended."""
    person = accept_invitation(token=token, password=None, **facts)
    connect_identity(person=person, provider=provider, uid=uid)
    return person
