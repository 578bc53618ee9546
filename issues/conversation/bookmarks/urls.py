"""The addresses of bookmarks and tasks; included by `issues.urls`."""

from django.urls import path

from issues.conversation.bookmarks import views

urlpatterns = [
    path("bookmarks/", views.bookmarks, name="bookmarks"),
    path("posts/<slug:key>/bookmark/", views.bookmark, name="bookmark"),
    path("tasks/", views.tasks, name="tasks"),
    path("tasks/<int:pk>/", views.task, name="finish_task"),
    path("tasks/<int:pk>/back/", views.take_back, name="take_task_back"),
    path("posts/<slug:key>/task/", views.give, name="give_task"),
]
