"""Verdicts as pages read them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from committee.inbox.models import Letter
from committee.journal import clock
from committee.journal.models import Entry
from committee.keeping.nearby import forget_lists, listed
from committee.organisations.models import Membership, MembershipRole
from committee.organisations.queries import centres
from committee.people.models import MailPace, Person, Reader
from issues.fieldwork.impacts.models import Answer, Declaration, Revision
from issues.resolution.solutions.actions.lifecycle import DELIVERED
from issues.resolution.solutions.models import Solution
from issues.resolution.solutions.states import IN_THE_FIELD, State
from issues.resolution.verification.gain import minutes_a_case
from issues.resolution.verification.models import MINUTES, PastVerdict, Round, Verdict, VerdictRequest, VerificationRule
from issues.resolution.verification.rule import Rule, Said

RULE, KEPT_SECONDS = "verification:rule", 3600


def verdicts_on(solution: Solution) -> list[Verdict]:
    """What CPAS say of a solution, each with its CPAS and who said it; one query."""
    return list(solution.verdicts.select_related("organisation", "given_by"))


def cells_of(verdicts: Iterable[Verdict]) -> str:
    """One character per CPAS in the order of the strip: what it said of a solution, `r` for a relapse, or a dot."""
    said = {verdict.organisation_id: "r" if verdict.is_relapse else verdict.outcome for verdict in verdicts}
    return "".join(said.get(centre.pk, ".") for centre in centres())


def verdict_cells(said: str, concerned: set[int]) -> str:
    """Fill a solution's cells: `t` where a CPAS is concerned and has not said, a dot where it was not asked."""
    order = centres()
    cells = said or "." * len(order)
    return "".join(
        "t" if cell == "." and centre.pk in concerned else cell for cell, centre in zip(cells, order, strict=False)
    )


def current_rule() -> Rule:
    """The rule that counts now: the last that the committee set, or the one that the site begins with; one query."""
    last = VerificationRule.objects.first()
    return Rule(last.answered, last.works, last.risk) if last else Rule()


def rule_shown() -> Rule:
    """The same as pages show it, kept until another is set; whatever is changed reads `current_rule`."""
    return listed(RULE, KEPT_SECONDS, current_rule)


def forget_rule() -> None:
    """Let the rule be read anew, after another was set."""
    forget_lists()


def rule_said(rule: Rule) -> dict[str, Any]:
    """A rule as its form says it."""
    return {"answered": rule.answered, "works": rule.works, "risk": rule.risk}


def rules_before() -> list[VerificationRule]:
    """Every rule that was set, the last first."""
    return list(VerificationRule.objects.select_related("set_by"))


def affected_by(solutions: Collection[int]) -> dict[int, dict[int, bool]]:
    """The CPAS concerned by each solution, and whether a right is at risk there; one query, none for no solution."""
    found: dict[int, dict[int, bool]] = {pk: {} for pk in solutions}
    if found:
        rows = Declaration.objects.filter(problem__solutions__in=solutions, answer=Answer.AFFECTED).order_by()
        for pk, organisation, risk in rows.values_list(
            "problem__solutions", "organisation", "problem__right_at_risk"
        ).distinct():
            if pk in found:
                found[pk][organisation] = risk or found[pk].get(organisation, False)
    return found


def said_with(verdicts: Iterable[Verdict], affected: dict[int, bool]) -> Said:
    """What verdicts say, with those whom the solution affects."""
    rows = list(verdicts)
    return Said(
        concerned=frozenset(affected),
        outcomes={row.organisation_id: row.outcome for row in rows},
        relapsed=frozenset(row.organisation_id for row in rows if row.is_relapse),
        at_risk=frozenset(pk for pk, risk in affected.items() if risk),
    )


def said_of(solution: Solution, verdicts: Iterable[Verdict]) -> Said:
    """What CPAS say of one solution, as the rule reads it; one query."""
    return said_with(verdicts, affected_by([solution.pk])[solution.pk])


def round_of(solution: Solution) -> Round | None:
    """The round that is open."""
    return solution.rounds.filter(closed_at=None).first()


def past_rounds(solution: Solution) -> list[Round]:
    """The rounds that are over, the last first, with what was said in them; two queries."""
    said = Prefetch("verdicts", PastVerdict.objects.select_related("organisation", "given_by"))
    return list(solution.rounds.exclude(closed_at=None).order_by("-number").prefetch_related(said))


def minutes_before(solution: Solution, organisation: int) -> int | None:
    """Minutes per case as a CPAS had declared them on the problems when the solution was delivered; three queries at most.

    Of one that declared later only, as it declares now.
    """
    opened = round_of(solution)
    mine = Declaration.objects.filter(problem__solutions=solution, organisation=organisation, answer=Answer.AFFECTED)
    kept = Prefetch("revisions", Revision.objects.order_by("-declared_at", "-pk"))
    facts = [facts_at(one, opened) for one in mine.prefetch_related(kept)]
    return minutes_a_case([(one.get("cases"), one.get("minutes_likely")) for one in facts])


