"""Addresses under a language: the desk where evidence is gathered, and permanent addresses in a chosen language."""

from publications.library.urls import localised as pages
from publications.opinions.urls import localised

app_name = "opinions"
urlpatterns = [*localised, *pages]
