"""The link of a mail that asks for a verdict: for one round of one solution, one CPAS and one person, and nothing else.

It is signed, and good for a number of days after the last letter; following it changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse

from issues.resolution.verification.models import VerdictRequest

SALT = "issues.resolution.verification"


@dataclass(frozen=True)
class Followed:
    """A link that was followed: what it asks, and the private addresses of the person as they were when it was made."""

    asked: VerdictRequest
    address_version: int


def link_to(asked: VerdictRequest, outcome: str = "") -> str:
    """The address of the page of a request, in the active language, with an answer chosen where one is named."""
    token = signing.dumps([asked.pk, asked.person.address_version], salt=SALT)
    page = reverse("issues:verdict_by_link", args=[token])
    return f"{page}?say={outcome}" if outcome else page


def followed_link(token: str) -> Followed | None:
    """What a link asks, or None where it was altered or what it asked is gone; whether it still speaks is for the policy."""
    try:
        pk, version = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    related = ("person", "organisation", "round__solution__owner", "round__solution__space")
    asked = VerdictRequest.objects.select_related(*related).filter(pk=pk).first()
    return Followed(asked, version) if asked else None


def expiry_of(asked: VerdictRequest) -> datetime:
    """Until when a link speaks: so many days after the last letter."""
    return (asked.reminded_at or asked.asked_at) + timedelta(days=settings.VERDICT_LINK_DAYS)
