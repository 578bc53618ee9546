"""Addresses of opinions and observations by their identity, and of the desk."""

from django.urls import path

from publications.opinions.views import opinions as views

permanent = [
    path("opinions/<uuid:key>/", views.opinion, name="opinion"),
    path("observations/<uuid:key>/", views.observation, name="observation"),
]
DESK = "opinions/<uuid:key>/evidence/"
localised = [
    *permanent,
    path(DESK, views.desk, name="desk"),
    path(f"{DESK}submit/", views.submit, name="submit"),
    path(f"{DESK}publish/", views.publish, name="publish"),
    path(f"{DESK}<int:evidence>/withdraw/", views.withdraw, name="withdraw"),
    path(f"{DESK}<uuid:observation>/cite/", views.cite, name="cite"),
    path(f"{DESK}<uuid:observation>/answer/", views.answer, name="answer"),
]
