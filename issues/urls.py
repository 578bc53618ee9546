"""The addresses of problems, solutions, posts and files, under the reader's language."""

from django.urls import include, path, register_converter

from issues.fieldwork.impacts import views as impacts
from issues.overview.case import views as dossier
from issues.overview.commitments.views import commitments
from issues.overview.public_tracker import views as public
from issues.overview.register import views as lists
from issues.overview.solution_register.views import solution_list
from issues.problems.records import views as problems
from issues.problems.taxonomies import views as desk


class Reference:
    """A problem's reference in an address, such as CO-2026-0042."""

    regex = r"CO-\d{4}-\d{4,6}"

    def to_python(self, value: str) -> str:
        """The reference as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """The reference as it stands."""
        return value


class Digits(Reference):
    """A number in an address, as the text that the journal names a thing by."""

    regex = r"[0-9]{1,15}"


register_converter(Reference, "ref")
register_converter(Digits, "digits")

app_name = "issues"
urlpatterns = [
    path("problems/", lists.problem_list, name="problems"),
    path("", include("issues.intake.filing.urls")),
    path("", include("issues.intake.triage.urls")),
    path("problems/taxonomies/", desk.terms, name="taxonomies"),
    path("problems/taxonomies/<slug:scheme>/add/", desk.add, name="add_term"),
    path("problems/taxonomies/term/<int:pk>/", desk.change, name="change_term"),
    path("problems/taxonomies/term/<int:pk>/arrange/", desk.arrange, name="arrange_term"),
    path("problems/views/", lists.saved_views, name="views"),
    path("problems/views/<int:pk>/", lists.change_view, name="view"),
    path("problems/together/", lists.triage_selected, name="together"),
    path("problems/<ref:reference>/", dossier.case, name="problem"),
    path("", include("issues.overview.timeline.urls")),
    path("", include("issues.overview.access_audit.urls")),
    path("problems/<ref:reference>/impact/", impacts.declare, name="declare"),
    path("problems/<ref:reference>/declarations/", impacts.declarations, name="declarations"),
    path("impact/", impacts.totals, name="impact"),
    path("", include("issues.fieldwork.barometer.urls")),
    path("problems/<ref:reference>/state/", problems.move, name="move"),
    path("problems/<ref:reference>/revise/", problems.revise, name="revise"),
    path("problems/<ref:reference>/versions/", problems.versions, name="versions"),
    path("problems/<ref:reference>/share/", impacts.share, name="share"),
    path("problems/<ref:reference>/translation/", problems.translate, name="translate"),
    path("commitments/", commitments, name="commitments"),
    path("solutions/", solution_list, name="solutions"),
    path("solutions/public/", public.tracker, name="public_solutions"),
    path("solutions/public/<int:pk>/", public.one, name="public_solution"),
    path("", include("issues.resolution.instructions.urls")),
    path("", include("issues.resolution.solutions.urls")),
    path("", include("issues.resolution.verification.urls")),
    path("", include("issues.deliberation.questions.urls")),
    path("", include("issues.deliberation.positions.urls")),
    path("", include("issues.conversation.moderation.urls")),
    path("", include("issues.conversation.bookmarks.urls")),
    path("", include("issues.conversation.discussions.urls")),
    path("", include("issues.attachments.urls")),
    path("", include("issues.overview.import_export.urls")),
]
