"""What stands around the work on page after page of one reader, drawn once and kept by what it shows.

Whatever the menus come to depend on must stand in `frame_dependencies`.
"""

from __future__ import annotations

from hashlib import md5

from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from committee.keeping.nearby import drawn

TOKEN, ADDRESS = "token-of-the-page", "address-in-{code}-of-the-page"
KEPT_SECONDS = 3600


def render_frame(nav) -> dict[str, SafeString]:
    """The menu at the side, and the one that opens on a phone."""
    seen = md5(repr(frame_dependencies(nav)).encode(), usedforsecurity=False).hexdigest()
    name = f"frame:{get_language()}:{seen}"
    parts = drawn(name, KEPT_SECONDS, lambda: {part: render_part(nav, part) for part in ("side", "sheet")})
    return {part: fill_page_values(nav, html) for part, html in parts.items()}


def frame_dependencies(nav) -> tuple:
    """Everything on which the menus depend, but for what `fill_page_values` puts in."""
    person, match = nav.person, nav.request.resolver_match
    here = nav.path if match and not match.kwargs else ""
    if not getattr(person, "is_authenticated", False):
        return (here,)
    name, place = person.get_full_name(), getattr(person, "organisation_name", "")
    return (
        here,
        person.pk,
        person.is_active,
        person.is_superuser,
        person.rights_version,
        person.unread_notices,
        name,
        str(place),
    )


def render_part(nav, part: str) -> str:
    """One part, with stand-ins for what differs from page to page."""
    languages = [one | {"url": ADDRESS.format(code=one["code"])} for one in nav.languages]
    return render_to_string(f"layout/{part}.html", {"nav": nav, "languages": languages, "csrf_token": TOKEN})


def fill_page_values(nav, html: str) -> SafeString:
    """A part with the addresses of this page in each language, and the token of its forms."""
    for one in nav.languages:
        html = html.replace(ADDRESS.format(code=one["code"]), escape(one["url"]))
    return mark_safe(html.replace(TOKEN, get_token(nav.request)))
