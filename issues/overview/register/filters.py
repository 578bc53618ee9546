"""What a list is narrowed by. Read from an address: what makes no sense is left out, never an error."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone

from committee.access.roles import Ability
from committee.access.standing import standing_of
from committee.organisations.queries import names_of_organisations
from committee.people.models import Reader
from committee.writing.days import read_day
from issues.conversation.threads.models import Follow
from issues.fieldwork.impacts.models import Answer, Declaration
from issues.overview.register.extension_points import matching_words
from issues.problems.records.models import Severity
from issues.problems.records.states import State
from issues.problems.taxonomies.queries import terms_by_id
from issues.resolution.solutions.models import Solution

LONGEST_QUESTION = 200
TERMS = ("category", "chain", "tool", "service", "software")
DAYS = ("filed_from", "filed_to", "fact_from", "fact_to")
CHOICES = ("state", "severity", *TERMS, "organisation", "lane", "language", "risk")
"""The filters that choose values of a problem's own; beside their options stands how many problems have them."""
YES = "1"


@dataclass(frozen=True)
class FilterSet:
    """What a list of whatever is narrowed by: fields that say nothing while they are empty."""

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))

    def words(self) -> list[tuple[str, str]]:
        """The filters as names and values of an address, in one order."""
        said = []
        for field in fields(self):
            value = getattr(self, field.name)
            values = value if isinstance(value, tuple) else (value,)
            said += [(field.name, YES if one is True else str(one)) for one in values if one]
        return said


@dataclass(frozen=True)
class Filters(FilterSet):
    """What the list of problems is narrowed by; every field is optional and combines with the others."""

    q: str = ""
    state: tuple[str, ...] = ()
    severity: tuple[int, ...] = ()
    category: int | None = None
    chain: int | None = None
    tool: int | None = None
    service: int | None = None
    software: int | None = None
    risk: bool = False
    overdue: bool = False
    organisation: int | None = None
    lane: str = ""
    language: str = ""
    mine: str = ""
    followed: bool = False
    concerned: str = ""
    owner: str = ""
    filed_from: date | None = None
    filed_to: date | None = None
    fact_from: date | None = None
    fact_to: date | None = None

    def narrow(self, problems: QuerySet, person) -> QuerySet:
        """Keep the problems that pass every filter, of those that the person may read."""
        for part in self.parts(person).values():
            problems = problems.filter(part)
        return problems

    def parts(self, person) -> dict[str, Q]:
        """Each filter that is on, by its name. Without a state, what was merged away is left out."""
        own = {
            "state": Q(state__in=self.state) if self.state else ~Q(state=State.MERGED),
            "severity": self.severity and Q(severity__in=self.severity),
            **{name: (pk := getattr(self, name)) and Q(**{f"{name}_id": pk}) for name in TERMS},
            "organisation": self.organisation and Q(organisation_id=self.organisation),
            "lane": self.lane and Q(space_id__in=spaces_of(person, self.lane)),
            "language": self.language and Q(language=self.language),
            "risk": self.risk and Q(right_at_risk=True),
            "overdue": self.overdue and Q(pk__in=Solution.objects.overdue().values("problems")),
        }
        return {name: part for name, part in (own | self.ties(person) | self.moments()).items() if part}

    def ties(self, person: Reader) -> dict[str, Any]:
        """The filters that depend on who asks."""
        ours = Q(organisation__in=standing_of(person).organisation_ids)
        return {
            "q": self.q and matching_words(person, self.q),
            "mine": self.mine and (Q(reporter=person) if self.mine == "me" else ours),
            "followed": self.followed and Q(thread__in=followed_threads(person)),
            "concerned": self.concerned and CONCERNED[self.concerned](person),
            "owner": self.owner and OWNER.get(self.owner, lambda _: Q(owner=self.owner))(person),
        }

    def moments(self) -> dict[str, Q]:
        """The filters by day; both ends are in."""
        edges = (
            ("filed_from", "filed_at__gte", 0),
            ("filed_to", "filed_at__lt", 1),
            ("fact_from", "last_at__gte", 0),
            ("fact_to", "last_at__lt", 1),
        )
        return {
            name: Q(**{lookup: start_of_day(day + timedelta(days=more))})
            for name, lookup, more in edges
            if (day := getattr(self, name))
        }


def followed_threads(person) -> QuerySet:
    """The threads that a person hears of."""
    return Follow.objects.hearing().filter(person=person).values("thread")


