"""News, events and opinions as lists read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast
from uuid import UUID

from django.db.models import Case, CharField, DateTimeField, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.query import PageQuerySet

from committee.people.models import Person, Reader
from publications.events.models import EventPage
from publications.library.models import NewsPage
from publications.opinions.models import OpinionPage
from publications.pages.policy import may_approve_pages

#: Texts published within this time of each other were published together.
TOGETHER = timedelta(hours=1)
MOST_COUNTED = 100


@dataclass(frozen=True)
class Published:
    """A publication of whatever sort, as a card or a feed shows it."""

    kind: str
    page: OpinionPage | NewsPage | EventPage

    @property
    def date(self) -> date:
        """The date that the publication itself carries: only a draft may have none."""
        return cast("date", self.page.date)

    @property
    def is_month(self) -> bool:
        """Whether only the month of the date is known."""
        return getattr(self.page, "precision", "") == NewsPage.Precision.MONTH


def news_under(index: Page) -> list[NewsPage]:
    """The news under a list, the newest first; one query."""
    return list(NewsPage.objects.live().child_of(index).order_by("-date", "-pk"))


def events_under(index: Page) -> list[EventPage]:
    """The events under a list, the newest first; one query."""
    return list(EventPage.objects.live().child_of(index).order_by("-date", "-pk"))


def latest_publications(language: str, *, opinions: int = 0, news: int = 0, events: int = 0) -> list[Published]:
    """The latest of each sort that is published in a language, the newest first; one query per sort asked for."""
    asked = ((OpinionPage, opinions), (NewsPage, news), (EventPage, events))
    found = [
        Published(_kind(page), page)
        for model, count in asked
        if count
        for page in model.objects.live().filter(locale__language_code=language).order_by("-date", "-pk")[:count]
    ]
    return sorted(found, key=lambda one: one.date, reverse=True)


def page_for(key: UUID, language: str) -> Page | None:
    """The published page of a translation key in a language, else in the other; one query."""
    found = Page.objects.live().filter(depth__gt=1, translation_key=key).select_related("locale")
    pages = {page.locale.language_code: page for page in found}
    return pages.get(language) or next(iter(pages.values()), None)


def _kind(page: NewsPage | EventPage) -> str:
    """The word above a card."""
    return _("News") if isinstance(page, NewsPage) else page.get_kind_display()


def published_elsewhere(key: str, page: Page) -> Page | None:
    """The published page of a key in another language than that of a page, if this one lacks it; at most two queries."""
    try:
        pages = Page.objects.live().public().filter(translation_key=UUID(key)).select_related("locale")
    except ValueError:
        return None
    found: list[Page] = list(pages)
    return found[0] if len(found) == 1 and found[0].locale_id != page.locale_id else None


def unequal_pages(pages: PageQuerySet | None = None) -> PageQuerySet:
    """The published pages whose counterpart is missing, unpublished or was published over an hour earlier.

    Each carries `gap`, a key of `views.parity_report.LABELS`, and `other_published_at`. One query.
    """
    pages = Page.objects.all() if pages is None else pages
    other = Page.objects.filter(translation_key=OuterRef("translation_key")).exclude(locale=OuterRef("locale"))
    pages = (
        pages.live()
        .filter(depth__gt=1)
        .annotate(
            other_id=Subquery(other.values("pk")[:1]),
            other_live=Subquery(other.values("live")[:1]),
            other_published_at=Subquery(other.values("last_published_at")[:1], output_field=DateTimeField()),
        )
    )
    gap = Case(
        When(other_id=None, then=Value("missing")),
        When(Q(other_live=False), then=Value("unpublished")),
        When(other_published_at__lt=F("last_published_at") - TOGETHER, then=Value("older")),
        default=Value(""),
        output_field=CharField(),
    )
    return pages.annotate(gap=gap).exclude(gap="").order_by("-last_published_at", "pk")


def texts_to_approve(person: Reader) -> list[TaskState]:
    """The texts that wait for a person's approval, the longest first, at most 100; one query, none for who approves nothing.

    Each brings its revision, whose `object_str` is the title, and the `language` of the page.
    """
    if not may_approve_pages(person):
        return []
    waiting = {"status": TaskState.STATUS_IN_PROGRESS, "workflow_state__status": WorkflowState.STATUS_IN_PROGRESS}
    mine = TaskState.objects.filter(task__approvaltask__groups__user=person.pk, **waiting)
    page = Page.objects.filter(pk=Cast(OuterRef("revision__object_id"), IntegerField()))
    mine = mine.annotate(language=Subquery(page.values("locale__language_code")))
    return list(mine.select_related("revision").order_by("started_at", "pk")[:MOST_COUNTED])


@dataclass(frozen=True)
class Awaiting:
    """What awaits who edits or approves pages: how many of each."""

    to_approve: int
    to_change: int
    drafts: int
    unequal: int
    first: dict[str, Page]


def awaiting(person: Person, pages: PageQuerySet) -> Awaiting:
    """What awaits a person among the pages that they may change; five queries and those of what is to be approved."""
    to_approve = list(TaskState.objects.reviewable_by(person).values_list("revision__object_id", flat=True))
    active = WorkflowState.objects.active()
    sent_back = active.filter(status=WorkflowState.STATUS_NEEDS_CHANGES).values_list("object_id", flat=True)
    running = [int(key) for key in active.values_list("object_id", flat=True)]
    drafts = pages.filter(Q(has_unpublished_changes=True) | Q(live=False)).exclude(pk__in=running)
    found = {
        "to_approve": pages.filter(pk__in=[int(key) for key in to_approve]),
        "to_change": pages.filter(pk__in=[int(key) for key in sent_back]),
        "drafts": drafts.filter(depth__gt=1),
    }
    rows = {name: list(some.order_by("-latest_revision_created_at")[:MOST_COUNTED]) for name, some in found.items()}
    counts = {name: len(some) for name, some in rows.items()}
    first = {name: some[0] for name, some in rows.items() if some}
    return Awaiting(**counts, unequal=unequal_pages(pages).count(), first=first)
