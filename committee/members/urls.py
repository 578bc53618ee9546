"""The directory of people and their pages."""

from django.urls import path

from committee.members import views

app_name = "members"
urlpatterns = [
    path("people/", views.directory, name="directory"),
    path("people/<int:pk>/", views.profile, name="profile"),
    path("people/<int:pk>/change/", views.change, name="change"),
    path("people/<int:pk>/absence/", views.absence, name="absence"),
    path("people/<int:pk>/absence/<int:absence_pk>/end/", views.back, name="back"),
    path("people/<int:pk>/leave/", views.leave, name="leave"),
    path("people/handovers/<int:pk>/", views.handover, name="handover"),
]
