"""The addresses of workarounds and instructions; included by `issues.urls`, which names the namespace."""

from django.urls import path

from issues.resolution.instructions import views

urlpatterns = [
    path("solutions/in-force/", views.instructions, name="instructions"),
    path("instructions/<int:pk>/", views.instruction, name="instruction"),
    path("instructions/<int:pk>/translation/", views.translate, name="translate_instruction"),
    path("problems/<ref:reference>/instructions/new/", views.issue_for_problem, name="issue_for_problem"),
    path("solutions/<int:pk>/instructions/new/", views.issue_for_solution, name="issue_for_solution"),
]
