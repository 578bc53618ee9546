"""The pages that every site has, in each language, made once; what is there is left as it is."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import override
from wagtail.models import Locale, Page, Site

from committee.people.models import Person
from home.founding.words import HOME, LANGUAGES, SECTIONS
from home.pages.models import HomePage, StatementPage
from home.pages.statements import Purpose, write_statement
from publications.pages.actions import name_site, open_editing

Pages = dict[str, Page]
"""A page in each language."""


@transaction.atomic
def lay_pages(*, by: Person, moment: date | None = None, marks: bool = True) -> dict[type[Page], Pages]:
    """Make the homes, the lists and the obligatory pages, and open them to editors and approvers.

    Published as of `moment`, or now; with `marks`, obligatory pages say what is to be filled in. Returns homes and lists,
    by their sort and their language.
    """
    homes = {code: known_home(code) or make_home(code, by, moment) for code in LANGUAGES}
    serve_from(homes[settings.LANGUAGE_CODE])
    open_editing(roots=homes.values())
    laid: dict[type[Page], Pages] = {HomePage: homes}
    for kind, title, slugs in SECTIONS:
        facts = {"title": title, "show_in_menus": True}
        laid[kind] = {code: lay_page(homes[code], kind, slugs, facts, by, moment) for code in LANGUAGES}
    for purpose in Purpose:
        for code in LANGUAGES:
            lay_statement(homes[code], purpose, by, moment, marks=marks)
    return laid


def known_home(code: str) -> HomePage | None:
    """The home page in a language, if there is one."""
    found: HomePage | None = HomePage.objects.filter(locale__language_code=code).order_by("path").first()
    return found


def make_home(code: str, by: Person, moment: date | None) -> HomePage:
    """A home page in a language, in place of the page that Wagtail brings."""
    locale, _new = Locale.objects.get_or_create(language_code=code)
    with override(code):
        words = {name: str(text) for name, text in HOME.items()}
    words["intro"] = format_html("<p>{}</p>", words["intro"])
    home = HomePage(**words, slug=code, locale=locale, translation_key=key_beside(HomePage.objects.all(), "home"))
    publish(home, Page.get_first_root_node(), by, moment)
    return home


def serve_from(home: HomePage) -> None:
    """Let the site begin at a home page where it does not yet, and take away what Wagtail had it begin at."""
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True, hostname="localhost")
    before = site.root_page if site.root_page_id else None
    if before is None or before.specific_class is not HomePage:
        site.root_page, site.site_name = home, settings.WAGTAIL_SITE_NAME
        site.save()
    name_site()
    if before and before.specific_class is Page:
        before.delete()


def lay_page(
    home: Page, kind: type[Page], slugs: Mapping[str, str], facts: dict[str, Any], by: Person, moment: date | None
) -> Page:
    """The list of a sort under a home page: the one that is there, or a new one in its language."""
    known: Page | None = kind.objects.child_of(home).order_by("path").first()
    if known is not None:
        return known
    code = home.locale.language_code
    with override(code):
        page = kind(**{name: str(value) if name == "title" else value for name, value in facts.items()})
    page.slug, page.locale = slugs[code], home.locale
    page.translation_key = key_beside(kind.objects.all(), slugs[settings.LANGUAGE_CODE])
    publish(page, home, by, moment)
    return page


def lay_statement(home: Page, purpose: Purpose, by: Person, moment: date | None, *, marks: bool) -> None:
    """The obligatory page of a purpose under a home page, unless it is there."""
    others = StatementPage.objects.filter(purpose=purpose)
    if others.child_of(home).exists():
        return
    with override(home.locale.language_code):
        body = [("section", written._asdict()) for written in write_statement(purpose, marks=marks)]
        page = StatementPage(title=str(purpose.label), slug=purpose.value, purpose=purpose, body=body)
    page.locale, page.translation_key = home.locale, key_beside(others, purpose.value)
    publish(page, home, by, moment)


def key_beside(others: QuerySet[Page], name: str) -> uuid.UUID:
    """The key of a page whose counterpart may be there already: that one's, else the one that follows from a name."""
    known: uuid.UUID | None = others.order_by("path").values_list("translation_key", flat=True).first()
    return known or uuid.uuid5(uuid.NAMESPACE_URL, f"portal/{name}")


def publish(page: Page, under: Page, by: Person, moment: date | None = None) -> None:
    """Publish a new page, as of its own date where it has one."""
    page.owner, page.live = by, False
    page.first_published_at = at_noon(moment) if moment else None
    Page.objects.get(pk=under.pk).add_child(instance=page)
    page.save_revision(user=by).publish(user=by, skip_permission_checks=True)
    page.refresh_from_db()


def at_noon(moment: date) -> datetime:
    """A date as an aware moment in Brussels."""
    return timezone.make_aware(moment if isinstance(moment, datetime) else datetime.combine(moment, time(12)))
