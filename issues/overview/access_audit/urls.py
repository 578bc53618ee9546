"""The addresses of audits; included by `issues.urls`, which names the namespace."""

from django.urls import path

from issues.overview.access_audit import views

urlpatterns = [
    path("audience/<slug:kind>/<slug:key>/", views.audit, name="audit"),
    path("audience/<slug:kind>/<slug:key>/file/", views.audit_file, name="audit_file"),
]
