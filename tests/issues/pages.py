"""Pages as a reader meets them: the words of a form in the reader's language, its fields as they came back."""

import html
import re

from django.utils.html import escape
from django.utils.translation import gettext, override

from tests.markup import on_one_line

PHONE_REFUSED = "This looks like %(found)s. No citizen data belongs here: describe the situation without it."


def said(language: str, words: str, **values: str) -> str:
    """A text of the interface as it stands in a page in a language: with its values, or up to the first place for one."""
    with override(language):
        return str(escape(gettext(words) % values if values and "%(" in words else gettext(words).split("%(")[0]))


def body(response) -> str:
    """The page as text, each tag on one line."""
    return on_one_line(response.content.decode())


def flagged(response) -> set[str]:
    """The names of the fields that a page flags: those whose widget says that it is invalid."""
    tags = re.findall(r"<(?:input|textarea|select)[^>]*aria-invalid=\"true\"[^>]*>", body(response))
    return {re.search(r'name="([^"]+)"', tag)[1] for tag in tags}


def value_of(response, name: str) -> str:
    """What stands in a text field of a page."""
    page = body(response)
    area = re.search(rf'<textarea[^>]*name="{name}"[^>]*>\n?(.*?)</textarea>', page, re.S)
    if area:
        return html.unescape(area[1]).replace("\r\n", "\n").rstrip("\n")
    field = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)[0]
    found = re.search(r'value="([^"]*)"', field)
    return html.unescape(found[1]) if found else ""


def checked(response, name: str) -> list[str]:
    """The values chosen among the boxes and buttons of a name."""
    tags = re.findall(rf'<input[^>]*name="{name}"[^>]*>', body(response))
    return [re.search(r'value="([^"]*)"', tag)[1] for tag in tags if re.search(r"\schecked", tag)]


def references(response) -> list[str]:
    """The references of the rows of a list, in their order."""
    return re.findall(r'<tr id="(CO-[^"]+)"', body(response))
