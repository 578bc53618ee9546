"""The addresses of the weekly pulse."""

from datetime import date

from django.urls import path, register_converter

from issues.fieldwork.barometer import views
from issues.fieldwork.barometer.weeks import code_of, week_from


class Week:
    """A week in an address, such as 2025-W27; within Python it is the week's Monday."""

    regex = r"2\d{3}-W\d{2}"

    def to_python(self, value: str) -> date:
        """The Monday. Raises ValueError, which is no match, for a week that no year has."""
        return week_from(value)

    def to_url(self, value: date | str) -> str:
        """The week's code, from its Monday or as it stands in the journal."""
        return value if isinstance(value, str) else code_of(value)


register_converter(Week, "week")

urlpatterns = [
    path("pulse/", views.pulse, name="pulse"),
    path("pulse/letters/", views.letters, name="pulse_letters"),
    path("pulse/<week:week>/", views.pulse, name="pulse_week"),
    path("pulse/<week:week>/<int:pk>/", views.answer, name="pulse_answer"),
    path("pulse/<week:week>/<int:pk>/declare/", views.declare, name="pulse_declare"),
]
