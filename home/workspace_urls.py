"""Members' pages that stand above every feature: dashboard, inbox, search, account, gallery."""

from django.urls import path

from home.dashboard import views as dashboard
from home.guard import views as guard
from home.pages import views as pages
from home.search import views as search

app_name = "home"
urlpatterns = [
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("inbox/", dashboard.inbox, name="inbox"),
    path("account/", dashboard.account, name="account"),
    path("search/", search.search, name="search"),
    path("privacy/", guard.kept_out, name="kept_out"),
    path("privacy/check/", guard.check, name="guard"),
    path("gallery/", pages.gallery, name="gallery"),
]
