"""The addresses of verdicts, under that of their solution."""

from django.urls import path

from issues.resolution.verification import views

urlpatterns = [path("solutions/<int:pk>/verdict/", views.verdict, name="verdict")]
