"""Where one's own data is taken along."""

from django.urls import path

from committee.own_data import views

app_name = "own_data"
urlpatterns = [path("people/own-data/", views.take_along, name="take_along")]
