"""Addresses that hold for good and stand under no language: feeds, images, opinions and observations by identity."""

from publications.files.urls import urlpatterns as files
from publications.library.urls import urlpatterns as library
from publications.opinions.urls import permanent

app_name = "publications"
urlpatterns = [*files, *library, *permanent]
