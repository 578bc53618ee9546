"""Where an address is confirmed."""

from django.urls import path

from committee.bounces import views

app_name = "bounces"
urlpatterns = [path("people/<int:pk>/address/", views.confirm, name="confirm")]
