"""The demonstration's problems, told as dated events and carried out in the order of their dates."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from committee.access.lanes import Lane
from committee.access.models import Space
from committee.journal import clock
from committee.organisations.models import Organisation
from committee.people.models import Person
from home.demo.accounts import BRULOCALIS, SPP_IS, Cast
from home.demo.days import moment, told_day
from home.demo.solutions import load_solutions, tell, told, told_of
from home.demo.typography import typeset_all
from issues.conversation.threads.actions.posts import add_post
from issues.fieldwork.impacts.actions.declaring import declare_impact, file_with_impact
from issues.fieldwork.impacts.actions.totals import deferred_totals
from issues.fieldwork.impacts.models import Answer
from issues.problems.records.actions.lifecycle import move_problem
from issues.problems.records.models import Problem
from issues.problems.records.translations import TranslationState
from issues.problems.taxonomies.models import Term
from issues.resolution.solutions.actions.lifecycle import move_solution, propose_solution, translate_solution
from issues.resolution.solutions.models import Solution
from issues.resolution.solutions.policy import concerned_ids
from issues.resolution.verification.actions.judging import give_verdict

SOURCE = Path(__file__).parent / "data" / "problems.json"
LANES = Path(__file__).parent / "data" / "lanes.json"
CHAIN_OF_TOOL = {
    "cpas_online_form": "citizen_form",
    "csam_itsme": "identification",
    "social_software": "supplier_software",
    "cpas_online_inbox": "federal_exchange",
    "ebox": "federal_exchange",
    "local_form": "citizen_form",
    "phone_mail": "internal_organisation",
}
CHAIN_OF_CATEGORY = {"territorial": "routing", "deadlines": "law", "organisation": "internal_organisation"}
OWN_ACCOUNTS = {"CPAS d’Ixelles": "ixelles@example.org", "CPAS de Molenbeek-Saint-Jean": "molenbeek@example.org"}
SOFTWARE = ("software_a", "software_b", "own_development")
ALSO_OURS = ("PB-2025-010", "PB-2025-022", "PB-2025-002")
"""Problems that the accounts one can sign in to declare too, so that something awaits them."""
HALF = {
    "fr": "Cela fonctionne au guichet, pas encore pour les demandes reçues le week-end.",
    "nl": "Het werkt aan het loket, nog niet voor aanvragen van het weekend.",
}
RISK = {"fr": "Délai de trente jours ou droit d’être entendu", "nl": "Termijn van dertig dagen of hoorrecht"}


@dataclass(frozen=True)
class Event:
    """Something to carry out at a moment."""

    at: datetime
    do: Callable[[], object]


def load_problems(cast: Cast, progress: Callable[[int, int], None] = lambda done, all_: None) -> dict[str, Problem]:
    """Load every problem through the actions, in the order of time. Returns them by the reference of the data file."""
    stories = [
        Story(row, cast, index)
        for index, row in enumerate(typeset_all(json.loads(SOURCE.read_text(encoding="utf-8")))["problems"])
    ]
    asides = typeset_all(json.loads(LANES.read_text(encoding="utf-8")))["posts"]
    events = [event for story in stories for event in story.events(asides)]
    with deferred_totals():
        for done, event in enumerate(sorted(events, key=lambda event: event.at), start=1):
            with clock.acting_at(event.at):
                event.do()
            progress(done, len(events))
    load_solutions(cast, {story.row["ref"]: story for story in stories})
    return {story.row["ref"]: story.problem for story in stories}


class Story:
    """One problem of the data file with all that happens to it."""

    def __init__(self, row: dict, cast: Cast, index: int) -> None:
        self.row, self.cast, self.index = row, cast, index
        self.organisations = {organisation.name_fr: organisation for organisation in Organisation.objects.all()}
        self.common = Space.objects.lane(Lane.COMMON)
        self.problem: Problem
        self.solution: Solution

    def events(self, asides: list[dict]) -> Iterator[Event]:
        """Everything that happens, with its moment."""
        row = self.row
        yield Event(moment(row["reported_on"], 9 + self.index % 5), self.file)
        yield Event(moment(row["reported_on"], 16), self.qualify)
        for number, name in enumerate(self.observing()):
            yield Event(moment(row["reported_on"], 26 + number), partial(self.declare, name, Answer.AFFECTED))
        yield from self.accounts_declare()
        for number, (name, answer) in enumerate(self.others()):
            yield Event(moment(row["reported_on"], 24 * 5 + number), partial(self.declare, name, answer))
        for number, post in enumerate(row["thread"]):
            yield Event(moment(post["date"], 11 + number / 2), partial(self.say, post))
        for post in asides:
            if post["ref"] == row["ref"]:
                yield Event(moment(post["date"], 15), partial(self.say, post, Lane(post["lane"])))
        if row["solution"]:
            yield from self.solving()

    def file(self) -> None:
        """File the problem as its reporter did."""
        row = self.row
        person = self.cast.person(row["reporter_role"], row["organisation"], row["lang"])
        risk = row["severity"] == 4 or row["category"] == "deadlines"
        self.problem = file_with_impact(
            by=person,
            space=self.common,
            language=row["lang"],
            title=row["title"],
            description=row["description"],
            title_other=row["title_other"],
            summary_other=row["summary_other"],
            translation=TranslationState.CHECKED,
            severity=row["severity"],
            new_situation=row["new_situation"],
            right_at_risk=risk,
            risk_reason=RISK[row["lang"]] if risk else "",
            fictive=True,
            impact=self.volumes(row["organisation"]),
            **self.terms(),
        )

    def terms(self) -> dict[str, Any]:
        """The terms that sort the problem."""
        row = self.row
        chain = CHAIN_OF_CATEGORY.get(row["category"]) or CHAIN_OF_TOOL.get(row["tool"], "internal_organisation")
        codes = {"chain": chain, "category": row["category"], "tool": row["tool"], "service": row["service"]}
        if row["tool"] == "social_software":
            codes["software"] = SOFTWARE[self.index % len(SOFTWARE)]
        return {scheme: Term.objects.get(scheme=scheme, code=code) for scheme, code in codes.items()}

    def volumes(self, name: str) -> dict:
        """The reporter's volumes as the data gives them; for others, of the same order by the size of their cell."""
        cases, minutes = self.row["frequency_per_month"], self.row["extra_minutes_per_case"]
        if name != self.row["organisation"]:
            weight = 0.6 + (self.organisations[name].position * 7 + self.index * 3) % 10 / 10
            cases, minutes = max(1, round(cases * weight)), max(1, round(minutes * (1.5 - weight / 2)))
        return {
            "cases": cases,
            "minutes_low": round(minutes * 0.7),
            "minutes_likely": minutes,
            "minutes_high": round(minutes * 1.5),
        }

    def observing(self) -> list[str]:
        """The CPAS, federations apart, that saw the same."""
        return [name for name in self.row["also_observed_by"] if self.organisations[name].kind == "cpas"]

    def accounts_declare(self) -> Iterator[Event]:
        """Let the accounts of two CPAS declare on a few problems."""
        if self.row["ref"] in ALSO_OURS:
            for number, name in enumerate(OWN_ACCOUNTS):
                yield Event(moment(self.row["reported_on"], 50 + number), partial(self.declare, name, Answer.AFFECTED))

    def others(self) -> list[tuple[str, Answer]]:
        """A few CPAS that answer that they are not concerned, or cannot tell."""
        ours = OWN_ACCOUNTS if self.row["ref"] in ALSO_OURS else ()
        known = {
            self.row["organisation"],
            *ours,
            *self.row["also_observed_by"],
            *(post["organisation"] for post in self.row["thread"]),
        }
        free = [
            name
            for name, organisation in self.organisations.items()
            if organisation.kind == "cpas" and name not in known
        ]
        picked = free[self.index % 5 :: 5]
        return [
            (name, Answer.CANNOT_TELL if number == 1 else Answer.NOT_AFFECTED) for number, name in enumerate(picked)
        ]

    def declare(self, name: str, answer: Answer) -> None:
        """Declare for a CPAS."""
        person = self.speaker(name)
        volumes = self.volumes(name) if answer == Answer.AFFECTED else {}
        declare_impact(by=person, problem=self.problem, organisation=self.organisations[name], answer=answer, **volumes)

    def speaker(self, name: str) -> Person:
        """Who declares for a CPAS: its own account where it has one."""
        email = OWN_ACCOUNTS.get(name)
        return self.cast.accounts[email] if email else self.cast.person("Responsable de l’accueil", name)

    def qualify(self) -> None:
        """Let the secretariat qualify the problem."""
        move_problem(by=self.cast.accounts["secretariat@example.org"], problem=self.problem, target="qualified")

    def say(self, post: dict, lane: Lane = Lane.COMMON) -> None:
        """Post what the data says in a lane."""
        person = self.cast.person(post["author_role"], post["organisation"], post["lang"])
        add_post(
            by=person,
            thread_id=self.problem.thread_id,
            space=Space.objects.lane(lane),
            text=post["text"],
            kind=post.get("kind", "comment"),
            language=post["lang"],
        )

    def solving(self) -> Iterator[Event]:
        """How the solution is proposed, agreed, delivered and verified, as far as the data says it went."""
        solution, status = self.row["solution"], self.row["status"]
        proposed = self.proposal_day()
        yield Event(proposed, self.propose)
        if status in ("in_discussion", "qualified"):
            yield Event(proposed + timedelta(days=3), lambda: self.send_back(status))
        if solution["status"] in ("in_progress", "deployed", "verified"):
            yield Event(proposed + timedelta(days=5), lambda: self.steer("agreed", self.other_bench()))
            yield Event(proposed + timedelta(days=7), lambda: self.steer("planned", solution["owner_organisation"]))
        if solution["status"] in ("deployed", "verified"):
            yield Event(moment(solution["due"], 10), lambda: self.steer("delivered", solution["owner_organisation"]))
            yield Event(moment(solution["due"], 24 * 6), self.judge)
        for name, row in told_of(self):
            yield Event(moment(row["on"], 12), partial(tell, self, name, row))

    def proposal_day(self) -> datetime:
        """The day after a bench first spoke, or a week after filing."""
        benches = [post["date"] for post in self.row["thread"] if not post["organisation"].startswith("CPAS")]
        return moment(benches[0], 24 + 10) if benches else moment(self.row["reported_on"], 24 * 7)

    def propose(self) -> None:
        """Propose the solution on behalf of its owner's bench."""
        solution = self.row["solution"]
        owner = self.organisations[solution["owner_organisation"]]
        proposer = self.cast.bench(self.proposing())
        kinds = {"vendor": "technical", "spp_is": "technical", "federation": "procedural", "cpas": "procedural"}
        self.solution = propose_solution(
            by=proposer,
            problems=[self.problem],
            title=solution["title"],
            text=solution["text"],
            owner=owner,
            language=solution["lang"],
            kind=kinds.get(solution["owner"], "procedural"),
            due_on=told_day(solution["due"]),
            promised_minutes=told()["promised"].get(self.row["ref"]),
        )
        words = {"title": solution["title_other"], "summary": solution["summary_other"]}
        translate_solution(by=proposer, solution=self.solution, checked=True, **words)

    def proposing(self) -> str:
        """The organisation that proposes: the owner, or for a CPAS its federation."""
        owner = self.organisations[self.row["solution"]["owner_organisation"]]
        return BRULOCALIS if owner.kind == "cpas" else owner.name_fr

    def other_bench(self) -> str:
        """Who records agreement: the bench that did not propose."""
        return BRULOCALIS if self.proposing() == SPP_IS else SPP_IS

    def send_back(self, status: str) -> None:
        """Let the secretariat keep the discussion open although something is proposed."""
        move_problem(by=self.cast.accounts["secretariat@example.org"], problem=self.problem, target=status)

    def steer(self, target: str, organisation: str) -> None:
        """Move the solution on behalf of an organisation."""
        self.solution = move_solution(by=self.cast.bench(organisation), solution=self.solution, target=target)

    def judge(self) -> None:
        """Let the CPAS that the data names say that it works, and for a verified one all others concerned.

        Where it is only deployed, another says that it works partly.
        """
        works = self.row["solution"]["verified_by"]
        concerned = Organisation.objects.filter(pk__in=concerned_ids(self.solution)) if self.is_verified() else []
        for name in dict.fromkeys([*works, *(organisation.name_fr for organisation in concerned)]):
            self.verdict(name, "w")
        if self.row["status"] == "deployed":
            rest = [name for name in [self.row["organisation"], *self.observing()] if name not in works]
            self.verdict(rest[0], "p", HALF[self.row["lang"]])

    def is_verified(self) -> bool:
        """Whether the story ends with a solution that every CPAS concerned has verified."""
        return self.row["status"] == "verified"

    def verdict(self, name: str, outcome: str, comment: str = "") -> None:
        """Give a CPAS's verdict, after it has declared itself affected where it had not."""
        organisation = self.organisations[name]
        if not self.problem.declarations.filter(organisation=organisation, answer=Answer.AFFECTED).exists():
            self.declare(name, Answer.AFFECTED)
        person = self.speaker(name)
        give_verdict(by=person, solution=self.solution, organisation=organisation, outcome=outcome, comment=comment)
