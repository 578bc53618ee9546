"""The demonstration's public pages: the opinion, the colloquium that it came from, one to come and the news, in French and Dutch."""

from __future__ import annotations

import json
import uuid
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.html import format_html_join
from wagtail.models import Locale, Page

from committee.people.models import Person
from home.demo.typography import typeset_all
from home.founding.actions.pages import lay_pages, publish
from home.founding.words import LANGUAGES
from publications.events.models import EventIndexPage, EventPage, Objective
from publications.library.models import NewsIndexPage, NewsPage
from publications.opinions.models import Observation, OpinionIndexPage, OpinionPage
from publications.opinions.parts import Addressee, FollowUpStep
from publications.pages.parts import KeyedPart

SOURCE = Path(__file__).parent / "data" / "opinion.json"
COMING = Path(__file__).parent / "data" / "coming.json"
OPENED = datetime(2025, 6, 2, 8)
EVENT_SLUGS = {"fr": "colloque-accompagnement-psychosocial-2022", "nl": "colloquium-psychosociale-begeleiding-2022"}
OPINION_SLUGS = {"fr": "avis-bruxelles-numerique-2023", "nl": "advies-digitaal-brussel-2023"}
NEWS_SLUGS = {
    "fr": "cpas-online-les-cpas-bruxellois-s-organisent",
    "nl": "ocmw-online-de-brusselse-ocmws-passen-zich-aan",
}


@transaction.atomic
def load_editorial(*, editor: Person, administrator: Person) -> None:
    """Make both trees with their pages, and open them to editors and approvers; what is there already is left alone.

    Pages belong to `editor`; the site's own frame, the homes and lists, to `administrator`.
    """
    indexes = lay_pages(by=administrator, moment=OPENED, marks=False)
    data = typeset_all(json.loads(SOURCE.read_text(encoding="utf-8")))
    events = publish_each(indexes[EventIndexPage], EVENT_SLUGS, lambda code, _events: event(data, code), editor)
    publish_each(
        indexes[OpinionIndexPage], OPINION_SLUGS, lambda code, _pages: opinion(data, code, events[code]), editor
    )
    publish_each(indexes[NewsIndexPage], NEWS_SLUGS, lambda code, _pages: news(data, code), editor)


@transaction.atomic
def load_coming_event(*, editor: Person) -> None:
    """Announce an event that lies ahead and says itself that it is invented; what is there already is left alone."""
    facts = typeset_all(json.loads(COMING.read_text(encoding="utf-8")))["event"]
    indexes = {page.locale.language_code: page for page in EventIndexPage.objects.select_related("locale")}
    publish_each(indexes, facts["slug"], lambda code, _pages: coming_event(facts, code), editor)


def publish_each(parents: dict[str, Page], slugs: dict[str, str], make, owner: Person) -> dict[str, Page]:
    """Publish a page in each language under its parent, both with one key; one whose slug is there is left alone."""
    made: dict[str, Page] = {}
    for code in LANGUAGES:
        parent = parents[code]
        known = Page.objects.child_of(parent).filter(slug=slugs[code]).first()
        if known:
            made[code] = known.specific
            continue
        page, moment = make(code, made)
        page.slug, page.locale, page.translation_key = slugs[code], parent.locale, key_of(slugs["fr"])
        publish(page, parent, owner, moment)
        made[code] = page
    return made


@cache
def key_of(name: str) -> uuid.UUID:
    """The key that the French and Dutch texts of a thing share."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"demonstration/{name}")


def paragraphs(texts: list[str]) -> str:
    """Plain paragraphs as rich text."""
    return format_html_join("", "<p>{}</p>", ((text,) for text in texts))


def event(data: dict, code: str) -> tuple[EventPage, date]:
    """The colloquium with its objectives."""
    facts = data["opinion"]["basis_event"]
    day = date.fromisoformat(facts["date"])
    page = EventPage(
        title=facts["title"][code],
        kind=facts["type"],
        date=day,
        format=facts["format"],
        organiser=facts["organiser"][code],
        official_title=facts["official_title_fr"],
        official_language="fr",
    )
    page.objectives = [
        keyed(Objective(text=one[code], sort_order=one["number"]), code, f"{EVENT_SLUGS['fr']}/{one['number']}")
        for one in facts["objectives"]
    ]
    return page, day


def coming_event(facts: dict, code: str) -> tuple[EventPage, date]:
    """The event that lies ahead; it was announced two weeks ago."""
    today = timezone.localdate()
    page = EventPage(
        title=facts["title"][code],
        kind=facts["type"],
        date=today + timedelta(days=facts["days_ahead"]),
        format=facts["format"],
        organiser=facts["organiser"][code],
        lead=facts["lead"][code],
    )
    page.objectives = [
        keyed(Objective(text=one[code], sort_order=rank), code, f"coming/{rank}")
        for rank, one in enumerate(facts["objectives"], 1)
    ]
    return page, today - timedelta(days=14)


def opinion(data: dict, code: str, source: EventPage) -> tuple[OpinionPage, date]:
    """The opinion with everything that belongs to it."""
    facts = data["opinion"]
    day = date.fromisoformat(facts["date"])
    page = OpinionPage(
        title=facts["title"][code],
        kind=facts["type"],
        date=day,
        issuer=facts["issuer"][code],
        aimed_at=facts["subject_text"][code],
        stage=OpinionPage.Stage.PRELIMINARY_DRAFT,
        summary=facts["summary"][code],
        context=[("paragraph", paragraphs(facts["context"][code]))],
        keywords=", ".join(facts["keywords"][code]),
        source_event=source,
    )
    page.observations = [observation(one, code) for one in facts["observations"]]
    page.addressees = [
        keyed(
            Addressee(function=one["function"][code], holder=one["holder"], sort_order=rank), code, f"addressee/{rank}"
        )
        for rank, one in enumerate(facts["addressees"])
    ]
    page.steps = [follow_up_step(one, rank, code) for rank, one in enumerate(facts["follow_up"])]
    return page, day


def follow_up_step(facts: dict, rank: int, code: str) -> FollowUpStep:
    """What became of the opinion on one day."""
    step = FollowUpStep(
        date=date.fromisoformat(facts["date"]), text=facts[code], source=facts["source"], sort_order=rank
    )
    return keyed(step, code, f"step/{rank}")


def observation(facts: dict, code: str) -> Observation:
    """One observation."""
    number = facts["number"]
    one = Observation(
        number=number,
        sort_order=number,
        title=facts["title"][code],
        body=[("paragraph", paragraphs([facts["body"][code]]))],
    )
    return keyed(one, code, f"{OPINION_SLUGS['fr']}/{number}")


Row = TypeVar("Row", bound=KeyedPart)


def keyed(row: Row, code: str, name: str) -> Row:
    """A row of a page whose French and Dutch texts are one."""
    row.locale, row.translation_key = Locale.objects.get(language_code=code), key_of(name)
    return row


def news(data: dict, code: str) -> tuple[NewsPage, date]:
    """The piece of news; its month is all that is known of its date."""
    facts = data["news_item"]
    day = date.fromisoformat(f"{facts['date']}-01")
    parts = [
        ("section", {"heading": one["heading"][code], "body": paragraphs([one["body"][code]])})
        for one in facts["sections"]
    ]
    page = NewsPage(title=facts["title"][code], date=day, precision=facts["date_precision"], lead=facts["lead"][code])
    page.body = [(name, value) for name, value in parts]
    return page, day
