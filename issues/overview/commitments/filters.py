"""What the list of commitments is narrowed by. Read from an address: what makes no sense is left out, never an error."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from committee.organisations.queries import names_of_organisations
from issues.overview.commitments.extension_points import Commitment, Whose

SHOWN = {
    "open": pgettext_lazy("commitments", "Open"),
    "overdue": pgettext_lazy("commitments", "Overdue"),
    "kept": pgettext_lazy("commitments", "Kept"),
    "all": _("All"),
}
OWN = "own"


@dataclass(frozen=True)
class Asked:
    """Whose commitments, and which of them: `owner` is an organisation's identifier, OWN, or nothing for everybody's."""

    owner: str = ""
    show: str = "open"

    def whose(self, own: Whose) -> Whose:
        """The owner that is asked for; `own` is who the reader is."""
        if self.owner == OWN:
            return own
        return Whose(frozenset({int(self.owner)})) if self.owner else Whose()

    def keeps(self, one: Commitment) -> bool:
        """Whether a commitment is shown."""
        shown = {"open": one.is_open, "overdue": bool(one.days_overdue), "kept": not one.is_open}
        return shown.get(self.show, True)


def read_asked(query: QueryDict, *, has_own: bool) -> Asked:
    """What an address asks for. One's own are shown first to who has any."""
    owner, show = query.get("owner", OWN if has_own else ""), query.get("show", "open")
    known = owner.isascii() and owner.isdecimal() and len(owner) < 10 and int(owner) in names_of_organisations()
    return Asked(owner if known or (owner == OWN and has_own) else "", show if show in SHOWN else "open")
