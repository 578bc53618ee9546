"""What problems cost, as pages show it: one problem's sums, the totals, and one's own CPAS beside the others."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from committee.access.disclosure import is_enough, is_total_masked, quartiles_of_others
from committee.access.roles import Secretariat
from committee.access.standing import standing_of
from committee.journal import clock
from committee.journal.moments import format_day
from committee.organisations.queries import centres, name_of_all_centres
from committee.organisations.strip import strip_svg
from committee.templatetags.hearing import function_of
from issues.fieldwork.impacts.charts import axis_labels, bar_svg, place_svg, range_svg, rounded_top
from issues.fieldwork.impacts.coverage import Coverage
from issues.fieldwork.impacts.models import Answer, Declaration, ProblemImpact
from issues.fieldwork.impacts.policy import may_name_centres, may_read_declarations, may_read_sums, may_read_suppliers
from issues.fieldwork.impacts.presentation.words import (
    MASKED,
    cells_for,
    cells_named,
    describe_answers,
    describe_coverage,
    describe_hours_for,
    describe_hours_range,
    describe_sum,
    format_whole,
    volumes,
)
from issues.fieldwork.impacts.queries import Compared, OfSupplier, Sums
from issues.problems.records.dimensions import ALL
from issues.problems.records.models import Problem, Severity
from issues.problems.records.states import LIVING
from issues.problems.taxonomies.queries import terms_by_id

LIVING_ONLY = urlencode([("state", state.value) for state in LIVING])
"""The filter of the list that leaves what totals add up."""
BREAKDOWNS = ("category", "chain", "software", "severity")


def problem_impact(
    person, problem: Problem, tally: ProblemImpact | None, own: Declaration | None, compared: Compared | None
) -> dict:
    """The nineteen and the sums of one problem, always with their coverage, as far as a person may read them."""
    cells = cells_for(person, tally.cells if tally else "")
    names = cells_named(cells) if may_name_centres(person) else ()
    words = describe_answers(cells)
    readable = tally is not None and may_read_sums(person, tally.cells)
    return {
        "strip": strip_svg(cells, words=words, names=names, size="case"),
        "title": name_of_all_centres(),
        "words": words,
        "tally": tally,
        "hours": describe_hours_for(person, tally) if tally else "–",
        "cases": format_whole(tally.cases) if tally and readable else None,
        "masked": tally is not None and not readable,
        "coverage": describe_coverage(tally) if tally else _("No answer yet"),
        "of_hours": described_sum(tally.coverage_of_hours, shown=readable and tally.hours_high > 0) if tally else None,
        "of_cases": described_sum(tally.coverage_of_cases, shown=readable) if tally else None,
        "own": own,
        "compared": comparison_context(compared) if compared else None,
        "declarations": may_read_declarations(person, problem),
        "suppliers": bool(tally and tally.affected) and may_read_suppliers(person, problem),
    }


def described_sum(coverage: Coverage, *, shown: bool = True) -> dict:
    """What a sum rests on, and whether it is to be shown as the least that it can be."""
    return {"words": describe_sum(coverage), "partial": shown and coverage.is_little, "percent": coverage.percent}


def comparison_context(compared: Compared) -> dict:
    """One's own CPAS beside the others without their names; only where at least three others declared volumes."""
    number = len(compared.others)
    if not is_enough(number):
        said = ngettext(
            "%(n)d other CPAS has declared volumes so far.", "%(n)d other CPAS have declared volumes so far.", number
        ) % {"n": number}
        return {"too_few": said, "rows": []}
    cases = comparison_row(_("Cases a month"), compared.own.cases, [one.cases for one in compared.others])
    time = comparison_row(
        _("Hours a month"), compared.own.minutes / 60, [one.minutes / 60 for one in compared.others if one.minutes]
    )
    return {"number": number, "rows": [row for row in (cases, time) if row], "as_of": format_day(clock.today())}


