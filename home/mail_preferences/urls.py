"""The addresses that need no language and no sign-in: they name a person by a signature."""

from django.urls import path

from home.mail_preferences import views

urlpatterns = [
    path("mail/stop/<str:token>/", views.stop, name="stop_mail"),
    path("private/<str:token>/inbox.atom", views.feed, name="private_feed"),
    path("private/<str:token>/dues.ics", views.dues, name="private_dues"),
    path("private/<str:token>/commitments.ics", views.commitments, name="private_commitments"),
    path("private/<str:token>/seat-<int:seat>.ics", views.commitments, name="private_seat"),
]
