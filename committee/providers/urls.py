"""Where somebody arrives from an identity provider."""

from django.urls import path

from committee.providers import views

app_name = "providers"
urlpatterns = [
    path("account/identity/", views.accept, name="accept"),
    path("account/identity/refused/", views.refused, name="refused"),
]
