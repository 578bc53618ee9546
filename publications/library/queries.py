"""News, events and opinions as lists read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from publications.events.models import EventPage
from publications.library.models import NewsPage
from publications.opinions.models import OpinionPage


@dataclass(frozen=True)
class Published:
    """A publication of whatever sort, as a card or a feed shows it."""

    kind: str
    page: OpinionPage | NewsPage | EventPage

    @property
    def date(self) -> date:
        """The date that the publication itself carries."""
        return self.page.date

    @property
    def is_month(self) -> bool:
        """Whether only the month of the date is known."""
        return getattr(self.page, "precision", "") == NewsPage.Precision.MONTH


def news_under(index) -> list[NewsPage]:
    """The news under a list, the newest first; one query."""
    return list(NewsPage.objects.live().child_of(index).order_by("-date", "-pk"))


def events_under(index) -> list[EventPage]:
    """The events under a list, the newest first; one query."""
    return list(EventPage.objects.live().child_of(index).order_by("-date", "-pk"))


def latest(language: str, *, opinions: int = 0, news: int = 0, events: int = 0) -> list[Published]:
    """The latest of each sort that is published in a language, the newest first; one query per sort asked for."""
    asked = ((OpinionPage, opinions), (NewsPage, news), (EventPage, events))
    found = [
        Published(_kind(page), page)
        for model, count in asked
        if count
        for page in model.objects.live().filter(locale__language_code=language).order_by("-date", "-pk")[:count]
    ]
    return sorted(found, key=lambda one: one.date, reverse=True)


def _kind(page) -> str:
    """The word above a card."""
    return _("News") if isinstance(page, NewsPage) else page.get_kind_display()
