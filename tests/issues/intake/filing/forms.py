"""The filing form as it is sent, and drafts as they are kept, in one line each."""

import uuid

from issues.intake.filing.actions import Sheet, save_draft
from issues.intake.filing.models import Draft

WORDS = {
    "title": "Accusé de réception muet",
    "description": "Rien n'arrive.",
    "cases": "12",
    "minutes_likely": "20",
    "lane": "common",
    "language": "fr",
    "severity": "2",
    "submission": "s-1",
}


def drafted(person, key: str = "", **facts: str) -> Draft:
    """A draft of a person, as the page keeps it."""
    facts = {name: value for name, value in (WORDS | facts).items() if name != "submission" and value}
    return save_draft(by=person, key=key or str(uuid.uuid4()), sheet=Sheet(facts))


def press(browser, button: str, value: str = "1", language: str = "fr", **words: str):
    """Send the form by one of its buttons."""
    return browser.post(f"/{language}/problems/file/", WORDS | words | {button: value})


def autosave(browser, language: str = "fr", **words: str):
    """What the page sends by itself."""
    return browser.post(f"/{language}/problems/drafts/save/", WORDS | words)
