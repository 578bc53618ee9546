"""The addresses of stories; included by `issues.urls`, which names the namespace."""

from django.urls import path

from issues.overview.timeline import views

urlpatterns = [
    path("problems/<ref:reference>/timeline/", views.problem_story, name="timeline"),
    path("problems/<ref:reference>/timeline/file/", views.problem_story_file, name="story_file"),
    path("solutions/<int:pk>/timeline/", views.solution_story, name="solution_timeline"),
    path("solutions/<int:pk>/timeline/file/", views.solution_story_file, name="solution_story_file"),
]
