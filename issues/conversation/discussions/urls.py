"""The addresses of threads and posts; included by `issues.urls`."""

from django.urls import path

from issues.conversation.discussions.views import reading as views
from issues.conversation.discussions.views import suggestions, writing

urlpatterns = [
    path("threads/<int:pk>/", views.thread, name="thread"),
    path("threads/preview/", writing.preview, name="preview"),
    path("threads/references/", suggestions.references, name="references"),
    path("threads/<int:pk>/draft/", writing.post_draft, name="post_draft"),
    path("threads/<int:pk>/callable/", suggestions.suggest_mentions, name="callable"),
    path("threads/<int:pk>/follow/", views.follow, name="follow"),
    path("threads/<int:pk>/read/", views.mark_read, name="mark_read"),
    path("strands/<int:pk>/after/<int:change>/", views.strand_after, name="strand_after"),
    path("posts/<slug:key>/", views.post, name="post"),
    path("posts/<slug:key>/history/", writing.post_history, name="post_history"),
    path("posts/<slug:key>/edit/", writing.edit_post, name="edit_post"),
    path("posts/<slug:key>/react/", writing.react, name="react"),
    path("posts/<slug:key>/withdraw/", writing.withdraw_post, name="withdraw_post"),
]
