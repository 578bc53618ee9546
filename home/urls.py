"""The addresses of the site. Public and members' pages stand under a language; files, feeds and the admin do not."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents import urls as wagtaildocs_urls

from committee.providers.views import leave
from home.accounts.views import OwnChoices
from home.operations import views as operations
from home.pages.views import admin_access
from home.pages.views import pages as views
from issues.conversation.discussions.views import suggestions

DOORS = ("login/", "password_reset/", "password_reset/<path:rest>", "logout/")

urlpatterns = [
    path("health/", operations.health, name="health"),
    path("ready/", operations.ready, name="ready"),
    path("ready/worker/", operations.worker_ready, name="worker_ready"),
    path("metrics/", operations.metrics, name="metrics"),
    path("to/<slug:kind>/<slug:key>/", suggestions.open_reference, name="reference"),
    path("admin-door/", admin_access.admin_door, name="admin_door"),
    *(path(f"admin/{door}", admin_access.admin_door) for door in DOORS),
    path("admin/account/", require_admin_access(OwnChoices.as_view())),
    path("admin/", include(wagtailadmin_urls)),
    path("", include("publications.urls")),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("home.mail_preferences.urls")),
    path("account/oidc/<slug:provider_id>/login/", leave),
    path("account/", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("", views.front_door, name="front_door"),
]
urlpatterns += i18n_patterns(
    path("account/", include("home.account_urls")),
    path("", include("committee.providers.urls")),
    path("", include("committee.registers.urls")),
    path("", include("committee.invitations.urls")),
    path("", include("committee.joining.urls")),
    path("", include("committee.erasure.urls")),
    path("", include("committee.members.urls")),
    path("", include("committee.bounces.urls")),
    path("", include("committee.security.urls")),
    path("", include("committee.own_data.urls")),
    path("", include("issues.urls")),
    path("", include("publications.desk_urls")),
    path("", include("home.workspace_urls")),
    path("", include(wagtail_urls)),
)

handler400 = "home.pages.views.pages.bad_request"
handler403 = "home.pages.views.pages.refused"
handler404 = "home.pages.views.pages.not_found"
handler500 = "home.pages.views.pages.server_error"
