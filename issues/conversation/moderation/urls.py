"""The addresses of reports and of keeping order; included by `issues.urls`."""

from django.urls import path

from issues.conversation.moderation import views

urlpatterns = [
    path("reports/", views.reports, name="reports"),
    path("reports/<int:pk>/", views.reported, name="reported"),
    path("posts/<slug:key>/report/", views.report, name="report"),
    path("posts/<slug:key>/hide/", views.hide, name="hide"),
    path("posts/<slug:key>/show/", views.show_again, name="show_again"),
    path("posts/<slug:key>/mark/", views.mark_post, name="mark_post"),
    path("threads/<int:pk>/lock/", views.lock, name="lock"),
    path("threads/<int:pk>/move/", views.move_posts, name="move_posts"),
    path("strands/<int:pk>/summary/", views.summary, name="summary"),
]
