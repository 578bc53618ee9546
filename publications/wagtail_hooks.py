"""What is added to Wagtail's admin, and what editors do not need there."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.action_menu import SubmitForModerationMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.documents.views.bulk_actions import AddTagsBulkAction as TagDocuments
from wagtail.images.views.bulk_actions import AddTagsBulkAction as TagImages
from wagtail.models import Page

from publications.files.forms import TagsForm
from publications.library.fragments import AwaitingPanel
from publications.library.views.both_languages import both_languages, complete
from publications.library.views.parity_report import ParityReport
from publications.opinions.actions.deleting import forget_deleted_opinions
from publications.opinions.models import OpinionPage
from publications.opinions.policy import may_cite_evidence
from publications.opinions.queries import count_cited, opinions_under
from publications.pages.four_eyes import ALONE, is_seen_by_two
from publications.pages.gate import hindrances_of
from publications.pages.models import PublicationPage

UNNEEDED = {"help"}
SUBMITTED = _("This text was submitted: approve it, or ask for changes. What you wrote is kept as its draft.")


@hooks.register("construct_main_menu")
def hide_unneeded(request, menu_items) -> None:
    """Leave out what leads away from the site."""
    menu_items[:] = [item for item in menu_items if item.name not in UNNEEDED]


@hooks.register("register_admin_menu_item")
def lead_back() -> MenuItem:
    """The way back to the portal."""
    home = lazy(lambda: f"/{get_language()}/", str)()
    return MenuItem(_("Back to the portal"), home, name="portal", icon_name="arrow-left", order=20000)


@hooks.register("construct_homepage_panels")
def say_what_awaits(request, panels) -> None:
    """Begin with what awaits the reader."""
    panels.insert(0, AwaitingPanel())


class SubmitForApproval(SubmitForModerationMenuItem):
    """Wagtail's own, named by what it does in the reader's language: a workflow has one name for all."""

    def get_context_data(self, parent_context) -> dict:
        """The same, with our words."""
        return super().get_context_data(parent_context) | {"label": _("Submit for approval")}


@hooks.register("construct_page_action_menu")
def name_submission(menu_items, request, context) -> None:
    """Put it in the place of Wagtail's; of what was submitted, approval alone leads to publication."""
    page = context.get("page")
    if not may_publish_at_once(page, request.user):
        menu_items[:] = [item for item in menu_items if item.name != "action-publish"]
    for place, item in enumerate(menu_items):
        if type(item) is SubmitForModerationMenuItem:
            menu_items[place] = SubmitForApproval(order=item.order)


def may_publish_at_once(page, person) -> bool:
    """Whether somebody may publish what they are writing, without anybody's approval."""
    if page is None or not page.pk:
        return person.is_superuser
    alone = page.workflow_in_progress or not is_seen_by_two(page, person, writing=True)
    return not alone and not hindrances_of(page)


@hooks.register("before_create_page")
def keep_new_page_as_draft(request, parent_page, page_class) -> None:
    """Of a page that nobody else has seen, keep a draft."""
    if "action-publish" in request.POST and not request.user.is_superuser:
        keep_as_draft(request, ALONE)


@hooks.register("before_edit_page")
def keep_page_as_draft(request, page) -> None:
    """Of a page that nobody else has seen, or that is being read, keep a draft."""
    if "action-publish" in request.POST:
        if page.workflow_in_progress:
            keep_as_draft(request, SUBMITTED)
        elif not is_seen_by_two(page, request.user, writing=True):
            keep_as_draft(request, ALONE)
        elif told := hindrances_of(page):
            keep_as_draft(request, told[0])


def keep_as_draft(request, why) -> None:
    """Let Wagtail keep what was sent as a draft, and say why it is not published."""
    request.POST = request.POST.copy()
    del request.POST["action-publish"]
    messages.error(request, why)


@hooks.register("register_page_header_buttons")
def lead_to_desk(page, user, view_name, next_url=None):
    """Beside an opinion, lead to the desk where its evidence is gathered."""
    if page.specific_class is OpinionPage and may_cite_evidence(user):
        url = reverse("opinions:desk", args=[page.translation_key])
        yield Button(_("Evidence and answers"), url=url, icon_name="list-ul", priority=5)


