"""Evidence told in words, in the reader's language."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from committee.access.disclosure import MIN_CPAS_SHOWN
from publications.opinions.evidence import EvidenceSum


def evidence_words(found: EvidenceSum) -> str:
    """Such as “3 problems documented by 11 CPAS”; a masked number is told as “fewer than 3 CPAS”."""
    if not found.problems:
        return _("No problem cited yet.")
    problems = ngettext("%(count)s problem", "%(count)s problems", found.problems) % {"count": found.problems}
    by = (
        _("fewer than %(count)s CPAS") % {"count": MIN_CPAS_SHOWN}
        if found.affected is None
        else centre_words(found.affected)
    )
    return _("%(problems)s documented by %(centres)s") % {"problems": problems, "centres": by}


def centre_words(count: int) -> str:
    """How many CPAS."""
    return ngettext("%(count)s CPAS", "%(count)s CPAS", count) % {"count": count}


def strip_words(cells: str) -> str:
    """What the strip shows, for those who do not see it: “9 affected, 2 not affected, 8 without an answer”."""
    counts = {mark: cells.count(mark) for mark in "anu."}
    words = {
        "a": ngettext("%(count)s affected", "%(count)s affected", counts["a"]),
        "n": ngettext("%(count)s not affected", "%(count)s not affected", counts["n"]),
        "u": ngettext("%(count)s cannot tell", "%(count)s cannot tell", counts["u"]),
        ".": ngettext("%(count)s without an answer", "%(count)s without an answer", counts["."]),
    }
    return ", ".join(words[mark] % {"count": count} for mark, count in counts.items() if count)
