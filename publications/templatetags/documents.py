"""What the templates of every public page read."""

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Page

from committee.journal.moments import format_day
from publications.library import queries
from publications.library.models import NewsPage

register = template.Library()


@register.filter
def news_date(page: NewsPage) -> str:
    """The date of a piece of news, as exactly as it is known."""
    return date_format(page.date, "F Y") if page.precision == page.Precision.MONTH else format_day(page.date)


@register.filter
def news_iso(page: NewsPage) -> str:
    """The same for machines."""
    return page.date.strftime("%Y-%m" if page.precision == page.Precision.MONTH else "%Y-%m-%d")


@register.simple_tag
def news_under(index) -> list[NewsPage]:
    """The news under a list, the newest first."""
    return queries.news_under(index)


@register.simple_tag
def events_under(index) -> list:
    """The events under a list, the newest first."""
    return queries.events_under(index)


@register.simple_tag(takes_context=True)
def crumbs(context, page: Page) -> list[dict]:
    """The way from the home page down to a page; one query."""
    request = context.get("request")
    above = page.get_ancestors().live().filter(depth__gt=1).select_related("locale")
    return [{"label": _("Home") if one.depth == 2 else one.title, "url": one.get_url(request)} for one in above]


@register.simple_tag(takes_context=True)
def other_languages(context) -> list[dict]:
    """The same page in the languages that are not the reader's."""
    request = context.get("request")
    names = {"fr": "Français", "nl": "Nederlands"}
    others = getattr(request, "alternates", {})
    here = getattr(request, "LANGUAGE_CODE", "")
    return [{"code": code, "name": names.get(code, code), "url": url} for code, url in others.items() if code != here]
