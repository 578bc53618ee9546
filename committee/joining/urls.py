"""Asking to join, and the answer."""

from django.urls import path

from committee.joining import views

app_name = "joining"
urlpatterns = [
    path("join/", views.ask, name="ask"),
    path("people/requests/", views.requests, name="requests"),
    path("people/requests/<int:pk>/", views.answer, name="request"),
]
