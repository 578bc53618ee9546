"""What CPAS say of a solution, as its page shows it: in words, with the rule and the gain beside it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from committee.access.standing import standing_of
from committee.organisations.queries import Centre, centres
from committee.people.models import Reader
from issues.fieldwork.impacts.policy import may_read_sums
from issues.fieldwork.impacts.presentation.words import MASKED
from issues.resolution.solutions.models import Solution
from issues.resolution.solutions.states import State
from issues.resolution.verification.gain import gain_of
from issues.resolution.verification.models import Round, Verdict
from issues.resolution.verification.policy import may_read_verdict
from issues.resolution.verification.rule import Rule, Said, lacking
from issues.resolution.verification.states import DOUBTS


def readable_verdicts(person: Reader, solution: Solution, verdicts: list[Verdict]) -> list[dict[str, Any]]:
    """What CPAS said, as far as the person may read it: their own first, then the doubts, then what has words."""
    mine = standing_of(person).organisation_ids
    rows: list[dict[str, Any]] = [
        {"verdict": verdict, "own": verdict.organisation_id in mine, "doubt": verdict.outcome in DOUBTS}
        for verdict in verdicts
        if may_read_verdict(person, solution, verdict)
    ]
    shown = [row for row in rows if row["own"] or row["doubt"] or row["verdict"].comment]
    return sorted(shown, key=lambda row: (not row["own"], not row["doubt"]))


def silent_centres(verdicts: list[Verdict], asked: list[Centre]) -> list[str]:
    """The names of those asked that have not given their verdict yet."""
    said = {verdict.organisation_id for verdict in verdicts}
    return [centre.name for centre in asked if centre.pk not in said]


def describe_progress(rule: Rule, said: Said, state: str) -> str:
    """How far it is by the rule: “6 of 11 answered, 5 say it works; 1 more is needed”."""
    if not said.concerned:
        return _("No CPAS is concerned: nobody can verify it.")
    answered = ngettext("%(n)s of %(all)s answered", "%(n)s of %(all)s answered", said.answered)
    works = ngettext("%(n)s says it works", "%(n)s say it works", said.works)
    words = [answered % {"n": said.answered, "all": len(said.concerned)}, works % {"n": said.works}]
    return _("%(said)s; %(lack)s") % {"said": ", ".join(words), "lack": describe_lack(rule, said, state)}


def describe_lack(rule: Rule, said: Said, state: str) -> str:
    """What is needed yet, by the rule."""
    if said.has_relapsed:
        return _("a relapse is reported: the owner takes it up again")
    if rule.risk and said.fails_at_risk:
        return _("it does not work where a right is at risk: that one must change first")
    needed = lacking(rule, said)
    if needed is None:
        return _("by the rule it is not verified unless some who doubt change their word")
    if needed:
        return ngettext("%(n)s more is needed", "%(n)s more are needed", needed) % {"n": needed}
    return (
        _("the rule is met")
        if state == State.VERIFIED
        else _("the rule is met, and counts when next something is said")
    )


def describe_rule(rule: Rule) -> str:
    """The rule in words."""
    words = _(
        "At least %(answered)s%% of the CPAS concerned answered, and at least %(works)s%% of these say that it works; "
        "“partly” does not count as “works”."
    )
    told = words % {"answered": rule.answered, "works": rule.works}
    risk = _("None of those where a right is at risk says that it does not work.")
    return f"{told} {risk}" if rule.risk else told


def describe_gain(person: Reader, solution: Solution, verdicts: list[Verdict], concerned: int) -> dict[str, Any] | None:
    """Minutes a case promised and realised, with the same CPAS before and after; None where nothing was promised or said.

    What rests on too few CPAS is masked, as every sum is.
    """
    said = [row for row in verdicts if row.minutes_before is not None and row.minutes_likely is not None]
    gain = gain_of([(row.minutes_before, row.minutes_likely) for row in said])
    if gain is None and solution.promised_minutes is None:
        return None
    facts: dict[str, Any] = {"promised": solution.promised_minutes, "saved": None, "coverage": ""}
    if gain is None:
        return facts
    places = {row.organisation_id for row in said}
    shown = may_read_sums(person, "".join("a" if one.pk in places else "." for one in centres()))
    covered = ngettext(
        "%(n)s of %(all)s CPAS concerned says the minutes before and after",
        "%(n)s of %(all)s CPAS concerned say the minutes before and after",
        gain.cpas,
    ) % {"n": gain.cpas, "all": concerned}
    facts |= {"coverage": covered, "measured": all(row.measured for row in said)}
    if not shown:
        return facts | {"saved": MASKED}
    return facts | {"saved": gain.saved, "before": gain.before, "after": gain.after}


def describe_round(person: Reader, solution: Solution, past: Round) -> dict[str, Any]:
    """A round that is over: how many said what, and the words that the person may read."""
    verdicts: Any = list(past.verdicts.all())
    return {"round": past, "verdicts": verdicts, "readable": readable_verdicts(person, solution, verdicts)}
