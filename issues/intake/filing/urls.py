"""The addresses of filing, included by those of the app."""

from django.urls import path

from issues.intake.filing import views

urlpatterns = [
    path("problems/file/", views.file_problem, name="file"),
    path("problems/similar/", views.similar, name="similar"),
    path("problems/drafts/", views.drafts, name="drafts"),
    path("problems/drafts/save/", views.save, name="save_draft"),
    path("problems/drafts/<slug:key>/discard/", views.discard, name="discard_draft"),
    path("problems/<ref:reference>/same/<slug:key>/", views.carry_over, name="same"),
]
