"""The addresses of verdicts, of the links in mails, and of the rule."""

from django.urls import path

from issues.resolution.verification import views

urlpatterns = [
    path("solutions/<int:pk>/verdict/", views.verdict, name="verdict"),
    path("solutions/<int:pk>/relapse/", views.relapse, name="relapse"),
    path("solutions/verification/", views.matrix, name="verification"),
    path("solutions/verification/rule/", views.rule, name="verification_rule"),
    path("verdict/<str:token>/", views.verdict_by_link, name="verdict_by_link"),
]
