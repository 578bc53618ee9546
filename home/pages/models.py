"""The home page, the obligatory pages, and where every other sort of page may stand."""

from __future__ import annotations

import json
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from committee.privacy.models import GuardedTextField
from home.pages.figures import public_figures
from home.pages.statements import Purpose, is_unfilled
from publications.events.models import EventIndexPage
from publications.library.models import NewsIndexPage
from publications.library.queries import latest_publications
from publications.opinions.models import OpinionIndexPage
from publications.pages.blocks import WORDS, TextBlock
from publications.pages.fields import GuardedRichTextField
from publications.pages.models import PortalPage

SECTIONS = (OpinionIndexPage, NewsIndexPage, EventIndexPage)


class HomePage(PortalPage):
    """The first page in one language: what this is, what was published, the figures. Nothing is picked by hand."""

    lead = GuardedTextField(_("lead"))
    intro = GuardedRichTextField(_("introduction"), features=WORDS, blank=True)

    template = "home/pages/home_page.html"
    parent_page_types: ClassVar[list] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list] = list(SECTIONS)
    content_panels: ClassVar[list] = [*PortalPage.content_panels, FieldPanel("lead"), FieldPanel("intro")]
    search_fields: ClassVar[list] = [*PortalPage.search_fields, index.SearchField("lead"), index.SearchField("intro")]

    class Meta:
        verbose_name = _("home page")

    def get_admin_display_title(self) -> str:
        """What it is, in lists of the admin: its title is a sentence for the public."""
        return gettext("Home page (%(language)s)") % {"language": self.locale.get_display_name()}

    @property
    def description(self) -> str:
        """The description given, or the lead."""
        return self.search_description or self.lead

    def get_context(self, request, *args, **kwargs) -> dict:
        """Add the figures and the latest publications."""
        published = latest_publications(self.locale.language_code, opinions=2, news=1, events=1)
        return super().get_context(request, *args, **kwargs) | {"figures": public_figures(), "published": published}


class StatementPage(PortalPage):
    """A page that law or good order asks of every site, found in the foot of each page. The founding makes it.

    Who answers for the site writes it alone: nobody else need have read it.
    """

    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose, editable=False)
    body = StreamField(TextBlock(), verbose_name=_("text"), blank=True)

    template = "home/pages/statement_page.html"
    parent_page_types: ClassVar[list] = [HomePage]
    subpage_types: ClassVar[list] = []
    is_creatable = False
    by_two = False
    content_panels: ClassVar[list] = [*PortalPage.content_panels, FieldPanel("body")]
    search_fields: ClassVar[list] = [*PortalPage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("obligatory page")

    @property
    def is_unfilled(self) -> bool:
        """Whether something is still to be filled in."""
        return is_unfilled(json.dumps(self.body.get_prep_value(), ensure_ascii=False))


HomePage.subpage_types.append(StatementPage)
for section in SECTIONS:
    section.parent_page_types = [HomePage]