def facts_at(declaration: Declaration, opened: Round | None) -> dict[str, Any]:
    """What a declaration said when a round was opened."""
    if opened is not None and declaration.declared_at > opened.opened_at:
        before = next((one for one in declaration.revisions.all() if one.declared_at <= opened.opened_at), None)
        if before is not None and before.facts.get("answer") == Answer.AFFECTED:
            return dict(before.facts)
    return {"cases": declaration.cases, "minutes_likely": declaration.minutes_likely}


def said_by(verdict: Verdict | None) -> dict[str, Any]:
    """What a CPAS said of a solution, as its form says it; nothing where it has not."""
    if verdict is None:
        return {"outcome": "", "comment": "", **dict.fromkeys(MINUTES), "measured": None}
    narrow = verdict.minutes_low == verdict.minutes_likely == verdict.minutes_high
    minutes = {name: getattr(verdict, name) for name in MINUTES}
    minutes |= dict.fromkeys(("minutes_low", "minutes_high")) if narrow else {}
    return {"outcome": verdict.outcome, "comment": verdict.comment, **minutes, "measured": verdict.measured or None}


def people_to_ask(solution: Solution, organisation: int) -> QuerySet[Person]:
    """Who is asked by mail in a CPAS: its coordinators and those who declared for it, of those who want any mail."""
    here = Membership.objects.current().filter(organisation=organisation, person=OuterRef("pk"))
    declared = Declaration.objects.filter(
        problem__solutions=solution, organisation=organisation, declared_by=OuterRef("pk")
    )
    speaks = Exists(here.filter(role=MembershipRole.COORDINATOR)) | (Exists(here) & Exists(declared))
    return Person.objects.filter(speaks, is_active=True).exclude(mail_pace=MailPace.NEVER).order_by("pk")


def request_of(letter: Letter) -> VerdictRequest | None:
    """What a letter asks."""
    related = ("person", "organisation", "round__solution__owner", "round__solution__space")
    return VerdictRequest.objects.select_related(*related).filter(letter=letter).first()


def silent_requests() -> QuerySet[VerdictRequest]:
    """What was asked, in rounds that are open, of people whose CPAS has said nothing at all and is concerned still."""
    said = Verdict.objects.filter(solution=OuterRef("round__solution"), organisation=OuterRef("organisation"))
    concerned = Declaration.objects.filter(
        problem__solutions=OuterRef("round__solution"), organisation=OuterRef("organisation"), answer=Answer.AFFECTED
    )
    open_ones = VerdictRequest.objects.filter(round__closed_at=None, round__solution__state=State.DELIVERED)
    related = ("person", "organisation", "round__solution__owner", "round__solution__space")
    return open_ones.filter(~Exists(said), Exists(concerned)).select_related(*related).order_by("pk")


def to_remind() -> QuerySet[VerdictRequest]:
    """Those whose first or next reminder is due."""
    now, due = clock.now(), Q(pk__in=[])
    for number, days in enumerate(settings.VERDICT_REMINDER_DAYS):
        due |= Q(reminders=number, asked_at__lte=now - timedelta(days=days))
    return silent_requests().filter(due)


def paces_of_asked(entry: Entry, people: Collection[int]) -> dict[int, str]:
    """Whoever is asked by a letter of its own is not mailed the news of the same delivery, too; at most one query."""
    if entry.verb != DELIVERED:
        return {}
    keys = [int(subject.key) for subject in entry.subjects.all() if subject.kind == "solution"]
    asked = VerdictRequest.objects.filter(
        round__solution__in=keys, round__closed_at=None, person__in=people, asked_at__gte=entry.at
    )
    return dict.fromkeys(asked.values_list("person_id", flat=True), MailPace.NEVER.value)


def in_the_field(person: Reader, state: str = "") -> QuerySet[Solution]:
    """The solutions that a person reads and that are delivered, of one state where it is named, delivered last first."""
    states = [state] if state in IN_THE_FIELD else list(IN_THE_FIELD)
    rows = Solution.objects.visible_to(person).filter(state__in=states).select_related("owner", "space")
    return rows.order_by("-delivered_at", "-pk")


def verdicts_by_solution(solutions: Collection[int]) -> dict[int, dict[int, Verdict]]:
    """What each CPAS says of each of some solutions; one query, none for none."""
    found: dict[int, dict[int, Verdict]] = {pk: {} for pk in solutions}
    for verdict in Verdict.objects.filter(solution__in=solutions).order_by() if found else ():
        found[verdict.solution_id][verdict.organisation_id] = verdict
    return found
