"""Loading what pages need before the first is asked for, and sparing the collector of garbage what stays."""

import gc
from pathlib import Path

from django.conf import settings
from django.template.loader import get_template
from django.urls import reverse
from django.utils import translation

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
THRESHOLDS = 25_000, 20, 50
"""A page makes some ten thousand objects that count, nearly all of which go with it."""


def load_addresses() -> None:
    """Load addresses and catalogues, which the first page of each language would wait for."""
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            translation.gettext("Problems")
            reverse("home:dashboard")


def load_pages() -> None:
    """Load templates too: each process would read them one by one, for the first pages that need them."""
    load_addresses()
    for path in sorted(TEMPLATES.rglob("*.html")):
        get_template(path.relative_to(TEMPLATES).as_posix())


def settle() -> None:
    """Let what is loaded be looked through no more: to walk all of it took longer than ten pages, now and then.

    Processes that are forked afterwards go on sharing it.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
