"""The addresses of problems, solutions, posts and files, under the reader's language."""

from django.urls import include, path, register_converter

from issues.dossier import views as dossier
from issues.filing import views as filing
from issues.impacts import views as impacts
from issues.lists import views as lists
from issues.problems import views as problems
from issues.solutions import views as solutions


class Reference:
    """A problem's reference in an address, such as CO-2026-0042."""

    regex = r"CO-\d{4}-\d{4,6}"

    def to_python(self, value: str) -> str:
        """The reference as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """The reference as it stands."""
        return value


register_converter(Reference, "ref")

app_name = "issues"
urlpatterns = [
    path("problems/", lists.problem_list, name="problems"),
    path("problems/file/", filing.file_problem, name="file"),
    path("problems/<ref:reference>/", dossier.case, name="problem"),
    path("problems/<ref:reference>/timeline/", dossier.timeline, name="timeline"),
    path("problems/<ref:reference>/impact/", impacts.declare, name="declare"),
    path("problems/<ref:reference>/state/", problems.move, name="move"),
    path("problems/<ref:reference>/share/", impacts.share, name="share"),
    path("problems/<ref:reference>/follow/", problems.follow, name="follow"),
    path("problems/<ref:reference>/translation/", problems.translate, name="translate"),
    path("problems/<ref:reference>/solutions/new/", solutions.propose, name="propose"),
    path("solutions/<int:pk>/", solutions.solution, name="solution"),
    path("solutions/<int:pk>/state/", solutions.move, name="move_solution"),
    path("solutions/<int:pk>/verdict/", solutions.verdict, name="verdict"),
    path("solutions/<int:pk>/due/", solutions.due, name="due"),
    path("posts/<slug:key>/edit/", dossier.edit_post, name="edit_post"),
    path("posts/<slug:key>/withdraw/", dossier.withdraw_post, name="withdraw_post"),
    path("strands/<int:pk>/after/<int:number>/", dossier.strand_after, name="strand_after"),
    path("", include("issues.attachments.urls")),
]
