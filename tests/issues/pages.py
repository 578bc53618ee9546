"""Pages as a reader meets them: the words of a form in the reader's language, its fields as they came back."""

import html
import re
from html.parser import HTMLParser

from django.utils.html import escape
from django.utils.translation import gettext, override

from tests.markup import on_one_line

PHONE_REFUSED = "This looks like %(found)s. No citizen data belongs here: describe the situation without it."


def said(language: str, words: str, /, **values: str) -> str:
    """A text of the interface as it stands in a page in a language: with its values, or up to the first place for one."""
    with override(language):
        return str(escape(gettext(words) % values if values else gettext(words).split("%(")[0]))


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


class Forms(HTMLParser):
    """The forms of a page: the address of each, and what a browser would send of it."""

    def __init__(self, response) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.form: dict[str, str] | None = None
        self.area = self.select = ""
        self.feed(response.content.decode())

    def handle_starttag(self, tag: str, attrs) -> None:
        facts = dict(attrs)
        name, value = facts.get("name") or "", facts.get("value") or ""
        if tag == "form":
            self.form = {}
            self.found.append((facts.get("action") or "", self.form))
        elif self.form is None:
            return
        elif tag == "select":
            self.select = name
        elif tag == "option" and "selected" in facts:
            self.form[self.select] = value
        elif tag == "textarea":
            self.area, self.form[name] = name, ""
        elif tag == "input" and (facts.get("type") not in ("radio", "checkbox") or "checked" in facts):
            self.form[name] = value or ("on" if facts.get("type") == "checkbox" else "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif tag == "textarea":
            self.area = ""

    def handle_data(self, data: str) -> None:
        if self.form is not None and self.area:
            self.form[self.area] += data.removeprefix("\n")


def filled_in(response, action: str = "", needs: str = "version") -> dict[str, str]:
    """What a browser would send of the form of a page that has a version, at an address where there are several."""
    forms = [facts for address, facts in Forms(response).found if needs in facts and action in address]
    return forms[0]
