"""What becomes of a letter: the codes of what went wrong, and how they are told."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

CLAIMED, CLAIMED_AGAIN = "claimed", "claimed again"
UNREACHABLE, DELAYED, REFUSED, UNWRITTEN, LOST = "unreachable", "delayed", "refused", "unwritten", "lost"
UNDER_WAY = ("", CLAIMED, CLAIMED_AGAIN)
"""Nothing is known to have gone wrong."""

WORDS = {
    UNREACHABLE: gettext_noop("the mail server did not answer"),
    DELAYED: gettext_noop("the mail server asked to try again later"),
    REFUSED: gettext_noop("the mail server refused the address"),
    UNWRITTEN: gettext_noop("the portal could not write the mail"),
    LOST: gettext_noop("the portal was stopped twice while it sent the mail"),
}
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 1440))
"""How long after each attempt the next one is made; after the last, the letter is given up."""


def why_of(error: str) -> str:
    """What went wrong in words, with the server's number where it gave one."""
    code, _sep, number = error.partition(" ")
    words = _(WORDS.get(code, code)) if code else ""
    return f"{words} ({number})" if number.isdecimal() else words
