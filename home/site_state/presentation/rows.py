"""What a row of the page is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from home.site_state.facts import Linked

GOOD, UNTRIED, LOOK, WRONG = "good", "untried", "look", "wrong"
WORDS = {
    GOOD: gettext_lazy("In order"),
    UNTRIED: gettext_lazy("Not tried"),
    LOOK: gettext_lazy("To look at"),
    WRONG: gettext_lazy("To mend"),
}
MOST = 8
"""Names that a row shows; it says how many more there are."""


@dataclass(frozen=True)
class Row:
    """One check: its code, its name, its state, what was found, and what to do.

    `links` lead to what is to be mended, `test` names the form that tries it, `deed` says what its button does.
    """

    code: str
    label: str
    level: str
    says: str
    advice: str = ""
    links: tuple[Linked, ...] = ()
    test: str = ""
    deed: str = ""

    @property
    def state(self) -> str:
        """The state in words."""
        return str(WORDS[self.level])

    @property
    def shown(self) -> tuple[Linked, ...]:
        """The first of what is to be mended."""
        return self.links[:MOST]

    @property
    def more(self) -> int:
        """How many are not shown."""
        return max(0, len(self.links) - MOST)


def names_of(names: tuple[str, ...]) -> tuple[Linked, ...]:
    """Names without a way to them."""
    return tuple(Linked(name) for name in names)


def span_in_words(span: timedelta) -> str:
    """How long something lasted, in its largest unit."""
    seconds = max(0, int(span.total_seconds()))
    if seconds < 120:
        return ngettext("%(n)s second", "%(n)s seconds", seconds) % {"n": seconds}
    if seconds < 2 * 3600:
        return _("%(n)s minutes") % {"n": seconds // 60}
    if seconds < 48 * 3600:
        return _("%(n)s hours") % {"n": seconds // 3600}
    return _("%(n)s days") % {"n": seconds // (24 * 3600)}
