"""Sign-in: by e-mail address, by invitation only, and without demonstration accounts in production."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.core.internal import ratelimit
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.utils.translation import get_language

from committee.people.devices import AGE, is_known, marks_with
from committee.people.mails import RESET_KEY, SIGNED_IN, tell_of_change, write_reset
from committee.people.models import Person

SHOWN_ELSEWHERE = "second_factor_elsewhere"
"""In a session: whether an identity provider vouched for a second factor when it began."""
APP, FROM_HERE, FROM_ANYWHERE = "allauth.account", "login_failed", "login_failed_anywhere"
"""What counts wrong passwords: those for an account from one address, and those for it from wherever they come."""


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


class SecondFactorAsked(AuthenticateStage):
    """Ask for a second factor that an account has, unless an identity provider vouches that one was shown there."""

    def handle(self) -> tuple:
        """Go on where it was shown, as the settings have it."""
        return (None, True) if getattr(self.request, "second_factor_elsewhere", False) else super().handle()


class ClosedSignup(DefaultAccountAdapter):
    """Nobody opens an account alone: the secretariat or a coordinator invites."""

    def is_open_for_signup(self, request) -> bool:
        """Always False; invitations do not pass here."""
        return False

    def get_login_stages(self) -> list[str]:
        """allauth's, with our own way to ask for a second factor."""
        theirs, ours = "allauth.mfa.stages.AuthenticateStage", f"{__name__}.{SecondFactorAsked.__name__}"
        return [ours if stage == theirs else stage for stage in super().get_login_stages()]

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
        request.session[SHOWN_ELSEWHERE] = getattr(request, "second_factor_elsewhere", False)
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

    def pre_authenticate(self, request, **credentials: Any) -> None:
        """Count an attempt before its password is read. Raises ValidationError where there were too many.

        Five wrong ones in five minutes stop an account for the address that they come from, and for no other: nobody
        keeps a member out from elsewhere. So that guesses from many addresses stay bounded, those for one account are
        counted together too, 200 an hour: more than three addresses can make, and so few that a password of twelve
        signs which is in no list of common ones stands for thousands of years. A browser that the member signed in
        with before keeps its five attempts even then.
        """
        super().pre_authenticate(request, **credentials)
        if self.is_from_known_browser(request, credentials):
            return
        here, login = self._login_failed_rl_usage, super()._get_login_attempts_cache_key(request, **credentials)
        anywhere = ratelimit.consume(request, app=APP, action=FROM_ANYWHERE, key=login)
        if not anywhere:
            here.rollback()
            raise self.validation_error("too_many_login_attempts")
        here.usage.extend(anywhere.usage)

    def is_from_known_browser(self, request, credentials: dict[str, Any]) -> bool:
        """Whether the account was signed in to with this browser before; one query where it keeps any mark."""
        kept = request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")
        person = Person.objects.filter(email__iexact=credentials.get("email", "")).first() if kept else None
        return person is not None and is_known(kept, person)

    def _get_login_attempts_cache_key(self, request, **credentials: Any) -> str:
        """An account together with the address that a password comes from."""
        login = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{login}:{ratelimit.get_ip(request)}"

    def _delete_login_attempts_cached_email(self, request, **credentials: Any) -> None:
        """Forget the wrong passwords once a new one was chosen."""
        super()._delete_login_attempts_cached_email(request, **credentials)
        login = super()._get_login_attempts_cache_key(request, **credentials)
        ratelimit.clear(request, app=APP, action=FROM_ANYWHERE, key=login)

    def tell(self, user, what: str) -> None:
        """Have something told of an account, with where it was done."""
        browser = self.get_http_user_agent(self.request)
        tell_of_change(user, what, ip=self.get_client_ip(self.request), browser=browser)
