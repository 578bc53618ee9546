"""Where one's own data is seen and taken along."""

from django.urls import path

from committee.own_data import views

app_name = "own_data"
urlpatterns = [
    path("people/own-data/", views.page, name="page"),
    path("people/own-data/file/", views.take_along, name="take_along"),
]
