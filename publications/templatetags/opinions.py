"""What the templates of opinions read."""

from django import template
from django.contrib.auth.models import AnonymousUser
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.rich_text import RichText

from committee.journal.moments import format_day
from committee.organisations.strip import strip_svg
from publications.opinions import queries
from publications.opinions.evidence import EvidenceSum
from publications.opinions.evidence_words import evidence_words, strip_words
from publications.opinions.models import Observation, OpinionPage
from publications.opinions.policy import may_cite_evidence

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


@register.simple_tag
def evidence_line(found: EvidenceSum) -> str:
    """The evidence in words, with the date of the last fact that it rests on; nothing is said of none."""
    if not found.problems:
        return ""
    words = evidence_words(found)
    return _("%(evidence)s (%(date)s)") % {"evidence": words, "date": format_day(found.as_of)} if found.as_of else words


@register.simple_tag
def follow_up(steps) -> list[dict]:
    """The steps of a follow-up as the timeline takes them."""
    return [
        {"iso": step.date.isoformat(), "when": format_day(step.date), "text": step.text, "source": step.source}
        for step in steps
    ]


@register.simple_tag
def anchored(observation: Observation) -> SafeString:
    """The title of an observation as the target of its anchor."""
    return format_html('<span id="observation-{}">{}</span>', observation.number, observation.title)


@register.filter
def rich(source: str) -> SafeString:
    """Rich text as HTML that may stand in a component."""
    return SafeString(RichText(source).__html__())


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
