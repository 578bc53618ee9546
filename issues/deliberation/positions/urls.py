"""The addresses of positions; included by `issues.urls`, which names the namespace."""

from django.urls import path

from issues.deliberation.positions import views

urlpatterns = [
    path("positions/<int:pk>/confirm/", views.confirm, name="confirm_position"),
    path("positions/<int:pk>/contradict/", views.contradict, name="contradict_position"),
    path("positions/<slug:kind>/<slug:key>/", views.positions, name="positions"),
    path("positions/<slug:kind>/<slug:key>/call/", views.call, name="call_for_positions"),
    path("positions/<slug:kind>/<slug:key>/seats/<int:pk>/", views.take, name="take_position"),
    path("positions/<slug:kind>/<slug:key>/behalf/", views.record_for, name="record_on_behalf"),
    path("positions/<slug:kind>/<slug:key>/seal/", views.seal, name="seal_positions"),
    path("positions/<slug:kind>/<slug:key>/reopen/", views.reopen, name="reopen_positions"),
]