@hooks.register("register_page_header_buttons")
def lead_to_other_language(page, user, view_name, next_url=None):
    """Beside a publication, lead to both its languages side by side."""
    if issubclass(page.specific_class or Page, PublicationPage) and page.permissions_for_user(user).can_edit():
        url = reverse("both_languages", args=[page.pk])
        yield Button(_("French and Dutch side by side"), url=url, icon_name="globe", priority=6)


@hooks.register("after_edit_page")
def say_what_hinders(request, page) -> None:
    """Say while it is written why a text may not become public yet."""
    if request.method == "POST" and "action-submit" in request.POST:
        for why in hindrances_of(page):
            messages.warning(request, why)


@hooks.register("after_edit_page")
def warn_of_lost_observations(request, page) -> None:
    """Say that evidence is left without its observation, and where it is taken back."""
    if isinstance(page, OpinionPage) and (lost := count_cited(page.translation_key, lost=True)):
        words = ngettext(
            "%(count)s citation stands behind an observation that no text has any more.",
            "%(count)s citations stand behind observations that no text has any more.",
            lost,
        ) % {"count": lost}
        url = reverse("opinions:desk", args=[page.translation_key])
        link = format_html('{} <a href="{}">{}</a>', words, url, _("Evidence and answers"))
        messages.warning(request, link)


@hooks.register("before_delete_page")
def guard_cited_opinions(request, page):
    """Refuse to delete what the public reads with its evidence; of a draft, say what goes with it."""
    if refused := refuse_deletion(request, [page]):
        return refused
    cited = sum(count_cited(one.translation_key) for one in opinions_under(page)) if request.method == "GET" else 0
    if cited:
        words = ngettext(
            "%(count)s citation or answer stands behind this text. It is deleted with the last text of its opinion.",
            "%(count)s citations or answers stand behind this text. They are deleted with the last text of its opinion.",
            cited,
        )
        messages.warning(request, words % {"count": cited})
    return None


@hooks.register("before_bulk_action")
def guard_cited_opinions_together(request, action_type, objects, action):
    """The same for several at once."""
    pages = [one for one in objects if isinstance(one, Page)]
    return refuse_deletion(request, pages) if action_type == "delete" else None


def refuse_deletion(request, pages):
    """Lead to the page that must not be deleted yet, and say why; None where all may be."""
    for opinion in (one for page in pages for one in opinions_under(page)):
        if opinion.live and opinion.cited_in_public():
            words = gettext(
                "“%(title)s” is public, and evidence or answers stand behind its observations: it was not deleted. "
                "Unpublish it first."
            )
            messages.error(request, words % {"title": opinion.title})
            return redirect("wagtailadmin_pages:edit", opinion.pk)
    return None


@hooks.register("after_delete_page")
def take_evidence_along(request, page) -> None:
    """What stood behind an opinion that no language has any more goes with it."""
    forget_deleted_opinions(by=request.user)


@hooks.register("after_bulk_action")
def take_evidence_along_together(request, action_type, objects, action) -> None:
    """The same for several at once."""
    if action_type == "delete" and any(isinstance(one, Page) for one in objects):
        forget_deleted_opinions(by=request.user)


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
    """The addresses of the report on the two languages, and of a page in both side by side."""
    return [
        path("both-languages/<int:pk>/", both_languages, name="both_languages"),
        path("both-languages/<int:pk>/complete/", complete, name="complete_from_other_language"),
        path("reports/parity/", ParityReport.as_view(), name="parity_report"),
        path("reports/parity/results/", ParityReport.as_view(results_only=True), name="parity_report_results"),
    ]


@hooks.register("register_reports_menu_item")
def parity_menu_item() -> MenuItem:
    """The report in the menu."""
    return MenuItem(_("French and Dutch"), reverse("parity_report"), name="parity", icon_name="globe", order=100)
