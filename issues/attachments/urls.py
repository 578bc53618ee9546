"""The address of a file; included by `issues.urls`, which names the namespace."""

from django.urls import path

from issues.attachments import views

urlpatterns = [path("files/<uuid:key>/", views.download, name="file_download")]
