"""What the first pages of a site are called and say, in the language in force."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from publications.events.models import EventIndexPage
from publications.library.models import NewsIndexPage
from publications.opinions.models import OpinionIndexPage

LANGUAGES = ("fr", "nl")
HOME = {
    "title": _("Since 2 June 2025 a person can ask a CPAS for help online."),
    "lead": _(
        "This site brings together what the CPAS observe with CPAS Online, what the federations and the federal "
        "administration do with it, and the opinions that rest on these observations."
    ),
    "intro": _(
        "One CPAS files a difficulty; the others declare their own volume. Solutions are discussed together, then verified "
        "in the field."
    ),
}
SECTIONS = (
    (OpinionIndexPage, pgettext_lazy("menu", "Opinions"), {"fr": "avis", "nl": "adviezen"}),
    (NewsIndexPage, pgettext_lazy("menu", "News"), {"fr": "actualites", "nl": "nieuws"}),
    (EventIndexPage, pgettext_lazy("menu", "Events"), {"fr": "evenements", "nl": "agenda"}),
)
"""Every list that stands in the menu: its sort of page, its title, its address in each language."""
COMMITTEE = {"fr": "Comité de monitoring CPAS Online", "nl": "Monitoringcomité OCMW Online"}
ADMINISTRATION = {"fr": "Administration technique", "nl": "Technisch beheer"}
SECRETARIAT = {"fr": "Secrétariat du comité", "nl": "Secretariaat van het comité"}
