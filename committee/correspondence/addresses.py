"""Whole addresses, as what is read outside the site must say them."""

from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings


def site_host() -> str:
    """The site's name, as Message-IDs and identifiers carry it."""
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def new_message_id() -> str:
    """A Message-ID of this site that tells nothing."""
    return make_msgid(domain=site_host())


def page_of(language: str, path: str) -> str:
    """A page of the site in a language: its whole address."""
    return f"{settings.SITE_URL}/{language}/{path}"
