"""The addresses of files; those of documents are Wagtail's own, so that its links lead here too."""

from django.urls import path, re_path

from publications.files import views

urlpatterns = [
    re_path(r"^documents/(\d+)/(.*)$", views.open_document, name="document"),
    path("images/<int:key>/", views.open_image, name="image"),
]
