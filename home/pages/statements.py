"""What the obligatory pages say before somebody writes them: honest sentences, and marks where a fact is to be filled in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from django.db import models
from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

UNFILLED = re.compile(r"\[(?:To be filled in|À compléter|In te vullen)\W")
"""How a mark begins, in each language; a page that holds none has been written."""


class Purpose(models.TextChoices):
    """The pages to which the foot of every page leads; law or good order asks for each. The value is its address."""

    CONTACT = "contact", gettext_lazy("Contact")
    LEGAL = "legal", gettext_lazy("Legal notice")
    PRIVACY = "privacy-notice", gettext_lazy("Privacy notice")
    ACCESSIBILITY = "accessibility", gettext_lazy("Accessibility")


class Section(NamedTuple):
    """A heading, what stands under it whoever runs the site, and which facts are to be filled in."""

    heading: str | Promise
    says: str | Promise = ""
    asks: Sequence[str | Promise] = ()


class Written(NamedTuple):
    """A section in one language: its heading, and its paragraphs as HTML."""

    heading: str
    body: str


SECTIONS: dict[str, tuple[Section, ...]] = {
    Purpose.CONTACT: (
        Section(
            gettext_lazy("You ask for help from a CPAS"),
            gettext_lazy(
                "This site takes no requests and answers no question about a file. Turn to the CPAS of your "
                "municipality, at its counter, by phone or through CPAS Online."
            ),
        ),
        Section(
            gettext_lazy("You are a member of the committee"),
            gettext_lazy(
                "Write on the page of the problem, in its discussion: those concerned read it. The secretariat answers "
                "there too."
            ),
        ),
        Section(
            gettext_lazy("Anything else"),
            gettext_lazy(
                "The secretariat of the committee is held by one of the federations of CPAS, which also receives "
                "questions about what is published here."
            ),
            [gettext_lazy("name, postal address and general e-mail address of the secretariat")],
        ),
    ),
    Purpose.LEGAL: (
        Section(
            gettext_lazy("Who publishes"),
            gettext_lazy(
                "The Comité de monitoring CPAS Online publishes its opinions, news and figures here. An opinion binds those "
                "who signed it; what members write in the portal is theirs and is not public."
            ),
            [gettext_lazy("name, address, legal form and enterprise number of the publisher, and who answers for it")],
        ),
        Section(
            gettext_lazy("Who hosts"),
            asks=[gettext_lazy("name and address of the provider on whose server this site runs")],
        ),
        Section(
            gettext_lazy("Reuse"),
            gettext_lazy(
                "The software is free, under the licence EUPL 1.2. Published texts may be quoted with their source."
            ),
        ),
    ),
    Purpose.PRIVACY: (
        Section(
            gettext_lazy("People who ask for help"),
            gettext_lazy(
                "No data about a person who asks for help belongs on this site: texts and files that seem to hold any "
                "are refused before they are stored."
            ),
        ),
        Section(
            gettext_lazy("Members of the committee"),
            gettext_lazy(
                "Of its members the site keeps an e-mail address, a function, an organisation, what they write, and where "
                "they are signed in. They are shown by their function; their address is told to nobody but the secretariat."
            ),
        ),
        Section(
            gettext_lazy("Who answers for it"),
            asks=[
                gettext_lazy("name and address of the controller (GDPR, article 13)"),
                gettext_lazy("how to reach its data protection officer"),
                gettext_lazy("the legal basis of the processing, and for how long data are kept"),
            ],
        ),
        Section(
            gettext_lazy("Your rights"),
            gettext_lazy(
                "You may ask to see, correct, receive or erase what is kept about you, and object to its use. You may also "
                "complain to the Data Protection Authority, rue de la Presse 35, 1000 Brussels."
            ),
        ),
        Section(
            gettext_lazy("Cookies"),
            gettext_lazy(
                "Only what is needed to sign in, to protect forms and to remember the language is kept in your browser. "
                "Nothing is measured, and nothing is requested from any other site."
            ),
        ),
    ),
    Purpose.ACCESSIBILITY: (
        Section(
            gettext_lazy("What was done"),
            gettext_lazy(
                "Every page works with the keyboard, without script, enlarged, and in a light or a dark theme. Colours are "
                "never the only sign, and each text says its language."
            ),
        ),
        Section(
            gettext_lazy("What is not known"),
            gettext_lazy(
                "No independent audit has been made yet, so that this site does not claim to conform to WCAG 2.1 AA. "
                "Attached files are as their authors made them."
            ),
            [gettext_lazy("day of this statement, and of the next time that it is read again")],
        ),
        Section(
            gettext_lazy("You meet an obstacle"),
            gettext_lazy(
                "Tell the secretariat through the page “Contact”: what you wanted to do, on which page, and with which aid."
            ),
            [
                gettext_lazy(
                    "the body to which one turns where no answer comes, by the law that applies to the publisher"
                )
            ],
        ),
    ),
}


def write_statement(purpose: str, *, marks: bool) -> list[Written]:
    """The sections of a page in the language in force; without `marks`, only what is true whoever runs the site."""
    written = (Written(str(one.heading), paragraphs_of(one, marks=marks)) for one in SECTIONS[purpose])
    return [one for one in written if one.body]


def paragraphs_of(section: Section, *, marks: bool) -> str:
    """The paragraphs of a section as HTML."""
    asked = [_("[To be filled in: %(what)s]") % {"what": what} for what in section.asks] if marks else []
    said = [str(section.says)] if section.says else []
    return format_html_join("", "<p>{}</p>", ((text,) for text in (*said, *asked)))


def is_unfilled(text: str) -> bool:
    """Whether a text, as it is stored, still holds a mark."""
    return UNFILLED.search(text) is not None
