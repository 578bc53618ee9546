"""An opinion that the demonstration invents, and says so: with everything that an opinion may have, in French and Dutch."""

from __future__ import annotations

import json
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from committee.people.models import Person
from home.demo.editorial import keyed, paragraphs, publish_each
from home.demo.typography import typeset_all
from issues.problems.records.models import Problem
from publications.events.models import EventIndexPage, EventPage, Objective, Speaker
from publications.opinions.actions.publishing import cite_problem, record_answer, release_evidence
from publications.opinions.actions.standing import change_standing
from publications.opinions.models import Observation, OpinionIndexPage, OpinionPage
from publications.opinions.parts import Addressee, FollowUpStep, Reservation, Signatory, TextVersion
from publications.opinions.records import Standing

SOURCE = Path(__file__).parent / "data" / "invented_opinion.json"
Facts = dict[str, Any]


@transaction.atomic
def load_invented_opinion(*, editor: Person, approver: Person, problems: dict[str, Problem]) -> None:
    """Publish it, correct it in public, cite problems, and record what was answered; what is there is left alone."""
    facts = typeset_all(json.loads(SOURCE.read_text(encoding="utf-8")))
    lists = {kind: by_language(kind) for kind in (EventIndexPage, OpinionIndexPage)}
    if OpinionPage.objects.filter(slug=facts["slug"]["fr"]).exists():
        return
    events = publish_each(
        lists[EventIndexPage], facts["event_slug"], lambda code, _made: study_day(facts["event"], code), editor
    )
    pages = publish_each(
        lists[OpinionIndexPage], facts["slug"], lambda code, _made: opinion(facts, code, events[code]), editor
    )
    for code, page in pages.items():
        correct(page.specific, facts, code, editor)
    page = OpinionPage.objects.get(pk=pages["fr"].pk)
    cite_each(page, facts, problems, editor)
    release_evidence(by=approver, opinion_key=page.translation_key)
    answer_each(page, facts, approver)
    notes = {f"note_{code}": facts["standing"][code] for code in ("fr", "nl")}
    change_standing(by=approver, page=page, standing=Standing.CORRECTED, **notes)


def by_language(kind) -> dict[str, Any]:
    """The lists of a sort by their language."""
    return {page.locale.language_code: page for page in kind.objects.select_related("locale")}


def ago(days: int) -> date:
    """The day so many days before the demonstration is loaded."""
    return timezone.localdate() - timedelta(days=days)


def study_day(facts: Facts, code: str) -> tuple[EventPage, date]:
    """The study day that it came from, with hours, place, programme and speakers."""
    page = EventPage(
        date=ago(facts["days_ago"]),
        **{name: facts[name] for name in ("kind", "format")},
        **{name: time.fromisoformat(facts[name]) for name in ("starts", "ends")},
        **{name: facts[name][code] for name in ("title", "organiser", "place", "lead")},
    )
    page.programme = [("item", programme_part(one, code)) for one in facts["programme"]]
    page.objectives = rows(Objective, facts["objectives"], code, lambda one: {"text": one[code]})
    page.speakers = rows(Speaker, facts["speakers"], code, lambda one: {"function": one[code]})
    return page, ago(facts["days_ago"] + 20)


def programme_part(facts: Facts, code: str) -> Facts:
    """One part of the programme."""
    words = {name: facts[name][code] for name in ("title", "speakers")}
    return {"starts": time.fromisoformat(facts["starts"]), "text": "", **words}


def rows(kind, each: list[Facts], code: str, made) -> list:
    """The rows of a page, each one with its counterpart in the other language."""
    return [
        keyed(kind(sort_order=place, **made(one)), code, f"invented/{kind.__name__}/{place}")
        for place, one in enumerate(each, 1)
    ]


