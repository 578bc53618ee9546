"""The link of an invitation: it follows from the site's secret key and a number used once, so nothing stored opens it."""

from hashlib import sha256

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import get_random_string, salted_hmac
from django.utils.translation import override

from committee.invitations.models import Invitation

SALT = "committee.invitations"


def new_nonce() -> str:
    """Another number: the links made from earlier ones end."""
    return get_random_string(32)


def token_from(nonce: str) -> str:
    """What stands in the address."""
    return salted_hmac(SALT, nonce, algorithm="sha256").hexdigest()


def hash_of(token: str) -> str:
    """What is kept of it."""
    return sha256(token.encode()).hexdigest()


def link_to(invitation: Invitation) -> str:
    """The whole address under which an invitation is accepted, in its language."""
    with override(invitation.language):
        return settings.SITE_URL + reverse("invitations:accept", args=[token_from(invitation.nonce)])
