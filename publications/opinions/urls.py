"""Addresses of opinions and observations by number and by identity, and of the desk."""

from django.urls import path, re_path

from publications.opinions.views import desk, opinions

permanent = [
    path("opinions/<uuid:key>/", opinions.opinion, name="opinion"),
    path("observations/<uuid:key>/", opinions.observation, name="observation"),
]
NUMBERED = r"^opinions/(?P<number>\d{4}-\d{2,3})/"
DESK = "opinions/<uuid:key>/evidence/"
localised = [
    *permanent,
    re_path(f"{NUMBERED}$", opinions.numbered_opinion, name="numbered_opinion"),
    re_path(
        rf"{NUMBERED}observations/(?P<place>\d{{1,4}})/$", opinions.numbered_observation, name="numbered_observation"
    ),
    re_path(f"{NUMBERED}changes/$", opinions.numbered_changes, name="numbered_changes"),
    re_path(f"{NUMBERED}pdf/$", opinions.pdf, name="pdf"),
    path(DESK, desk.desk, name="desk"),
    path(f"{DESK}submit/", desk.submit, name="submit"),
    path(f"{DESK}publish/", desk.publish, name="publish"),
    path(f"{DESK}standing/", desk.standing, name="standing"),
    path(f"{DESK}<int:evidence>/withdraw/", desk.withdraw, name="withdraw"),
    path(f"{DESK}<uuid:observation>/cite/", desk.cite, name="cite"),
    path(f"{DESK}<uuid:observation>/answer/<uuid:addressee>/", desk.answer, name="answer"),
]
