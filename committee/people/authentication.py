"""Sign-in: by e-mail address, by invitation only, and without demonstration accounts in production."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.utils.translation import get_language

from committee.people.devices import AGE, is_known, marks_with
from committee.people.mails import RESET_KEY, SIGNED_IN, tell_of_change, write_reset


class MemberBackend(AuthenticationBackend):
    """allauth's own backend, which in production turns demonstration accounts away."""

    def user_can_authenticate(self, user) -> bool:
        """Say whether the account is active and may exist on this kind of site."""
        lawful = settings.DEMONSTRATION or not user.is_demonstration
        return lawful and super().user_can_authenticate(user)

    def get_user(self, user_id):
        """Return the person of a session, or None once the account may no longer be used."""
        person = super().get_user(user_id)
        return person if person and self.user_can_authenticate(person) else None


class ClosedSignup(DefaultAccountAdapter):
    """Nobody opens an account alone: the secretariat or a coordinator invites."""

    def is_open_for_signup(self, request) -> bool:
        """Always False; invitations do not pass here."""
        return False

    def get_logout_redirect_url(self, request) -> str:
        """The public home page in the reader's language."""
        return f"/{get_language()}/"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send allauth's mail as one of the portal's, in the language of the account and not of who asked."""
        if template_prefix == RESET_KEY:
            write_reset(context["user"], context["uid"], context["key"]).send()
        else:
            super().send_mail(template_prefix, email, context)

    def send_notification_mail(self, template_prefix: str, user, context=None, email=None) -> None:
        """Tell a person what happened to the account."""
        self.tell(user, template_prefix)

    def post_login(self, request, user, **facts):
        """Tell the person where the browser was not used for the account before, and have it remember."""
        response = super().post_login(request, user, **facts)
        kept = request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")
        if not is_known(kept, user):
            self.tell(user, SIGNED_IN)
        response.set_cookie(
            settings.DEVICE_COOKIE_NAME,
            marks_with(kept, user),
            max_age=AGE,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        return response

    def tell(self, user, what: str) -> None:
        """Have something told of an account, with where it was done."""
        browser = self.get_http_user_agent(self.request)
        tell_of_change(user, what, ip=self.get_client_ip(self.request), browser=browser)
