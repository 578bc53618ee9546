"""What declarations add up to, in words and figures."""

from functools import lru_cache

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from committee.organisations.queries import names_of_centres
from issues.impacts.models import Tally


def answers_in_words(cells: str) -> str:
    """Say an impact strip: “9 affected, 2 not affected, 1 cannot tell, 7 no answer”."""
    return _answers(cells, get_language())


@lru_cache(maxsize=4096)
def _answers(cells: str, _language: str) -> str:
    counted = [
        (cells.count("a"), ngettext("%d affected", "%d affected", cells.count("a"))),
        (cells.count("n"), ngettext("%d not affected", "%d not affected", cells.count("n"))),
        (cells.count("u"), ngettext("%d cannot tell", "%d cannot tell", cells.count("u"))),
        (cells.count("."), ngettext("%d without answer", "%d without answer", cells.count("."))),
    ]
    return ", ".join(words % number for number, words in counted if number)


def coverage(tally: Tally) -> str:
    """Say on how many answers a total rests: “11 of 19 CPAS answered”."""
    said = {"answered": tally.answered, "all": tally.centres}
    return (
        ngettext("%(answered)s of %(all)s CPAS answered", "%(answered)s of %(all)s CPAS answered", tally.answered)
        % said
    )


def hours(tally: Tally) -> str:
    """Hours per month as a range of whole numbers, or one number where the range is narrow; a dash for none."""
    low, high = round(tally.hours_low), round(tally.hours_high)
    if not high and not tally.hours_likely:
        return "–"
    if high < 1:
        return _("< 1")
    return f"{low}–{high}" if low != high else f"{high}"


def cells_named(cells: str) -> tuple[str, ...]:
    """One label per cell of an impact strip: “Ixelles: affected”."""
    words = {"a": _("affected"), "n": _("not affected"), "u": _("cannot tell"), ".": _("no answer")}
    return tuple(
        _("%(name)s: %(word)s") % {"name": name, "word": words[cell]}
        for name, cell in zip(names_of_centres(), cells, strict=False)
    )