def comparison_row(label: str, own: float, others: list[float]) -> dict | None:
    """One measure: one's own beside the median and the middle half of the others, rounded so that none is found again."""
    quartiles = quartiles_of_others(others)
    if quartiles is None:
        return None
    low, middle, high = map(format_whole, quartiles)
    chart = place_svg(own, quartiles)
    drawn = {"chart": chart, "axis": axis_labels(rounded_top(max(own, quartiles[-1])))}
    return {"label": label, "own": format_whole(own), "low": low, "middle": middle, "high": high, **drawn}


def totals_context(person, totals: dict[tuple[str, str], Sums], compared: Compared | None) -> dict:
    """Everything that the page of totals shows."""
    everything = totals.get((ALL, ""), Sums())
    cells = cells_for(person, everything.cells)
    names = cells_named(cells) if may_name_centres(person) else ()
    shown = ReadableFigures(person, everything)
    return {
        "any": everything.figures["problems"] > 0 and set(cells) != {"."},
        "strip": strip_svg(cells, words=describe_answers(cells), names=names, size="case"),
        "concerned": cells.count("a"),
        "all": len(centres()),
        "coverage": coverage_of_totals(cells, everything.figures["problems"]),
        "cases": shown.cases,
        "hours": shown.hours,
        "of_cases": shown.of_cases,
        "of_hours": shown.of_hours,
        "left_out": 0 if shown.whole else everything.figures["small_problems"],
        "whole": shown.whole,
        "tables": [table for scheme in BREAKDOWNS if (table := breakdown_context(person, scheme, totals))],
        "compared": comparison_context(compared) if compared and compared.own.cases else None,
        "as_of": format_day(clock.today()),
    }


class ReadableFigures:
    """The figures of one total that a person may read: all of it, or its problems with three CPAS affected or more."""

    def __init__(self, person, sums: Sums) -> None:
        self.whole = Secretariat in standing_of(person).roles
        prefix = "" if self.whole else "open_"
        figures = sums.figures
        self.problems = figures[f"{prefix}problems"]
        self.known_cases, self.known_minutes = figures[f"{prefix}with_cases"], figures[f"{prefix}with_minutes"]
        self.number = figures[f"{prefix}cases"]
        self.low, self.likely, self.high = (
            figures[f"{prefix}minutes_{word}"] / 60 for word in ("low", "likely", "high")
        )
        self.masked = is_total_masked(
            everything=self.whole, too_small=figures["small_problems"], shown=figures["open_problems"]
        )

    @property
    def of_cases(self) -> dict | None:
        """What the cases rest on; nothing where they are masked."""
        return None if self.masked else described_sum(Coverage(self.known_cases, len(centres()), self.problems))

    @property
    def of_hours(self) -> dict | None:
        """What the hours rest on; nothing where they are masked."""
        return None if self.masked else described_sum(Coverage(self.known_minutes, len(centres()), self.problems))

    @property
    def cases(self) -> str:
        """Cases a month, or that they rest on too few CPAS."""
        return MASKED if self.masked else format_whole(self.number)

    @property
    def hours(self) -> str:
        """Hours a month as a range, or that they rest on too few CPAS."""
        return MASKED if self.masked else describe_hours_range(self.low, self.high)


def coverage_of_totals(cells: str, problems: int) -> str:
    """Say on what the strip of totals rests: “11 of 19 CPAS answered on at least one problem · 25 problems”."""
    answered = ngettext(
        "%(answered)s of %(all)s CPAS answered on at least one problem",
        "%(answered)s of %(all)s CPAS answered on at least one problem",
        len(cells) - cells.count("."),
    ) % {"answered": len(cells) - cells.count("."), "all": len(cells)}
    counted = ngettext("%(n)s problem", "%(n)s problems", problems) % {"n": format_whole(problems)}
    return f"{answered} · {counted}"


