"""The abstract page: guarded against personal data, in two languages, served whole from a cache."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import AbstractGroupApprovalTask, Page

from committee.access.refusals import Refused
from committee.privacy.models import GuardedCharField, GuardedTextField
from publications.files.models import EditorialImage
from publications.pages.beside_panel import BesidePanel
from publications.pages.editor_form import PageForm
from publications.pages.four_eyes import ALONE, is_seen_by_two
from publications.pages.parity import both_languages_hinder
from publications.pages.text_guard import personal_data_in, refuse_in_children


class PortalPage(Page):
    """A public page. Its text is its own in each language; translations share a `translation_key`.

    What is published was seen by two people, unless its class says otherwise (`by_two`).
    """

    base_form_class = PageForm
    by_two: ClassVar[bool] = True
    PROSE: ClassVar[tuple[str, ...]] = ("title",)
    """The fields that say in one language what the other text says in its own."""
    promote_panels: ClassVar[list] = [
        MultiFieldPanel(["slug", "search_description", "show_in_menus"], heading=_("Address and description"))
    ]

    class Meta:
        abstract = True

    @property
    def description(self) -> str:
        """One or two sentences for search engines and link previews."""
        return self.search_description

    def clean_fields(self, exclude=None) -> None:
        """Validate as usual, and refuse personal data beside the field that holds it."""
        errors: dict[str, list[ValidationError]] = {}
        try:
            super().clean_fields(exclude)
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        for name, refusal in personal_data_in(self, exclude or ()).items():
            errors.setdefault(name, []).append(refusal)
        if errors:
            raise ValidationError(errors)

    def clean(self) -> None:
        """Refuse personal data in the rows that belong to the page."""
        super().clean()
        refuse_in_children(self)

    def minimal_clean(self) -> None:
        """Guard a draft too, of which nothing else is validated."""
        super().minimal_clean()
        refusals = personal_data_in(self)
        if refusals:
            raise ValidationError(refusals)
        refuse_in_children(self)

    def hindrances(self) -> list[str]:
        """Why this text may not become public yet, in words; nothing where it may."""
        return []

    def alternates(self, request=None) -> dict[str, str]:
        """The address of this page in each language in which it is published; one query."""
        pages = Page.objects.live().filter(translation_key=self.translation_key).select_related("locale")
        return {page.locale.language_code: page.get_url(request) for page in pages.order_by("locale__language_code")}

    def elsewhere(self, alternates: dict[str, str]) -> dict[str, str]:
        """For each language without an alternate, the nearest page above that has one, told by `only` what is missing.

        No query where nothing is missing.
        """
        found: dict[str, str] = {}
        missing = set(dict(settings.LANGUAGES)) - set(alternates)
        above = self.get_ancestors().live().filter(depth__gt=1).specific() if missing else ()
        for page in (self, *reversed(above)):
            for code, url in page.alternates().items() if missing else ():
                if code in missing:
                    missing.remove(code)
                    found[code] = url if page is self else f"{url}?only={self.translation_key}"
        return found

    def serve(self, request, *args, **kwargs):
        """Serve the page, marked as public where the reader is nobody in particular."""
        return self.delivered(request, super().serve(request, *args, **kwargs))

    def delivered(self, request, response):
        """Tell the layout the other languages, and the cache whether it may keep the page."""
        if not hasattr(request, "alternates"):
            request.alternates = self.alternates(request)
        request.elsewhere = self.elsewhere(request.alternates)
        response.public_page = not request.user.is_authenticated
        return response


NO_ALT = _("Say what the image shows, for those who do not see it.")


class PublicationPage(PortalPage):
    """A page that tells something: it may bear an image, and is published in both languages or says why not."""

    image = models.ForeignKey(
        EditorialImage, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("image")
    )
    image_alt = GuardedCharField(
        _("alternative text"),
        max_length=255,
        blank=True,
        help_text=_("What the image shows, in the language of this page."),
    )
    one_language_because = GuardedTextField(
        _("why in one language"),
        blank=True,
        help_text=_("Only where this is published without its other language: readers are told the reason."),
    )

    image_panel: ClassVar[MultiFieldPanel] = MultiFieldPanel(["image", "image_alt"], heading=_("Image"))
    content_panels: ClassVar[list] = [*PortalPage.content_panels, BesidePanel()]
    promote_panels: ClassVar[list] = [*PortalPage.promote_panels, FieldPanel("one_language_because")]

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Ask for the alternative text of an image."""
        super().clean()
        if self.image_id and not self.image_alt.strip():
            raise ValidationError({"image_alt": NO_ALT})

    def hindrances(self) -> list[str]:
        """Its other language must say all that it says, unless its editor gives a reason."""
        told = super().hindrances()
        return told if self.one_language_because.strip() else [*told, *both_languages_hinder(self)]


class ApprovalTask(AbstractGroupApprovalTask):
    """The step at which an approver publishes what somebody else wrote or submitted."""

    class Meta:
        verbose_name = _("approval")

    def get_actions(self, obj, user) -> list:
        """What an approver may do; who is alone with a text, or whose text is hindered, may send it back alone."""
        actions = super().get_actions(obj, user)
        may = is_seen_by_two(obj, user) and not obj.get_latest_revision_as_object().hindrances()
        return actions if may else [action for action in actions if action[0] != "approve"]

    def on_action(self, task_state, user, action_name, **facts):
        """Do it. Raises Refused for the approval of one's own text, and of one that may not become public yet."""
        if action_name == "approve":
            page = task_state.workflow_state.content_object
            if not is_seen_by_two(page, user):
                raise Refused(ALONE)
            for why in page.get_latest_revision_as_object().hindrances():
                raise Refused(why)
        return super().on_action(task_state, user, action_name, **facts)
