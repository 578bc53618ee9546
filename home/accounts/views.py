"""Where one is signed in; the accounts in the admin, and what an editor chooses there for themselves."""

from allauth.usersessions.views import ListUserSessionsView
from django.views.generic import FormView
from wagtail.admin.views.account import AccountView, AvatarSettingsPanel, NameEmailSettingsPanel
from wagtail.users.views.users import UserViewSet

from committee.people.queries import open_sessions
from home.accounts.forms import AccountForm, NewAccountForm
from home.accounts.presentation import describe_sessions

ASKED_NOWHERE = (NameEmailSettingsPanel, AvatarSettingsPanel)


class AccountViewSet(UserViewSet):
    """Wagtail's own, with our forms."""

    template_prefix = "home/accounts/"

    def get_form_class(self, for_update=False):
        """The form for a new account, or for one that is there."""
        return AccountForm if for_update else NewAccountForm


class OwnChoices(AccountView):
    """Language, theme and notifications; names and a portrait are asked of nobody."""

    def get_panels(self) -> list:
        """Wagtail's panels but those."""
        return [panel for panel in super().get_panels() if not isinstance(panel, ASKED_NOWHERE)]


class OwnSessions(ListUserSessionsView):
    """The list of one's sessions, asked for all at once; allauth's own asks four times for each."""

    def get_context_data(self, **kwargs) -> dict:
        """Each session, the newest first, with this one marked."""
        sessions = open_sessions(self.request.user)
        current = self.request.session.session_key
        return FormView.get_context_data(self, **kwargs) | {"sessions": describe_sessions(sessions, current)}
