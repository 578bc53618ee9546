"""The addresses of threads and posts; included by `issues.urls`."""

from django.urls import path

from issues.talk import views, writing

urlpatterns = [
    path("threads/<int:pk>/", views.thread, name="thread"),
    path("threads/<int:pk>/follow/", views.follow, name="follow"),
    path("strands/<int:pk>/after/<int:change>/", views.strand_after, name="strand_after"),
    path("posts/<slug:key>/", views.post, name="post"),
    path("posts/<slug:key>/history/", views.post, name="post_history"),
    path("posts/<slug:key>/edit/", writing.edit_post, name="edit_post"),
    path("posts/<slug:key>/withdraw/", writing.withdraw_post, name="withdraw_post"),
]
