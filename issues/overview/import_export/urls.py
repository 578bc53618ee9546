"""The addresses of imports, exports and dossiers; included by `issues.urls`, which names the namespace."""

from django.urls import path, register_converter

from issues.overview.import_export import views


class What:
    """What a template is for, in an address."""

    regex = "problems|declarations"

    def to_python(self, value: str) -> str:
        """The word as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """The word as it stands."""
        return value


class Form(What):
    """The kind of a file, in an address."""

    regex = "csv|xlsx"


register_converter(What, "what")
register_converter(Form, "form")

urlpatterns = [
    path("problems/import/", views.import_file, name="import"),
    path("problems/import/<what:what>.<form:form>", views.import_template, name="import_template"),
    path("problems/import/<uuid:key>/", views.import_run, name="import_run"),
    path("problems/export/", views.export, name="export"),
    path("problems/export/<uuid:key>/", views.export_run, name="export_run"),
    path("problems/export/<uuid:key>/file/", views.export_file, name="export_file"),
    path("questions/export/", views.export_questions, name="export_questions"),
    path("solutions/verification/export/", views.export_verification, name="export_verification"),
    path("solutions/export/", views.export_solutions, name="export_solutions"),
    path("problems/<ref:reference>/dossier/", views.dossier, name="dossier"),
]
