"""What the templates of opinions read."""

from django import template
from django.contrib.auth.models import AnonymousUser
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.blocks import StreamValue

from committee.journal.moments import format_day
from committee.organisations.strip import strip_svg
from publications.opinions import presentation, queries
from publications.opinions.evidence import EvidenceSum
from publications.opinions.evidence_words import evidence_words, strip_words
from publications.opinions.models import Observation, OpinionPage
from publications.opinions.policy import may_cite_evidence
from publications.pages.headings import lower_headings

register = template.Library()
register.filter("evidence_words", evidence_words)


@register.simple_tag(takes_context=True)
def observations(context, page: OpinionPage) -> list[queries.Reading]:
    """The observations of an opinion with their evidence, read once; a preview counts what is still staged."""
    if "readings" not in page.__dict__:
        page.readings = queries.read_observations(page, staged=getattr(context.get("request"), "is_preview", False))
    return page.readings


@register.simple_tag
def one_reading(page: OpinionPage, observation: Observation) -> queries.Reading:
    """One observation with its evidence and answer, read once."""
    if "reading" not in observation.__dict__:
        observation.reading = queries.read_observation(page, observation)
    return observation.reading


@register.simple_tag
def published_opinions(index) -> list[OpinionPage]:
    """The opinions under a list, the newest first."""
    return queries.published_opinions(index)


@register.simple_tag
def any_fictive(readings) -> bool:
    """Whether invented problems are counted among the evidence shown."""
    return any(one.evidence.fictive for one in readings)


@register.simple_tag(takes_context=True)
def may_cite(context) -> bool:
    """Whether the desk where evidence is gathered is open to the reader."""
    return may_cite_evidence(getattr(context.get("request"), "user", AnonymousUser()))


@register.simple_tag
def evidence_strip(found: EvidenceSum) -> SafeString:
    """The nineteen behind an observation, in no order; empty where there is nothing to show or to tell."""
    return strip_svg(found.cells, words=strip_words(found.cells)) if found.cells else SafeString("")


register.simple_tag(queries.turns_of, name="turns")
register.simple_tag(presentation.describe_changes, name="changes")


@register.simple_tag(takes_context=True)
def shown(context, one: queries.Reading, page: OpinionPage, *, anchor: bool = True) -> dict:
    """An observation as its component takes it; members find the problems themselves, the public their count."""
    if "problems_read" not in page.__dict__:
        person = getattr(context.get("request"), "user", AnonymousUser())
        page.problems_read = queries.evidence_read_by(person, page.translation_key)
    return {
        "problems": page.problems_read.get(one.observation.translation_key, ()),
        "number": one.observation.number,
        "url": one.url,
        "title": anchored(one.observation) if anchor else one.observation.title,
        "about": presentation.describe_about(one.observation, page),
        "body": rich(one.observation.body, 4 if anchor else 2),
        "strip": evidence_strip(one.evidence),
        "evidence": presentation.describe_evidence(one.evidence),
        "frozen": presentation.describe_frozen(one.frozen),
        "exhibits": presentation.exhibits_of(one.observation),
        "replies": [shown_reply(reply) for reply in one.replies],
        "amendments": [part.value for part in one.observation.amendments],
        "fates": [shown_fate(fate) for fate in presentation.fates_of(one.observation)],
    }


def shown_reply(reply: queries.Reply) -> dict:
    """An answer as its component takes it."""
    return {
        "who": reply.addressee.function,
        "stance": reply.stance,
        "said": presentation.describe_reply(reply),
        "foreign": presentation.describe_foreign(reply),
        "language": reply.language,
        "text": reply.text,
        "source": reply.source,
    }


def shown_fate(fate: presentation.Fate) -> dict:
    """What a later version made of an observation, as its component takes it."""
    return {**vars(fate), "iso": fate.when.isoformat(), "when": format_day(fate.when)}


@register.simple_tag
def follow_up(steps) -> list[dict]:
    """The steps of a follow-up as the timeline takes them."""
    return [
        {"iso": step.date.isoformat(), "when": format_day(step.date), "text": step.text, "source": step.source}
        for step in steps
    ]


@register.simple_tag
def text_versions(versions) -> list[dict]:
    """The versions of the text aimed at as the timeline takes them."""
    return [
        {
            "iso": one.date.isoformat(),
            "when": format_day(one.date),
            "text": f"{one.name} ({one.get_stage_display()})" if one.stage else one.name,
            "source": one.source,
        }
        for one in versions
    ]


@register.simple_tag
def anchored(observation: Observation) -> SafeString:
    """The title of an observation as the target of its anchor."""
    return format_html('<span id="observation-{}">{}</span>', observation.number, observation.title)


@register.filter
def rich(text: StreamValue, top: int = 4) -> SafeString:
    """The text of a page as HTML that may stand in a component, its first headings at a level."""
    return SafeString(lower_headings("".join(part.render() for part in text), top))


@register.simple_tag
def contents(readings) -> list[dict]:
    """The table of contents of an opinion."""
    return [
        {
            "number": one.observation.number,
            "label": one.observation.title,
            "url": f"#observation-{one.observation.number}",
        }
        for one in readings
    ]
