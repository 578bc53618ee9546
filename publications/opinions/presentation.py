"""What the page and the PDF of an opinion say, in the reader's language: one wording for both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from committee.journal.moments import format_day
from publications.opinions.evidence import EvidenceSum
from publications.opinions.evidence_words import evidence_words
from publications.opinions.models import Observation, OpinionPage, Stance
from publications.opinions.queries import Reading, Reply, versions_of
from publications.opinions.records import FrozenCount, PublishedVersion, Standing
from publications.opinions.remarks import OUTCOMES
from publications.opinions.wording import compare_words
from publications.pages.parity import texts_of


def describe_evidence(found: EvidenceSum) -> str:
    """The evidence in words, with its coverage and the date of the last fact that it rests on; nothing is said of none."""
    if not found.problems:
        return ""
    words = evidence_words(found)
    if found.cells:
        answered = found.centres - found.cells.count(".")
        words += "; " + _("%(answered)s of %(centres)s CPAS answered") % {
            "answered": answered,
            "centres": found.centres,
        }
    return _("%(evidence)s (%(date)s)") % {"evidence": words, "date": format_day(found.as_of)} if found.as_of else words


def thawed(row: FrozenCount) -> EvidenceSum:
    """A count as it was kept, in the form of a live one."""
    return EvidenceSum(row.problems, row.affected, row.centres, row.cells, row.as_of, row.fictive)


def describe_frozen(row: FrozenCount | None) -> str:
    """The count as it was published, with the day and how it was made; nothing where there was none."""
    if row is None or not row.problems:
        return ""
    facts = {"evidence": evidence_words(thawed(row)), "date": format_day(row.frozen_at.date()), "rule": row.rule}
    return (
        _(
            "As published on %(date)s: %(evidence)s. Counted: CPAS affected by a problem cited; fewer than %(rule)s are masked."
        )
        % facts
    )


def describe_about(one: Observation, page: OpinionPage) -> list[str]:
    """Its kind, the article that it aims at, and the objective that it serves."""
    told = [str(one.get_kind_display())] if one.kind else []
    if one.article:
        told.append(_("aims at %(article)s") % {"article": one.article})
    if one.objective and page.source_event_id:
        told.append(_("serves objective %(n)s of the event that the opinion came from") % {"n": one.objective})
    return told


def describe_reply(reply: Reply, *, counting: bool = True) -> str:
    """What an addressee did with an observation, and when; where nothing was answered, for how long it is awaited.

    What is printed does not count days: it says since when.
    """
    if reply.stance != Stance.NONE:
        return f"{reply.label}, {format_day(reply.dated)}" if reply.dated else reply.label
    delivered = reply.addressee.delivered_on
    if delivered is None:
        return reply.label
    if counting and reply.waited is not None:
        words = ngettext("delivered %(n)s day ago", "delivered %(n)s days ago", reply.waited) % {"n": reply.waited}
    else:
        words = _("delivered on %(date)s") % {"date": format_day(delivered)}
    return f"{reply.label}, {words}"


def describe_foreign(reply: Reply) -> str:
    """In which language an answer was given, where that is not the reader's."""
    words = {"fr": _("Answer given in French"), "nl": _("Answer given in Dutch")}
    return words.get(reply.language, "") if reply.is_foreign else ""


@dataclass(frozen=True)
class Fate:
    """What a later version of the text made of an observation."""

    when: date
    version: str
    outcome: str
    before: str
    after: str
    source: str


def fates_of(one: Observation) -> list[Fate]:
    """The later versions of the text, the oldest first."""
    labels = {code: str(label) for code, label in OUTCOMES}
    found = [
        Fate(
            value["date"],
            value["version"],
            labels.get(value["outcome"], ""),
            value["before"],
            value["after"],
            value["source"] or "",
        )
        for value in (part.value for part in one.fate)
    ]
    return sorted(found, key=lambda fate: fate.when)


@dataclass(frozen=True)
class Exhibit:
    """Evidence that is public by itself: an event, a document or a figure, in words, with where it leads."""

    kind: str
    title: str
    words: str
    url: str


def exhibits_of(one: Observation) -> list[Exhibit]:
    """What an observation rests on besides problems; what is not public any more is left out."""
    return [exhibit for part in one.other_evidence if (exhibit := EXHIBITS[part.block_type](part.value))]


def exhibit_event(value: Any) -> Exhibit | None:
    """An event, in the reader's language where it is published in it."""
    event = value["event"] and value["event"].specific.localized
    return Exhibit(_("Event"), event.title, value["what"], event.url) if event and event.live else None


def exhibit_document(value: Any) -> Exhibit | None:
    """A document."""
    document = value["document"]
    return Exhibit(_("Document"), document.title, value["what"], document.url) if document else None


def exhibit_figure(value: Any) -> Exhibit:
    """A figure with its coverage and its period."""
    words = f"{value['what']} ({value['coverage']}, {value['period']})"
    return Exhibit(_("Figure"), value["figure"], words, value["source"] or "")


EXHIBITS = {"event": exhibit_event, "document": exhibit_document, "figure": exhibit_figure}


def describe_exhibit(one: Exhibit) -> str:
    """The same in one line."""
    return f"{one.kind}: {one.title}" + (f" – {one.words}" if one.words else "")


def evidence_lines(reading: Reading) -> list[str]:
    """All the evidence behind an observation, line by line."""
    counts = [describe_evidence(reading.evidence), describe_frozen(reading.frozen)]
    exhibits = [describe_exhibit(one) for one in exhibits_of(reading.observation)]
    return [line for line in (*counts, *exhibits) if line]


def standing_label(standing: str) -> str:
    """What holds of an opinion, in a word."""
    return str(Standing(standing).label)


@dataclass(frozen=True)
class ChangedPlace:
    """One place whose words changed, with what was taken out and put in."""

    label: str
    pieces: list[tuple[str, str]]


@dataclass(frozen=True)
class ChangedVersion:
    """What one version of an opinion changed in the one before."""

    version: PublishedVersion
    places: list[ChangedPlace]


def describe_changes(page: OpinionPage) -> list[ChangedVersion]:
    """What changed with each version since the first, the newest first; the first has no changes. One query."""
    versions = versions_of(page)
    labels = {key: label for key, (label, _said) in texts_of(page).items()}
    found = []
    for one, before in zip(versions, [*versions[1:], None], strict=True):
        old, new = (before.texts if before else one.texts), one.texts
        keys = [key for key in dict.fromkeys([*new, *old]) if old.get(key, "") != new.get(key, "")]
        places = [
            ChangedPlace(labels.get(key, _("A part that is gone")), compare_words(old.get(key, ""), new.get(key, "")))
            for key in keys
        ]
        found.append(ChangedVersion(one, places))
    return found
