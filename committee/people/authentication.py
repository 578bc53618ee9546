"""Sign-in: by e-mail address, by invitation only, and without demonstration accounts in production."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _


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

    def format_email_subject(self, subject: str) -> str:
        """Name the committee, not the host."""
        return "[" + _("Comité de monitoring CPAS Online") + "] " + subject
