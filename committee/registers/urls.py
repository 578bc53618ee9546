"""The addresses of the registers, under the reader's language."""

from django.urls import path

from committee.registers import views

app_name = "registers"
urlpatterns = [
    path("committee/", views.composition, name="composition"),
    path("committee/new/", views.found, name="found"),
    path("seats/", views.seats, name="seats"),
    path("seats/export/", views.seats_file, name="seats_file"),
    path("seats/new/", views.new_seat, name="add_seat"),
    path("seats/<slug:key>/", views.seat, name="seat"),
    path("seats/<slug:key>/appoint/", views.appoint, name="appoint"),
    path("seats/<slug:key>/close/", views.close_seat, name="close_seat"),
    path("seats/mandates/<int:pk>/end/", views.end, name="end_mandate"),
    path("seats/mandates/<int:pk>/handover/", views.hand_over, name="hand_over"),
    path("organisations/", views.organisations, name="organisations"),
    path("organisations/export/", views.organisations_file, name="organisations_file"),
    path("organisations/take-part/", views.take_part, name="take_part"),
    path("organisations/new/", views.add, name="add_organisation"),
    path("organisations/<slug:key>/", views.organisation, name="organisation"),
    path("organisations/<slug:key>/rename/", views.rename, name="rename_organisation"),
    path("organisations/<slug:key>/software/", views.software, name="software"),
    path("organisations/<slug:key>/merge/", views.merge, name="merge_organisation"),
    path("organisations/<slug:key>/close/", views.close, name="close_organisation"),
]