def breakdown_context(person, scheme: str, totals: dict[tuple[str, str], Sums]) -> dict | None:
    """The totals by one kind, in the order of its terms; None where nothing is sorted by it.

    By supplier, the page says so: that nothing is known of a supplier must not read as if nothing were to be known.
    """
    titles = {
        "category": _("By category"),
        "chain": _("By link of the chain"),
        "software": _("By software supplier"),
        "severity": _("By severity"),
    }
    found = [
        (value, label, totals[scheme, value]) for value, label in scheme_labels(scheme) if (scheme, value) in totals
    ]
    if not any(value for value, _label, _sums in found):
        return {"scheme": scheme, "title": titles[scheme], "rows": []} if scheme == "software" else None
    rows = [(value, label, sums, ReadableFigures(person, sums)) for value, label, sums in found]
    most = rounded_top(max(shown.high for *_row, shown in rows))
    return {
        "scheme": scheme,
        "title": titles[scheme],
        "rows": [breakdown_row(scheme, value, label, sums, shown, most) for value, label, sums, shown in rows],
        "masked": any(shown.masked for *_row, shown in rows),
        "axes": (axis_labels(len(centres())), axis_labels(most) if most else ()),
    }


def breakdown_row(scheme: str, value: str, label: str, sums: Sums, shown: ReadableFigures, most: float) -> dict:
    """One line of a breakdown, with the way to its problems."""
    concerned = sums.cells.count("a")
    return {
        "label": label,
        "url": f"{reverse('issues:problems')}?{LIVING_ONLY}&{scheme}={value}" if value else "",
        "problems": format_whole(sums.figures["problems"]),
        "concerned": concerned,
        "bar": bar_svg(concerned, len(centres())),
        "cases": shown.cases,
        "hours": shown.hours,
        "of_cases": shown.of_cases,
        "of_hours": shown.of_hours,
        "range": range_svg(shown.low, shown.likely, shown.high, most) if shown.high else "",
    }


def scheme_labels(scheme: str) -> list[tuple[str, str]]:
    """The values of a kind in their order with their words; last those without any."""
    if scheme == "severity":
        return [(str(severity.value), str(severity.label)) for severity in reversed(Severity)]
    known = [(str(term.pk), str(term)) for term in terms_by_id().values() if term.scheme == scheme]
    return [*known, ("", _("Not classified"))]


def history_of(declaration: Declaration) -> list[dict]:
    """What a CPAS declared, newest first: the declaration that stands, then every one before it."""
    rows = [declared_row(vars(declaration), declaration)]
    return rows + [declared_row(revision.facts, revision) for revision in declaration.revisions.all()]


def declared_row(facts: dict, said) -> dict:
    """One declaration in words: what, by which function, when."""
    minutes = [facts.get(name) for name in ("minutes_low", "minutes_likely", "minutes_high")]
    return {
        "day": format_day(said.declared_at),
        "function": function_of(said.declared_by),
        "language": said.declared_by.language,
        "answer": Answer(facts["answer"]).label,
        "cases": facts.get("cases"),
        "volumes": volumes(
            facts.get("cases"),
            "–".join(dict.fromkeys(format_whole(number) for number in minutes if number is not None)),
        ),
        "measured": facts.get("measured"),
        "workaround": facts.get("workaround"),
        "workaround_minutes": facts.get("workaround_minutes"),
    }


def supplier_rows(suppliers: list[OfSupplier]) -> list[dict]:
    """What the CPAS of each supplier declared, as a line of a table."""
    return [supplier_row(one) for one in suppliers]


def supplier_row(one: OfSupplier) -> dict:
    """One supplier; sums that are left out, or that nobody gave, say so."""
    hours = format_whole(round(one.volumes.minutes / 60))
    said = one.shown and one.with_cases
    return {
        "name": one.name or _("not said"),
        "affected": one.affected,
        "coverage": _("%(answered)s of %(all)s") % {"answered": one.answered, "all": one.centres},
        "cases": format_whole(one.volumes.cases) if said else MASKED if one.affected and not one.shown else "–",
        "hours": hours if said else MASKED if one.affected and not one.shown else "–",
        "masked": not one.shown,
    }