def own_centres(person) -> list[int]:
    """The CPAS for which a person declares."""
    standing = standing_of(person)
    return [pk for _code, pk in standing.posts if standing.can(Ability.DECLARE_IMPACT, pk)]


def affected_problems(person) -> Q:
    """Problems by which a CPAS of the person says it is affected."""
    declared = Declaration.objects.filter(organisation__in=own_centres(person), answer=Answer.AFFECTED)
    return Q(pk__in=declared.values("problem"))


def unanswered_problems(person) -> Q:
    """Open problems of the shared lanes on which no CPAS of the person has said anything."""
    shared = [space.pk for space in standing_of(person).readable if space.organisation_id is None]
    answered = Declaration.objects.filter(organisation__in=own_centres(person)).values("problem")
    return Q(state__in=OPEN, space__in=shared) & ~Q(pk__in=answered)


OPEN = tuple(state for state in State if state not in (State.VERIFIED, State.CLOSED, State.MERGED))
CONCERNED = {"yes": affected_problems, "unanswered": unanswered_problems}
OWNER = {"me": lambda person: Q(owner=person), "none": lambda _person: Q(owner=None)}


def spaces_of(person, lane: str) -> list[int]:
    """The spaces of a lane that a person reads."""
    return [space.pk for space in standing_of(person).readable if space.lane == lane]


def start_of_day(day: date) -> datetime:
    """The beginning of a day in Brussels."""
    return timezone.make_aware(datetime.combine(day, time()))


def read_filters(query: QueryDict, person) -> Filters:
    """The filters of an address that make sense for a person; `q` must hold no personal data."""
    asked = {name: query.get(name, "") for name in query}
    standing = standing_of(person)
    facts: dict[str, Any] = {name: term_in(asked, name) for name in TERMS} | {
        name: day_in(asked, name) for name in DAYS
    }
    return Filters(
        **facts,
        q=question_in(asked),
        state=tuple(state.value for state in State if state.value in query.getlist("state")),
        severity=tuple(one.value for one in Severity if str(one.value) in query.getlist("severity")),
        risk=is_ticked(asked, "risk"),
        overdue=is_ticked(asked, "overdue"),
        organisation=organisation_in(asked),
        lane=asked["lane"] if asked.get("lane") and spaces_of(person, asked["lane"]) else "",
        language=one_of(asked, "language", dict(settings.LANGUAGES)),
        mine="us" if asked.get("mine") == "us" else "me" if is_ticked(asked, "mine") else "",
        followed=is_ticked(asked, "followed"),
        concerned=one_of(asked, "concerned", CONCERNED) if own_centres(person) else "",
        owner=owner_in(asked) if standing.can(Ability.TRIAGE) else "",
    )


def question_in(asked: Mapping[str, str]) -> str:
    """The words looked for; none where there are too many."""
    words = " ".join(asked.get("q", "").split())
    return words if len(words) <= LONGEST_QUESTION else ""


def one_of(asked: Mapping[str, str], name: str, allowed: Container[str]) -> str:
    """The value of a filter, or nothing where it is none of those allowed."""
    return asked[name] if asked.get(name) in allowed else ""


def is_ticked(asked: Mapping[str, str], name: str) -> bool:
    """Whether a box was ticked."""
    return asked.get(name, "") in ("1", "on", "me")


def number_in(asked: Mapping[str, str], name: str) -> int | None:
    """An identifier, if it looks like one."""
    word = asked.get(name, "")
    return int(word) if word.isascii() and word.isdigit() and len(word) < 10 else None


def term_in(asked: Mapping[str, str], name: str) -> int | None:
    """A term of a taxonomy, current or retired."""
    pk = number_in(asked, name)
    found = terms_by_id().get(pk) if pk else None
    return pk if found and found.scheme == name else None


def organisation_in(asked: Mapping[str, str]) -> int | None:
    """An organisation that there is."""
    pk = number_in(asked, "organisation")
    return pk if pk and pk in names_of_organisations() else None


def owner_in(asked: Mapping[str, str]) -> str:
    """Whose problems are asked for: me, none, or the identifier of a person."""
    return one_of(asked, "owner", OWNER) or str(number_in(asked, "owner") or "")


def day_in(asked: Mapping[str, str], name: str) -> date | None:
    """A day, however somebody wrote it (see `read_day`); None where none can be read."""
    try:
        return read_day(asked.get(name, ""), today=timezone.localdate())
    except ValidationError:
        return None
