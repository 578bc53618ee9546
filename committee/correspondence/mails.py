"""A mail of the portal: what it says is written once, as HTML, and its text is read from that.

So both parts hold the same words and the same links. A template extends `layout/mail.html`.
"""

from __future__ import annotations

from collections.abc import Iterable
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from committee.correspondence.addresses import new_message_id, page_of
from committee.correspondence.plain_text import BREAKABLE, html_to_text

AUTOMATIC = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
"""Nobody's machine need answer (RFC 3834)."""
FILLER = "\u034f\u200c\u00a0" * 60
"""Stands after the preheader, so that a locked screen shows nothing of what follows it."""


def compose_mail(
    *,
    to: str,
    language: str,
    subject: str,
    preheader: str,
    template: str,
    context: dict[str, Any],
    ways: Iterable[tuple[str, str]] = (),
    headers: dict[str, str] | None = None,
    reply_to: str = "",
) -> EmailMultiAlternatives:
    """A mail in a language. `subject` and `preheader` are what a locked screen shows: they tell nothing of the matter.

    `ways` stand at its end, as (words, address).
    """
    with override(language):
        said = {
            "language": language,
            "subject": subject,
            "preheader": preheader,
            "filler": FILLER,
            "home": page_of(language, ""),
            "ways": [{"label": label, "url": url} for label, url in ways],
        }
        html = render_to_string(template, said | context).strip() + "\n"
        html = html.replace('href="/', f'href="{settings.SITE_URL}/')
        site = _("Comité de monitoring CPAS Online")
        mail = EmailMultiAlternatives(
            f"[{site}] {subject}",
            html_to_text(html, longest=len(html), space=BREAKABLE).strip() + "\n",
            sender(),
            [to],
            reply_to=[reply_to] if reply_to else None,
            headers={"Message-ID": new_message_id()} | AUTOMATIC | (headers or {}),
        )
    mail.attach_alternative(html, "text/html")
    return mail


def sender() -> str:
    """Who writes: the name in the active language, and the address of the portal."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    known = _(name or settings.WAGTAIL_SITE_NAME)
    return f'"{known}" <{address}>'