def opinion(facts: Facts, code: str, source: EventPage) -> tuple[OpinionPage, date]:
    """The opinion as it was first published: with the mistake that is corrected later."""
    told = ("title", "issuer", "aimed_at", "summary", "keywords")
    day = ago(facts["days_ago"])
    page = OpinionPage(
        **{name: facts[name] for name in ("kind", "stage")},
        **{name: facts[name][code] for name in told},
        date=day,
        source_event=source,
        context=[("paragraph", paragraphs(facts["context"][code])), ("table", table(facts["table"][code]))],
    )
    page.addressees = rows(Addressee, facts["addressees"], code, lambda one: addressee(one, code))
    page.text_versions = rows(TextVersion, facts["versions"], code, lambda one: version(one, code))
    page.observations = rows(Observation, facts["observations"], code, lambda one: observation(one, code))
    page.observations.all()[1].article = facts["article_before"][code]
    page.reservations = rows(
        Reservation,
        facts["reservations"],
        code,
        lambda one: {"kind": one["kind"], "organisation": one["organisation"][code], "text": one["text"][code]},
    )
    page.signatories = rows(Signatory, facts["signatories"], code, lambda one: {"function": one["function"][code]})
    page.steps = rows(
        FollowUpStep, facts["steps"], code, lambda one: {"date": ago(one["days_ago"]), "text": one["text"][code]}
    )
    return page, day


def table(facts: Facts) -> Facts:
    """A table as its block keeps it."""
    return {
        "data": facts["rows"],
        "table_caption": facts["caption"],
        "first_row_is_table_header": True,
        "first_col_is_header": True,
        "table_header_choice": "both",
    }


def addressee(facts: Facts, code: str) -> Facts:
    """To whom it went, and when."""
    received = {"acknowledged_on": ago(facts["acknowledged"])} if "acknowledged" in facts else {}
    return {"function": facts["function"][code], "delivered_on": ago(facts["delivered"]), **received}


def version(facts: Facts, code: str) -> Facts:
    """A version of the text aimed at."""
    return {"date": ago(facts["days_ago"]), "stage": facts["stage"], "name": facts["name"][code]}


def observation(facts: Facts, code: str) -> Facts:
    """One observation with what it brings."""
    made = {
        "kind": facts["kind"],
        "article": facts["article"][code],
        "objective": facts.get("objective"),
        "title": facts["title"][code],
        "body": [("paragraph", paragraphs([facts["body"][code]]))],
    }
    if "amendment" in facts:
        made["amendments"] = [("amendment", {name: said[code] for name, said in facts["amendment"].items()})]
    if "figure" in facts:
        figure = {name: said[code] for name, said in facts["figure"].items()}
        made["other_evidence"] = [("figure", {**figure, "source": ""})]
    if "fate" in facts:
        made["fate"] = [("version", fate(facts["fate"], code))]
    return made


def fate(facts: Facts, code: str) -> Facts:
    """What a later version made of it."""
    words = {name: facts[name][code] for name in ("version", "before", "after")}
    return {"date": ago(facts["days_ago"]), "outcome": facts["outcome"], "source": "", **words}


def correct(page: OpinionPage, facts: Facts, code: str, editor: Person) -> None:
    """Publish it once more with its mistake mended, and say so."""
    text = page.get_latest_revision_as_object()
    remarks = list(text.observations.all())
    remarks[1].article = facts["observations"][1]["article"][code]
    text.observations = remarks
    text.change_note = facts["change_note"][code]
    text.save_revision(user=editor).publish(user=editor, skip_permission_checks=True)


def cite_each(page: OpinionPage, facts: Facts, problems: dict[str, Problem], editor: Person) -> None:
    """Let problems stand behind its observations."""
    for number, references in facts["evidence"].items():
        one = page.observations.get(number=int(number))
        for reference in references:
            cite_problem(by=editor, page=page, observation=one, problem=problems[reference])


def answer_each(page: OpinionPage, facts: Facts, approver: Person) -> None:
    """Record what was answered; the second addressee has not answered yet."""
    addressees = list(page.addressees.all())
    for one in facts["answers"]:
        record_answer(
            by=approver,
            page=page,
            observation=page.observations.get(number=one["observation"]),
            addressee=addressees[one["addressee"]],
            stance=one["stance"],
            dated=ago(one["days_ago"]),
            text_fr=one["fr"],
            text_nl=one["nl"],
        )
