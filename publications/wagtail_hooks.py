"""What is added to Wagtail's admin, and what editors do not need there."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.documents.views.bulk_actions import AddTagsBulkAction as TagDocuments
from wagtail.images.views.bulk_actions import AddTagsBulkAction as TagImages

from publications.files.forms import TagsForm
from publications.library.views.parity_report import ParityReport
from publications.opinions.models import OpinionPage
from publications.opinions.policy import may_cite_evidence

UNNEEDED = {"help"}


@hooks.register("construct_main_menu")
def hide_unneeded(request, menu_items) -> None:
    """Leave out what leads away from the site."""
    menu_items[:] = [item for item in menu_items if item.name not in UNNEEDED]


@hooks.register("register_page_header_buttons")
def lead_to_desk(page, user, view_name, next_url=None):
    """Beside an opinion, lead to the desk where its evidence is gathered."""
    if page.specific_class is OpinionPage and may_cite_evidence(user):
        url = reverse("opinions:desk", args=[page.translation_key])
        yield Button(_("Evidence and answers"), url=url, icon_name="list-ul", priority=5)


@hooks.register("register_bulk_action", order=100)
class GuardedDocumentTags(TagDocuments):
    """In the place of Wagtail's own, which comes before."""

    form_class = TagsForm


@hooks.register("register_bulk_action", order=100)
class GuardedImageTags(TagImages):
    """The same for images."""

    form_class = TagsForm


@hooks.register("register_admin_urls")
def parity_urls() -> list:
    """The address of the report on the two languages."""
    return [
        path("reports/parity/", ParityReport.as_view(), name="parity_report"),
        path("reports/parity/results/", ParityReport.as_view(results_only=True), name="parity_report_results"),
    ]


@hooks.register("register_reports_menu_item")
def parity_menu_item() -> MenuItem:
    """The report in the menu."""
    return MenuItem(_("French and Dutch"), reverse("parity_report"), name="parity", icon_name="globe", order=100)
