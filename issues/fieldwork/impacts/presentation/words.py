"""What declarations add up to, in words and figures."""

from functools import lru_cache

from django.utils.formats import number_format
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext as _

from committee.access.disclosure import unnamed_cells
from committee.organisations.queries import centres, names_of_centres
from issues.fieldwork.impacts.coverage import Coverage
from issues.fieldwork.impacts.models import ProblemImpact
from issues.fieldwork.impacts.policy import may_name_centres, may_read_sums

MASKED = "…"


def describe_answers(cells: str) -> str:
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


def describe_coverage(tally: ProblemImpact) -> str:
    """Say on how many answers a strip rests: “11 of 19 CPAS answered”. A sum rests on fewer: see `describe_sum`."""
    said = {"answered": tally.answered, "all": tally.centres}
    return (
        ngettext("%(answered)s of %(all)s CPAS answered", "%(answered)s of %(all)s CPAS answered", tally.answered)
        % said
    )


def describe_sum(coverage: Coverage) -> str:
    """Say on what a sum rests: “figures of 5 of 19 CPAS”, “98 of 475 answers with figures (19 CPAS × 25 problems)”."""
    said = {
        "known": format_whole(coverage.known),
        "asked": format_whole(coverage.asked),
        "centres": format_whole(coverage.centres),
        "problems": format_whole(coverage.problems),
    }
    if coverage.problems == 1:
        return _("figures of %(known)s of %(asked)s CPAS") % said
    return _("%(known)s of %(asked)s answers with figures (%(centres)s CPAS × %(problems)s problems)") % said


def describe_hours(tally: ProblemImpact) -> str:
    """Hours per month of one problem, in words."""
    return describe_hours_range(tally.hours_low, tally.hours_high)


def describe_hours_for(person, tally: ProblemImpact) -> str:
    """Hours per month as far as a person may read them: an ellipsis where they rest on too few CPAS."""
    return describe_hours(tally) if may_read_sums(person, tally.cells) else MASKED


def describe_hours_range(low: float, high: float) -> str:
    """A range of whole hours, or one number where the range is narrow; a dash for none."""
    if not high:
        return "–"
    if round(high) < 1:
        return _("< 1")
    return f"{format_whole(low)}–{format_whole(high)}" if round(low) != round(high) else format_whole(high)


def format_whole(number: float) -> str:
    """A whole number as the reader's language writes it."""
    return number_format(round(number), decimal_pos=0, use_l10n=True, force_grouping=True)


def volumes(cases: int | None, minutes: str) -> list[str]:
    """What a CPAS declared of the two figures, in words: cases a month, minutes a case."""
    said = []
    if cases is not None:
        said.append(ngettext("%(n)s case a month", "%(n)s cases a month", cases) % {"n": cases})
    if minutes:
        said.append(gettext("%(m)s min a case") % {"m": minutes})
    return said


def cells_for(person, cells: str) -> str:
    """The cells of a strip as a person may see them: sorted where a place in it would name a CPAS.

    A CPAS that joined after they were stored stands at the end, without an answer. For impact and verdict alike.
    """
    return cells_in(cells, len(centres()), named=may_name_centres(person))


def cells_in(cells: str, centres: int, *, named: bool) -> str:
    """The cells of so many CPAS, in the order of the strip for a reader who may name them, sorted otherwise."""
    return cells.ljust(centres, ".") if named else unnamed_cells(cells, centres)


def cells_named(cells: str) -> tuple[str, ...]:
    """One label per cell of an impact strip: “Ixelles: affected”."""
    words = {"a": _("affected"), "n": _("not affected"), "u": _("cannot tell"), ".": _("no answer")}
    return tuple(
        _("%(name)s: %(word)s") % {"name": name, "word": words[cell]}
        for name, cell in zip(names_of_centres(), cells, strict=False)
    )
