"""allauth's adapter of identity providers: who comes back from one, and what becomes of them."""

from __future__ import annotations

import logging
import re
from typing import Any, NoReturn

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.signals import social_account_added
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language_from_path, override

from committee.invitations.links import token_from
from committee.people.models import Person
from committee.providers.actions import connect_identity
from committee.providers.claims import Claims, read_claims
from committee.providers.queries import account_at, invitation_open, may_come_in

log = logging.getLogger(__name__)
IDENTITY, REFUSAL = "identity", "identity_refused"
"""What a session keeps of somebody who is on the way in, and why somebody was turned away."""
INVITED = re.compile(r"^/(?:fr|nl)/invitation/(?P<token>[0-9a-f]{64})/$")


class OnlyWhoIsExpected(DefaultSocialAccountAdapter):
    """Let in who has an account or an invitation; a stranger never becomes a member."""

    def is_open_for_signup(self, request, sociallogin) -> bool:
        """Always False; who is invited goes through the invitation."""
        return False

    def populate_user(self, request, sociallogin, data):
        """Read what counts and forget everything else before anything is stored: names, and a national number among them."""
        told = sociallogin.account.extra_data
        sociallogin.claims = read_claims(told, settings.IDENTITY_PROVIDER["second_factor"])
        sociallogin.account.extra_data = {}
        return sociallogin.user

    def pre_social_login(self, request, sociallogin) -> None:
        """Find the account of an identity; else the invitation; else say what to do. Only a sign-in begins here."""
        claims, way = sociallogin.claims, sociallogin.state.get("next") or ""
        if sociallogin.state.get("process", "login") != "login":
            refuse(request, way, "failed")
        request.second_factor_elsewhere = claims.second_factor
        known = sociallogin.user if sociallogin.is_existing else None
        if known is not None and known.is_active and may_come_in(known):
            return
        person = account_at(claims.address)
        if person is not None:
            self.tie(request, sociallogin, person)
            return
        self.lead_to_invitation(request, sociallogin, claims, way)

    def tie(self, request, sociallogin, person: Person) -> None:
        """Tie an identity to the account of its verified address, and tell the person."""
        sociallogin.user = person
        sociallogin.account = connect_identity(person=person, **number_of(sociallogin))
        social_account_added.send(sender=type(sociallogin), request=request, sociallogin=sociallogin)
        self.send_notification_mail("socialaccount/email/account_connected", person)

    def lead_to_invitation(self, request, sociallogin, claims: Claims, way: str) -> NoReturn:
        """Where somebody is invited, keep the identity and ask for what is missing; else refuse."""
        held = INVITED.match(way)
        invitation = invitation_open(claims.address, held["token"] if held else "")
        if invitation is None:
            note_refusal(request, claims)
            refuse(request, way, "unverified" if claims.unverified else "stranger")
        token = token_from(invitation.nonce)
        kept = {"token": token, "at": timezone.now().timestamp(), "strong": claims.second_factor}
        request.session[IDENTITY] = kept | number_of(sociallogin)
        with override(language_of(way) or invitation.language):
            raise ImmediateHttpResponse(redirect("providers:accept"))

    def on_authentication_error(self, request, provider, error=None, exception=None, extra_context=None) -> None:
        """The provider said no, or nothing."""
        log.warning("an identity provider let nobody in: %s", type(exception).__name__ if exception else error)
        state = (extra_context or {}).get("state") or {}
        refuse(request, state.get("next") or "", "failed")


def number_of(sociallogin) -> dict[str, str]:
    """Which provider, and whom it means."""
    return {"provider": sociallogin.account.provider, "uid": sociallogin.account.uid}


def language_of(way: str) -> str:
    """The language of the page from which somebody left for the provider."""
    return get_language_from_path(way) or ""


def note_refusal(request: Any, claims: Claims) -> None:
    """The security log hears of it as of a wrong password."""
    known = Person.objects.filter(email=claims.address).exists()
    credentials = {"email": claims.address} if known else {}
    user_login_failed.send(sender=__name__, credentials=credentials, request=request)


def refuse(request: Any, way: str, why: str) -> NoReturn:
    """Stop here, and lead to the page that says why."""
    raise ImmediateHttpResponse(answer_refused(request, way, why))


def answer_refused(request: Any, way: str, why: str) -> HttpResponseRedirect:
    """The way to the page that says why, in the reader's language."""
    request.session[REFUSAL] = why
    with override(language_of(way) or request.LANGUAGE_CODE):
        return redirect("providers:refused")
