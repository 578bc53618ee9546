"""The addresses of triage; the issues' own addresses include them."""

from django.urls import path

from issues.intake.triage import views

urlpatterns = [
    path("problems/queue/", views.queue, name="queue"),
    path("problems/<ref:reference>/qualify/", views.qualify, name="qualify"),
    path("problems/<ref:reference>/owner/", views.owner, name="owner"),
    path("problems/<ref:reference>/classify/", views.classify, name="classify"),
    path("problems/<ref:reference>/ask/", views.ask, name="ask"),
    path("problems/<ref:reference>/noted/", views.noted, name="noted"),
    path("problems/<ref:reference>/merge/", views.merge, name="merge"),
    path("problems/<ref:reference>/merge/undo/", views.undo, name="undo_merge"),
    path("problems/<ref:reference>/merge/contest/", views.contest, name="contest_merge"),
    path("problems/<ref:reference>/merge/uphold/", views.uphold, name="uphold_merge"),
    path("problems/<ref:reference>/split/", views.split, name="split"),
    path("problems/<ref:reference>/relations/", views.relations, name="relations"),
    path("problems/<ref:reference>/relations/<int:pk>/remove/", views.unrelate, name="unrelate"),
    path("requests/<int:pk>/", views.information, name="request"),
    path("requests/<int:pk>/withdraw/", views.withdraw, name="withdraw_request"),
]
