"""For whom the site asks a second factor: by role, as SECOND_FACTOR_FOR says."""

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings

from committee.access.standing import standing_of
from committee.people.models import Person, Reader

ADMINISTRATOR = "administrator"
"""Stands in the setting for technical administrators, whose right is no role."""
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def is_asked_for_one(person: Reader) -> bool:
    """Whether a role of a person asks for a second factor; no query beyond the standing."""
    asked = set(settings.SECOND_FACTOR_FOR)
    if not asked or not isinstance(person, Person):
        return False
    held = {role.code for role in standing_of(person).roles}
    return bool(asked & held) or (person.is_superuser and ADMINISTRATOR in asked)


def lacks_second_factor(person: Reader) -> bool:
    """Whether one is asked and not set up yet; one query for whom it is asked of."""
    return is_asked_for_one(person) and not is_mfa_enabled(person, types=FACTORS)
