"""Where people are invited, and where they come in."""

from django.urls import path

from committee.invitations import views

app_name = "invitations"
urlpatterns = [
    path("people/invite/", views.invite, name="invite"),
    path("people/invite/table/", views.invite_table, name="table"),
    path("people/invite/<int:pk>/resend/", views.resend, name="resend"),
    path("people/invite/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("invitation/<slug:token>/", views.accept, name="accept"),
]
