"""Pages that stand above every feature: dashboard, inbox, search, account, gallery, and what the footer leads to."""

from django.urls import path

from home.dashboard import views as dashboard
from home.mail_preferences import views as mail_preferences
from home.operations import views as operations
from home.pages.statements import Purpose
from home.pages.views import pages
from home.privacy_check import views as privacy_check
from home.search import views as search
from home.site_state import views as site_state

app_name = "home"
urlpatterns = [
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("inbox/", dashboard.inbox, name="inbox"),
    path("inbox/badge/", dashboard.badge, name="badge"),
    path("inbox/hear/", dashboard.hear_less, name="hear_less"),
    path("account/", dashboard.account, name="account"),
    path("account/addresses/", dashboard.new_addresses, name="new_addresses"),
    path("mail/undelivered/", mail_preferences.undelivered, name="undelivered"),
    path("search/", search.search, name="search"),
    path("privacy/", privacy_check.kept_out, name="kept_out"),
    path("privacy/check/", privacy_check.check, name="guard"),
    path("site/", site_state.site_state, name="site_state"),
    path("site/tasks/", operations.tasks, name="tasks"),
    path("gallery/", pages.gallery, name="gallery"),
    *(path(f"{one}/", pages.site_page, {"purpose": one.value}, name=one.name.lower()) for one in Purpose),
]
