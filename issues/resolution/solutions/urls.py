"""The addresses of solutions; included by `issues.urls`, which names the namespace."""

from django.urls import path

from issues.resolution.solutions import views

urlpatterns = [
    path("problems/<ref:reference>/solutions/new/", views.propose, name="propose"),
    path("solutions/<int:pk>/", views.solution, name="solution"),
    path("solutions/<int:pk>/translation/", views.translate, name="translate_solution"),
    path("solutions/<int:pk>/state/", views.move, name="move_solution"),
    path("solutions/<int:pk>/due/", views.due, name="due"),
    path("solutions/<int:pk>/revise/", views.revise, name="revise_solution"),
    path("solutions/<int:pk>/owner/", views.owner, name="solution_owner"),
    path("solutions/<int:pk>/versions/", views.versions, name="solution_versions"),
    path("solutions/<int:pk>/ties/", views.ties, name="solution_ties"),
    path("solutions/<int:pk>/ties/problem/", views.tie_problem, name="tie_problem"),
    path("solutions/<int:pk>/ties/solution/", views.tie_solution, name="tie_solution"),
    path("solutions/<int:pk>/ties/documents/", views.document, name="document_solution"),
    path("solutions/<int:pk>/public-text/", views.public_text, name="solution_public_text"),
    path("solutions/<int:pk>/promise/", views.promise, name="solution_promise"),
]
