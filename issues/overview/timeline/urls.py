"""The addresses of stories; included by `issues.urls`, which names the namespace."""

from django.urls import path

from issues.overview.timeline import views

PROBLEM, SOLUTION = {"kind": "problem"}, {"kind": "solution"}
urlpatterns = [
    path("problems/<ref:key>/timeline/", views.story, PROBLEM, name="timeline"),
    path("problems/<ref:key>/timeline/file/", views.story_file, PROBLEM, name="story_file"),
    path("solutions/<digits:key>/timeline/", views.story, SOLUTION, name="solution_timeline"),
    path("solutions/<digits:key>/timeline/file/", views.story_file, SOLUTION, name="solution_story_file"),
    path("timeline/<slug:kind>/<slug:key>/", views.story, name="story"),
    path("timeline/<slug:kind>/<slug:key>/file/", views.story_file, name="story_file_of"),
]
