"""The context variable `nav`, from which the layouts draw; it costs no query."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from committee.access.lanes import Lane
from committee.access.policy import runs_the_committee
from committee.access.roles import Ability
from committee.access.standing import standing_of
from committee.journal import clock
from committee.seats.policy import may_seat_people
from home.navigation.frame import render_frame
from home.navigation.sections import public_sections
from home.pages.statements import Purpose
from publications.pages.policy import may_edit_pages

INVITED = ("/fr/invitation/", "/nl/invitation/")
LANGUAGE_NAMES = {"fr": "Français", "nl": "Nederlands"}


class Navigation:
    """Menus for one request; each part is worked out when a template first asks for it."""

    def __init__(self, request) -> None:
        self.request = request
        self.person: Any = getattr(request, "user", None)
        self.path = request.path

    @property
    def site_name(self) -> str:
        """The committee's full name: the short one is also a budget body's."""
        return _("Comité de monitoring CPAS Online")

    @property
    def home_url(self) -> str:
        """The public home page in the reader's language."""
        return f"/{get_language()}/"

    @cached_property
    def languages(self) -> list[dict]:
        """The same page in each language; a public page without one leads to the list that would hold it."""
        here = get_language()
        alternates = getattr(self.request, "elsewhere", {}) | getattr(self.request, "alternates", {})
        return [
            {
                "code": code,
                "name": LANGUAGE_NAMES[code],
                "url": alternates.get(code) or self.translated(code),
                "current": code == here,
            }
            for code, _name in settings.LANGUAGES
        ]

    def translated(self, code: str) -> str:
        """This address under another language's prefix, in which addresses are the same; the home page for what has none."""
        here, prefix = self.request.get_full_path(), f"/{get_language()}/"
        if here.startswith(f"/{code}/"):
            return here
        known = here.startswith(prefix) and self.request.resolver_match
        return f"/{code}/{here.removeprefix(prefix)}" if known else f"/{code}/"

    @cached_property
    def sections(self) -> list[dict]:
        """The public menu."""
        return [
            {"label": section.label, "url": section.url, "current": self.path.startswith(section.url)}
            for section in public_sections(get_language())
        ]

    @cached_property
    def frame(self) -> dict:
        """The menus around a member's page, as HTML."""
        return render_frame(self)

    @cached_property
    def tools(self) -> list[dict]:
        """The members' menu."""
        if not self.is_member:
            return []
        unread = self.person.unread_notices
        rows = [
            (_("Awaiting me"), "home:dashboard", "home", None),
            (_("Problems"), "issues:problems", "list", None),
            (_("Impact"), "issues:impact", "chart", None),
            (_("Solutions"), "issues:solutions", "check", None),
            (_("Commitments"), "issues:commitments", "calendar", None),
            (_("Questions"), "issues:questions", "help", None),
            (_("Inbox"), "home:inbox", "inbox", unread or None),
            (_("Search"), "home:search", "search", None),
        ]
        if standing_of(self.person).can(Ability.MODERATE):
            rows.insert(1, (_("Queue"), "issues:queue", "filter", None))
            rows.append((_("Reported messages"), "issues:reports", "flag", None))
        if standing_of(self.person).can(Ability.FILE_PROBLEM):
            rows.insert(2, (_("File"), "issues:file", "plus", None))
        return [self.tool(*row) for row in rows]

    def tool(self, label: str, name: str, icon: str, count: int | None) -> dict:
        """One entry of the members' menu."""
        url = reverse(name)
        topic = f"inbox:{self.person.pk}" if name == "home:inbox" else ""
        facts = {"label": label, "url": url, "icon": icon, "count": count, "current": self.path == url}
        return facts | {"topic": topic, "badge_url": reverse("home:badge") if topic else ""}

    @property
    def is_member(self) -> bool:
        """Whether the reader takes part in the committee's work."""
        return standing_of(self.person).is_member

    @cached_property
    def account(self) -> dict | None:
        """Who is signed in; None for a passer-by."""
        if not getattr(self.person, "is_authenticated", False):
            return None
        facts = {"name": self.person.get_full_name(), "organisation": getattr(self.person, "organisation_name", "")}
        return facts | {"url": reverse("home:account"), "sign_out_url": reverse("account_logout"), "own": self.own}

    @cached_property
    def own(self) -> list[dict]:
        """What a member keeps for themself, the admin of pages for who edits them, the state of the
        site for who runs it, and reports for who keeps order alone."""
        standing = standing_of(self.person)
        rows = [(_("Tasks"), "issues:tasks"), (_("Bookmarks"), "issues:bookmarks")] if standing.is_member else []
        if standing.is_member or runs_the_committee(self.person):
            rows.append((_("People"), "members:directory"))
            rows += [(_("Organisations"), "registers:organisations"), (_("Seats"), "registers:seats")]
        if runs_the_committee(self.person):
            rows.append((_("Security log"), "security:log"))
        if may_edit_pages(self.person):
            rows.append((_("Edit publications"), "wagtailadmin_home"))
        if may_seat_people(self.person):
            rows.append((_("State of the site"), "home:site_state"))
        if standing.moderated_ids and not standing.can(Ability.MODERATE):
            rows.append((_("Reported messages"), "issues:reports"))
        return [{"label": label, "url": reverse(name)} for label, name in rows]

    @property
    def edit_url(self) -> str:
        """Where publications are edited; empty for whoever does not edit them."""
        return reverse("wagtailadmin_home") if may_edit_pages(self.person) else ""

    @property
    def sign_in_url(self) -> str:
        """Where to sign in, and come back to this page."""
        return reverse("account_login")

    @property
    def provider(self) -> dict | None:
        """The identity provider with which one may sign in, and the way there; None where there is none."""
        known = settings.IDENTITY_PROVIDER
        if "id" not in known:
            return None
        after = self.request.GET.get("next") or (
            self.path if self.path.startswith(INVITED) else reverse("home:dashboard")
        )
        way = reverse("openid_connect_login", args=[known["id"]])
        return {"name": known["name"], "url": f"{way}?{urlencode({'next': after})}"}

    @property
    def join_url(self) -> str:
        """Where somebody without an account asks for one."""
        return reverse("joining:ask")

    @property
    def search_url(self) -> str:
        """Where to search."""
        try:
            return reverse("home:search")
        except NoReverseMatch:
            return ""

    @property
    def address(self) -> str:
        """Where this page is, for paper; without what was asked of it where pages are kept for everybody."""
        path = self.request.get_full_path() if self.is_member else self.path
        return f"{self.request.scheme}://{self.request.get_host()}{path}"

    @property
    def today(self) -> date:
        """The day on which the page is made."""
        return clock.today()

    @property
    def closed_lanes(self) -> list[Lane]:
        """The lanes that a reader reads and that not everybody does."""
        if not self.is_member:
            return []
        readable = {Lane(space.lane) for space in standing_of(self.person).readable}
        return [lane for lane in Lane if lane in readable and lane != Lane.COMMON]

    @property
    def site_pages(self) -> list[dict]:
        """What the footer leads to."""
        composition = {"label": _("Composition of the committee"), "url": reverse("registers:composition")}
        solutions = {"label": _("Solutions that the committee follows"), "url": reverse("issues:public_solutions")}
        return [
            composition,
            solutions,
            *({"label": one.label, "url": reverse(f"home:{one.name.lower()}")} for one in Purpose),
        ]

    @property
    def fictive(self) -> bool:
        """Whether the banner of invented content stands on this page."""
        return settings.DEMONSTRATION

    @property
    def live_url(self) -> str:
        """The address of the socket; empty for who has nothing to hear."""
        return "/ws/live/" if self.is_member else ""

    @property
    def guard_url(self) -> str:
        """Where a page asks, while one types, whether a text holds personal data."""
        return reverse("home:guard")


def navigation(request) -> dict:
    """Context processor: `nav`."""
    return {"nav": Navigation(request)}
