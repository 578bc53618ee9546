from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = "Home"
    default = True

    def ready(self) -> None:
        """Connect the site once every app is loaded."""
        from home.wiring import wire

        wire()


class AccountsConfig(WagtailUsersAppConfig):
    user_viewset = "home.accounts.views.AccountViewSet"
