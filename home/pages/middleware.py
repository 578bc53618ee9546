"""How pages leave the site: public ones whole from a cache, private ones never kept by others."""

from __future__ import annotations

from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import BadRequest
from django.http import HttpResponse, UnreadablePostError
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.html import escape
from django.utils.translation import gettext

from home.pages.page_cache import KEPT_FOR, VERSION

ADMIN = ("/admin/", "/documents/", "/images/")
PRIVATE = "private, no-store"


class PublicPageCache:
    """Serve a page marked `public_page` from the cache to readers without a session.

    A view marks its response with `response.public_page = True`; such a page holds nothing of one reader and no
    token. The key is made of the full address, so of the language; what is kept bears the version that all public pages
    had before it was made. It is kept with every header that it left with, so that it reads the same the second time.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        if not self.is_public(request):
            return self.get_response(request)
        address = f"{request.get_host()}{request.get_full_path()}"
        key = f"public:{sha256(address.encode()).hexdigest()}"
        found = cache.get_many([VERSION, key])
        version, kept = found.get(VERSION, 0), found.get(key)
        if kept is not None and kept[0] == version:
            return HttpResponse(kept[1], headers=kept[2])
        response = self.get_response(request)
        if getattr(response, "public_page", False) and response.status_code == 200 and not response.cookies:
            cache.set(key, (version, response.content, dict(response.headers)), timeout=KEPT_FOR)
        return response

    @staticmethod
    def is_public(request) -> bool:
        """Whether the reader is nobody in particular, merely reading."""
        return request.method in ("GET", "HEAD") and settings.SESSION_COOKIE_NAME not in request.COOKIES


class ErrorsTitled:
    """Begin the title of a page that shows what is to be mended in a form with the word that says so.

    The title is what is heard first of a page; `components/error_summary.html`, which marks it, then has the focus.
    """

    MARK, TITLE = b'id="errors"', b"<title>"

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.streaming or self.MARK not in response.content:
            return response
        before, title, after = response.content.partition(self.TITLE)
        if b"<html" in before:
            response.content = b"%s%s%s %s" % (before, title, escape(gettext("Error:")).encode(), after)
        return response


class FeaturesRefused:
    """Tell browsers which of their features no page of this site uses, nor anything that gets into one."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return response


class LocationsShort:
    """Lead nobody to an address that a proxy has no room for: of one that is too long, what is asked there is left out.

    A proxy such as nginx takes 4 KiB of headers in all, unless it is told otherwise.
    """

    LONGEST = 2_000

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if len(response.get("Location", "")) > self.LONGEST:
            response["Location"] = response["Location"].partition("?")[0][: self.LONGEST]
        return response


class PathLanguage:
    """Let the prefix of the address alone decide the language, else the cookie, else what the browser prefers."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        language = translation.get_language_from_request(request, check_path=True)
        prefix = request.path_info[1:3]
        if request.path_info[3:4] == "/" and prefix in dict(settings.LANGUAGES):
            language = prefix
        translation.activate(language)
        request.LANGUAGE_CODE = translation.get_language()
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response


class PrivateByDefault:
    """Forbid caching by others unless a view marked its page public, and relax the CSP for Wagtail's admin alone.

    A hash in the list of scripts would make a browser leave `'unsafe-inline'` aside: the list is another one there.
    Of what the admin shows, a preview may stand in a frame of our own: its panel and its checks read it there.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        public = getattr(response, "public_page", False)
        if public and settings.SESSION_COOKIE_NAME not in request.COOKIES:
            response["Cache-Control"] = "public, max-age=60"
            patch_vary_headers(response, ["Cookie"])
        elif not response.has_header("Cache-Control"):
            response["Cache-Control"] = PRIVATE
        preview = getattr(request, "is_preview", False)
        if request.path.startswith(ADMIN) or preview:
            response._csp_update = {
                "style-src": ["'unsafe-inline'"],
                "img-src": ["blob:"],
                "frame-src": ["'self'"],
                "worker-src": ["'self'", "blob:"],
            }
            response._csp_replace = {"script-src": ["'self'", "'unsafe-inline'"]}
            response.xframe_options_exempt = False
        if preview:
            response._csp_replace["frame-ancestors"] = ["'self'"]
            response["X-Frame-Options"] = "SAMEORIGIN"
        return response


class NulRefused:
    """Answer 400 to a NUL in the path, the query or a field of a form: no person types one, and no database keeps it."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", "") or self.is_in_form(request):
            raise BadRequest("NUL")
        return self.get_response(request)

    def is_in_form(self, request) -> bool:
        """Whether the name or a value of a form's field holds one; what cannot be read to its end is not looked at."""
        try:
            return any("\0" in word for name, values in request.POST.lists() for word in (name, *values))
        except UnreadablePostError:
            return False
