"""Addresses that hold for good and stand under no language: feeds, opinions and observations by their identity."""

from publications.library.urls import urlpatterns as library
from publications.opinions.urls import permanent

app_name = "publications"
urlpatterns = [*library, *permanent]
