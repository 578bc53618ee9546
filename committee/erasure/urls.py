"""Where erasure is asked for, taken back, and carried out."""

from django.urls import path

from committee.erasure import views

app_name = "erasure"
urlpatterns = [
    path("people/<int:pk>/erasure/", views.ask, name="ask"),
    path("people/<int:pk>/erasure/withdraw/", views.withdraw, name="withdraw"),
    path("people/<int:pk>/erasure/now/", views.erase, name="erase"),
]
