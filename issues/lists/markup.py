"""Markup that stands fifty times on a page: a template file with {places}, filled by `format_html`.

Django's template language costs ten times as much for each place. The files hold no logic: what is optional arrives as
a piece of safe HTML, empty or not.
"""

from functools import lru_cache

from django.template.loader import get_template
from django.utils.html import format_html
from django.utils.safestring import SafeString


def filled(name: str, **values) -> SafeString:
    """Fill `templates/issues/<name>.html`; every value that is not safe HTML is escaped."""
    return format_html(source(name), **values)


@lru_cache(maxsize=8)
def source(name: str) -> str:
    """The text of a template, read once."""
    return get_template(f"issues/{name}.html").template.source.strip()
