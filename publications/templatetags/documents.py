"""What the templates of every public page read."""

from django import template
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Page

from committee.journal.moments import format_day
from publications.library import queries
from publications.library.models import NewsPage
from publications.pages.policy import may_edit_pages

register = template.Library()


@register.filter
def news_date(page: NewsPage) -> str:
    """The date of a piece of news, as exactly as it is known; a draft may have none yet."""
    if not page.date:
        return ""
    return date_format(page.date, "F Y") if page.precision == page.Precision.MONTH else format_day(page.date)


@register.filter
def news_iso(page: NewsPage) -> str:
    """The same for machines."""
    return page.date.strftime("%Y-%m" if page.precision == page.Precision.MONTH else "%Y-%m-%d") if page.date else ""


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


@register.simple_tag(takes_context=True)
def only_elsewhere(context, page: Page) -> dict | None:
    """The page that the reader looked for in this language and that exists in another alone; one query, if any."""
    asked = getattr(context.get("request"), "GET", {}).get("only", "")
    found = queries.published_elsewhere(asked, page) if asked else None
    if found is None:
        return None
    code = found.locale.language_code
    words = {
        "fr": _("“%(title)s” exists in French only."),
        "nl": _("“%(title)s” exists in Dutch only."),
    }
    url = found.get_url(context.get("request"))
    return {"title": words[code] % {"title": found.title}, "url": url, "code": code}


@register.simple_tag(takes_context=True)
def edit_address(context) -> str:
    """Where the reader may change the page that is shown; empty for everybody else, without a query."""
    person = getattr(context.get("request"), "user", None)
    page = context.get("page")
    if page is None or not page.pk or person is None or not may_edit_pages(person):
        return ""
    return reverse("wagtailadmin_pages:edit", args=[page.pk]) if page.permissions_for_user(person).can_edit() else ""
