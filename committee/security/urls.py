"""Where the security log is read."""

from django.urls import path

from committee.security import views

app_name = "security"
urlpatterns = [path("security/", views.log, name="log")]
