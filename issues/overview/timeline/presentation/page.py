"""A story as its page shows it: facts in words, the filters that may be chosen with how much each would show."""

from __future__ import annotations

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from committee.access.lanes import SHORT
from committee.access.standing import standing_of
from committee.journal.subjects import public_reference
from committee.organisations.queries import names_of_organisations
from committee.seats.models import Bench
from issues.conversation.discussions.fragments.discussion import address_of_owner, title_of
from issues.conversation.discussions.presentation.references import fill_references
from issues.overview.timeline.addresses import file_address
from issues.overview.timeline.filters import NEWEST, OLDEST, SITS, Edge, without_filter
from issues.overview.timeline.kinds import What, what_of
from issues.overview.timeline.presentation.rows import Line, caption_of, line_of, name_of, on
from issues.overview.timeline.queries import Page, Row, Story

BENCHES = (Bench.FEDERATIONS, Bench.ADMINISTRATION)


def story_context(story: Story, page: Page, rows: list[Row], after: Edge | None) -> dict:
    """Everything that the page of a story needs."""
    filters, owner = story.filters, story.owner
    words = filters.words()
    total = sum(row.count for row in rows if row.passes(filters, story.spaces))
    return {
        "key": owner.about[1],
        "is_problem": bool(public_reference(owner.about[1])),
        "way": address_of_owner(owner),
        "title": (title := title_of(owner, get_language())),
        "title_language": owner.language_of(title),
        "lines": lines_of(story.person, page),
        "total": total,
        "caption": caption_of(story),
        "fields": fields_of(story, rows),
        "chips": chips_of(story, words),
        "first": f"?{urlencode(words)}" if after else "",
        "more": f"?{urlencode([*words, ('after', page.next.word)])}" if page.next else "",
        "newest_first": filters.newest_first,
        "file_url": f"{file_address(*owner.about)}?{urlencode(words)}",
        "audit_url": reverse("issues:audit", args=owner.about),
    }


def lines_of(person, page: Page) -> list[Line]:
    """The facts of a page in words; what a post refers to is named as far as the reader may see it."""
    lines = [line_of(person, fact, page.posts) for fact in page.facts]
    said = [line for line in lines if line.is_post]
    for line, html in zip(said, fill_references(person, [line.words for line in said]), strict=True):
        line.words = mark_safe(html)
    return lines


def chips_of(story: Story, words: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The filters that are on, each with the address without it."""
    return [(label, f"?{urlencode(without_filter(words, name, value))}") for name, value, label in on(story)]


def fields_of(story: Story, rows: list[Row]) -> list[dict]:
    """The filters that may be chosen; beside each value how many facts it would show with the others as they are."""
    filters = story.filters
    days = [("from", _("From"), filters.since), ("to", _("Until"), filters.until)]
    order = [(NEWEST, _("Newest first")), (OLDEST, _("Oldest first"))]
    return [
        {"kind": "several", "name": "what", "label": _("What"), "options": fact_kind_field(story, rows)},
        single_choice_field("lane", _("Lane"), _("All lanes"), lane_field(story, rows)),
        single_choice_field("bench", _("Bench"), _("All benches"), bench_field(story, rows)),
        single_choice_field("organisation", _("Organisation"), _("All organisations"), organisation_field(story, rows)),
        *({"kind": "day", "name": name, "label": label, "value": str(value or "")} for name, label, value in days),
        {
            "kind": "one",
            "name": "order",
            "label": _("Order"),
            "options": [choice_option(*o, filters.order) for o in order],
        },
        {"kind": "box", "name": "reactions", "label": _("With reactions"), "value": filters.reactions},
    ]


def single_choice_field(name: str, label: str, everything: str, options: list[dict]) -> dict:
    """A filter of which one value is chosen, or none."""
    return {"kind": "one", "name": name, "label": label, "options": [choice_option("", everything, None), *options]}


def choice_option(value: str, label: str, chosen, count: int | str = "") -> dict:
    """One value of a filter."""
    return {"value": value, "label": label, "selected": str(chosen) == value, "count": count}


def counted_field(story: Story, rows: list[Row], name: str, value_of) -> dict:
    """How many facts each value of a filter would show."""
    found: dict = {}
    for row in rows:
        if row.passes(story.filters, story.spaces, but=name):
            value = value_of(row)
            found[value] = found.get(value, 0) + row.count
    return found


def fact_kind_field(story: Story, rows: list[Row]) -> list[dict]:
    """The sorts of facts that there are, and those that are asked for."""
    found, asked = counted_field(story, rows, "what", lambda row: what_of(row.verb)), story.filters.what
    return [
        {"value": what.value, "label": what.label, "selected": what.value in asked, "count": found.get(what, 0)}
        for what in What
        if found.get(what) or what.value in asked
    ]


def lane_field(story: Story, rows: list[Row]) -> list[dict]:
    """The lanes that the reader reads."""
    lane_of = {space.pk: space.lane for space in standing_of(story.person).readable}
    found = counted_field(story, rows, "lane", lambda row: lane_of[row.space_id])
    chosen = story.filters.lane
    return [
        choice_option(lane.value, str(SHORT[lane]), chosen, found.get(lane, 0))
        for lane in dict.fromkeys(lane_of.values())
    ]


def bench_field(story: Story, rows: list[Row]) -> list[dict]:
    """The two benches."""
    found = counted_field(story, rows, "bench", lambda row: SITS.get(row.kind))
    return [choice_option(bench.value, str(bench.label), story.filters.bench, found.get(bench, 0)) for bench in BENCHES]


def organisation_field(story: Story, rows: list[Row]) -> list[dict]:
    """The organisations that did something here, in their order."""
    found, chosen = (
        counted_field(story, rows, "organisation", lambda row: row.organisation_id),
        story.filters.organisation,
    )
    return [
        choice_option(str(pk), name_of(pk), chosen, found.get(pk, 0))
        for pk in names_of_organisations()
        if found.get(pk) or pk == chosen
    ]
