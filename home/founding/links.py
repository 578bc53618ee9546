"""The link by which somebody of the first people comes in."""

from __future__ import annotations

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from committee.people.models import Person


def link_for(person: Person) -> str:
    """The whole address under which somebody chooses a passphrase, once."""
    with override(person.language):
        key = {"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)}
        return settings.SITE_URL + reverse("account_reset_password_from_key", kwargs=key)
