"""Addresses of the feeds, and of every page for good."""

from django.urls import path

from publications.library.views import permanent
from publications.library.views.feeds import PublicationsFeed

urlpatterns = [path("feeds/<str:language>/", PublicationsFeed(), name="feed")]
localised = [path("pages/<uuid:key>/", permanent.page, name="page")]
