"""Pages that stand above every feature: dashboard, inbox, search, account, gallery, and what the footer leads to."""

from django.urls import path

from home.dashboard import views as dashboard
from home.mail_preferences import views as mail_preferences
from home.operations import views as operations
from home.pages.views import pages
from home.privacy_check import views as privacy_check
from home.search import views as search

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
    path("site/tasks/", operations.tasks, name="tasks"),
    path("gallery/", pages.gallery, name="gallery"),
    path("contact/", pages.site_page, {"name": "contact"}, name="contact"),
    path("legal/", pages.site_page, {"name": "legal"}, name="legal"),
    path("accessibility/", pages.site_page, {"name": "accessibility"}, name="accessibility"),
]
