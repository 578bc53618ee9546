"""Addresses of the feeds."""

from django.urls import path

from publications.library.views.feeds import PublicationsFeed

urlpatterns = [path("feeds/<str:language>/", PublicationsFeed(), name="feed")]
