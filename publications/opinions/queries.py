"""Opinions as pages read them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from committee.access.lanes import Lane
from committee.access.models import Space
from committee.journal import clock
from committee.journal.punctuation import fill_in
from committee.journal.subjects import Description
from committee.people.models import Reader
from issues.conversation.threads.prepared import run_prepared
from issues.problems.records.models import Problem
from issues.problems.records.states import State
from publications.opinions.evidence import NO_EVIDENCE, EvidenceSum, evidence_of
from publications.opinions.models import AuthorityAnswer, Evidence, Observation, OpinionPage, Stance
from publications.opinions.parts import Addressee
from publications.opinions.records import FrozenCount, PublishedVersion, StandingChange


@dataclass(frozen=True)
class Reply:
    """What one addressee answered to one observation, as the reader's language tells it."""

    observation_key: UUID
    addressee: Addressee
    answer: AuthorityAnswer | None

    @property
    def stance(self) -> str:
        """What was done with it, as a code."""
        return self.answer.stance if self.answer else Stance.NONE

    @property
    def label(self) -> str:
        """The same in a word."""
        return str(Stance(self.stance).label)

    @property
    def dated(self) -> date | None:
        """When it was answered."""
        return self.answer.dated if self.answer else None

    @property
    def source(self) -> str:
        """Where the answer can be read."""
        return self.answer.source if self.answer else ""

    @property
    def language(self) -> str:
        """The language of `text`: the reader's, or that in which alone it was given."""
        here = get_language() or "fr"
        texts = {"fr": self.answer.text_fr, "nl": self.answer.text_nl} if self.answer else {}
        return here if texts.get(here) else next((code for code, text in texts.items() if text), here)

    @property
    def text(self) -> str:
        """The answer in that language."""
        return str(getattr(self.answer, f"text_{self.language}", "")) if self.answer else ""

    @property
    def is_foreign(self) -> bool:
        """Whether it was given in another language than the reader's."""
        return bool(self.text) and self.language != get_language()

    @property
    def waited(self) -> int | None:
        """For how many days an answer has been awaited; None where there is one, or nothing was delivered."""
        delivered = self.addressee.delivered_on
        return (clock.today() - delivered).days if delivered and self.stance == Stance.NONE else None


@dataclass(frozen=True)
class Reading:
    """One observation with what stands behind it, as it is now and as it was published, and what was answered."""

    observation: Observation
    evidence: EvidenceSum
    frozen: FrozenCount | None
    replies: list[Reply]
    opinion_number: str

    @property
    def url(self) -> str:
        """The permanent address in the reader's language."""
        if self.opinion_number:
            return reverse("opinions:numbered_observation", args=[self.opinion_number, self.observation.number])
        return reverse("opinions:observation", args=[self.observation.translation_key])

    @property
    def stance(self) -> str:
        """What was done with it: one word where all addressees say the same, else “in part”."""
        stances = {reply.stance for reply in self.replies}
        return stances.pop() if len(stances) == 1 else Stance.PARTLY if stances else Stance.NONE


def read_observations(page: OpinionPage, *, staged: bool = False) -> list[Reading]:
    """The observations of a page in the order of their numbers; six queries, however many there are."""
    sums = evidence_of(page.translation_key, staged=staged)
    frozen, answers = frozen_of(page.translation_key), answers_of(page.translation_key)
    addressees = list(page.addressees.all())
    observations = sorted(page.observations.all(), key=lambda one: one.number)
    return [
        Reading(
            one,
            sums.get(one.translation_key, NO_EVIDENCE),
            frozen.get(one.translation_key),
            replies_to(one, addressees, answers),
            page.number,
        )
        for one in observations
    ]


def read_observation(page: OpinionPage, observation: Observation) -> Reading:
    """One observation for its own page."""
    key = observation.translation_key
    answers, addressees = answers_of(page.translation_key), list(page.addressees.all())
    found = evidence_of(page.translation_key).get(key, NO_EVIDENCE)
    replies = replies_to(observation, addressees, answers)
    return Reading(observation, found, frozen_of(page.translation_key).get(key), replies, page.number)


Answers = dict[tuple[UUID, UUID], AuthorityAnswer]
"""Answers by observation and addressee."""


def replies_to(observation: Observation, addressees: Iterable[Addressee], answers: Answers) -> list[Reply]:
    """What each addressee answered to an observation, in the order of the page."""
    key = observation.translation_key
    return [Reply(key, one, answers.get((key, one.translation_key))) for one in addressees]


def answers_of(opinion_key: UUID) -> Answers:
    """The current answers to an opinion; one query."""
    answers = AuthorityAnswer.objects.filter(opinion_key=opinion_key)
    return {(answer.observation_key, answer.addressee_key): answer for answer in answers}


def frozen_of(opinion_key: UUID) -> dict[UUID, FrozenCount]:
    """The counts as they were last published, by observation; one query."""
    return {row.observation_key: row for row in FrozenCount.objects.filter(opinion_key=opinion_key)}


def answer_said(answer: AuthorityAnswer | None) -> dict[str, Any]:
    """What an answer says; nothing where there is none."""
    return {name: getattr(answer, name, None) for name in ("stance", "dated", "text_fr", "text_nl", "source")}


def standing_said(change: StandingChange | None) -> dict[str, Any]:
    """What was last said of an opinion; nothing where nothing was."""
    return {name: getattr(change, name, None) for name in ("standing", "note_fr", "note_nl", "replaced_by")}


@dataclass(frozen=True)
class Turn:
    """One change in what holds of an opinion, as the reader's language tells it."""

    change: StandingChange
    replacement: OpinionPage | None

    @property
    def note(self) -> str:
        """The reason, in the reader's language."""
        return str(self.change.note_nl if get_language() == "nl" else self.change.note_fr)


def turns_of(opinion_key: UUID) -> list[Turn]:
    """What was said of an opinion, the newest first; one query, and one more where it was replaced."""
    changes = list(StandingChange.objects.filter(opinion_key=opinion_key).order_by("-changed_at", "-pk"))
    return [
        Turn(one, opinion_for(one.replaced_by, get_language() or "fr") if one.replaced_by else None) for one in changes
    ]


def versions_of(page: OpinionPage) -> list[PublishedVersion]:
    """The texts of a page as they were published, the newest first; one query."""
    versions = PublishedVersion.objects.filter(opinion_key=page.translation_key, language=page.locale.language_code)
    return list(versions.order_by("-version"))


def opinion_numbered(number: str, language: str) -> OpinionPage | None:
    """The published page of an opinion by its number, in a language where there is one; one query."""
    return in_language(OpinionPage.objects.live().filter(number=number).select_related("locale"), language)


def observation_numbered(number: str, place: int, language: str) -> Observation | None:
    """The published text of an observation by both numbers; one query."""
    texts = Observation.objects.filter(page__number=number, number=place, page__live=True)
    return in_language(texts.select_related("page__locale"), language)


def evidence_read_by(person: Reader, opinion_key: UUID) -> dict[UUID, list[Problem]]:
    """The problems behind each observation that a member may read; no query for the public, which reads counts alone."""
    found: dict[UUID, list[Problem]] = {}
    if person.is_authenticated:
        rows = Evidence.objects.visible_to(person).released().filter(opinion_key=opinion_key)
        for row in rows.select_related("problem__space"):
            found.setdefault(row.observation_key, []).append(row.problem)
    return found


def addressees_of(drafts: list[OpinionPage]) -> dict[UUID, Addressee]:
    """The addressees of an opinion's latest texts by identity, each in the first language that has it."""
    found: dict[UUID, Addressee] = {}
    for page in drafts:
        for one in page.addressees.all():
            found.setdefault(one.translation_key, one)
    return found


Text = TypeVar("Text", OpinionPage, Observation)


def published_opinions(index: Page) -> list[OpinionPage]:
    """The opinions under a list, the newest first; one query."""
    return list(OpinionPage.objects.live().child_of(index).order_by("-date", "-pk"))


def in_language(rows: Iterable[Text], language: str) -> Text | None:
    """The one of several texts of a thing that is in a language; the French one, or any, where there is none."""
    by_code = {(row if isinstance(row, OpinionPage) else row.page).locale.language_code: row for row in rows}
    return by_code.get(language) or by_code.get("fr") or next(iter(by_code.values()), None)


def opinion_for(key: UUID, language: str) -> OpinionPage | None:
    """The published page of an opinion, in a language where there is one; one query."""
    return in_language(OpinionPage.objects.live().filter(translation_key=key).select_related("locale"), language)


def observation_for(key: UUID, language: str) -> Observation | None:
    """The published text of an observation, in a language where there is one; one query."""
    texts = Observation.objects.filter(translation_key=key, page__live=True)
    return in_language(texts.select_related("page__locale"), language)


def opinions_numbered(keys: Iterable[str]) -> dict[str, list[OpinionPage]]:
    """The published pages of opinions by their numbers, whatever sign parts year and number; one query."""
    asked = {key: as_number(key) for key in keys}
    pages: dict[str, list[OpinionPage]] = {}
    for page in OpinionPage.objects.live().filter(number__in=set(asked.values())).select_related("locale"):
        pages.setdefault(page.number, []).append(page)
    return {key: pages[number] for key, number in asked.items() if number in pages}


def as_number(written: str) -> str:
    """The number of an opinion as it is kept, 2026-03 for 2026/3."""
    year, _sign, number = written.replace("/", "-", 1).partition("-")
    return f"{year}-{int(number):02d}" if number.isdigit() else written


def describe_opinions(_person: Reader, keys: Collection[str]) -> dict[str, Description]:
    """What anybody may know of published opinions by their numbers, with their kind in place of a state; one query."""
    texts = {key: in_language(pages, get_language() or "fr") for key, pages in opinions_numbered(keys).items()}
    return {
        key: Description(page.title, page.locale.language_code, page.kind, str(page.get_kind_display()))
        for key, page in texts.items()
        if page
    }


def journal_key_of(number: str) -> str | None:
    """How the journal names the published opinion of a number, or None; one query."""
    pages = opinions_numbered([number]).get(number)
    return str(pages[0].translation_key) if pages else None


def drafts_of(key: UUID) -> list[OpinionPage]:
    """The latest text of an opinion in each language, published or not, the reader's language first."""
    pages = OpinionPage.objects.filter(translation_key=key).select_related("locale")
    latest = [page.get_latest_revision_as_object() for page in pages]
    return sorted(latest, key=lambda page: (page.locale.language_code != get_language(), page.pk))


def observations_of(drafts: list[OpinionPage]) -> dict[UUID, Observation]:
    """The observations of an opinion's latest texts by identity, each in the first language that has it."""
    found: dict[UUID, Observation] = {}
    for page in drafts:
        for observation in page.observations.all():
            found.setdefault(observation.translation_key, observation)
    return dict(sorted(found.items(), key=lambda pair: pair[1].number))


def titles_of(key: UUID) -> dict[str, str]:
    """The title of an opinion by language, as published where it is; for the journal."""
    titles = dict(OpinionPage.objects.filter(translation_key=key).values_list("locale__language_code", "title"))
    return {code: titles[code] for code in ("fr", "nl") if titles.get(code)}


def space_of(key: UUID) -> Space:
    """Where an opinion's deeds are recorded: in the common lane once it is public, among federations before."""
    public = OpinionPage.objects.live().filter(translation_key=key).exists()
    return Space.objects.lane(Lane.COMMON if public else Lane.FEDERATIONS)


def citable_problems(person: Reader) -> QuerySet[Problem]:
    """The problems that a person may cite: those of the common lane that were not merged away."""
    return Problem.objects.visible_to(person).shared().exclude(state=State.MERGED).select_related("space")


def cited_on_desk(person: Reader, key: UUID) -> dict[UUID, list[Evidence]]:
    """What was cited in an opinion, staged or public, by observation; one query."""
    cited: dict[UUID, list[Evidence]] = {}
    for row in Evidence.objects.visible_to(person).filter(opinion_key=key).select_related("problem__space"):
        cited.setdefault(row.observation_key, []).append(row)
    return cited


def count_cited(key: UUID, *, lost: bool = False) -> int:
    """How many citations and answers stand behind an opinion; only those whose observation no text has, if `lost`."""
    texts = {str(one) for one in observations_of(drafts_of(key))} if lost else set()
    answers = AuthorityAnswer.objects.filter(opinion_key=key).exclude(stance=Stance.NONE)
    rows = [*Evidence.objects.filter(opinion_key=key).values_list("observation_key", flat=True)]
    rows += [] if lost else answers.values_list("observation_key", flat=True)
    return sum(str(one) not in texts for one in rows)


def opinions_under(page: Page) -> QuerySet[OpinionPage]:
    """The opinions that are deleted with a page: itself, or those below it."""
    found: QuerySet[OpinionPage] = OpinionPage.objects.descendant_of(page, inclusive=True)
    return found


@dataclass(frozen=True)
class Citation:
    """Where a problem is public evidence. `titles` are the opinion's, by language."""

    titles: dict[str, str]
    number: int
    url: str

    @property
    def title(self) -> str:
        """The opinion's title in the reader's language."""
        return self.titles.get(get_language() or "fr") or next(iter(self.titles.values()))


def citations_of(problem: Problem) -> list[Citation]:
    """The published observations that a problem is public evidence for; one query."""
    found: dict[UUID, tuple[Any, ...]] = {}
    for text in run_prepared((), observations_on, problem=problem.pk):
        titles = found.setdefault(text.translation_key, (text.number, {}))[1]
        titles[text.page.locale.language_code] = text.page.title
    return [
        Citation(titles, number, reverse("opinions:observation", args=[key])) for key, (number, titles) in found.items()
    ]


def observations_on(problem: int) -> QuerySet[Observation]:
    """The texts of published observations for which a problem is evidence."""
    keys = Evidence.objects.released().filter(problem=problem).values("observation_key")
    texts: QuerySet[Observation] = Observation.objects.filter(translation_key__in=keys, page__live=True)
    shown = ("translation_key", "number", "page__title", "page__locale__language_code")
    return texts.select_related("page__locale").order_by("-page__date", "number").only(*shown)


def citations_for(_person: Reader, problem: Problem) -> list[dict[str, Any]]:
    """The same as a page shows it: a label and an address each."""
    words = _("Observation %(number)s of “%(title)s”")
    return [
        {"label": fill_in(words, {"number": one.number, "title": one.title}), "url": one.url}
        for one in citations_of(problem)
    ]


def opinions_besides(key: UUID) -> list[tuple[str, str]]:
    """The other published opinions, by key and name in the reader's language where there is one; one query."""
    pages = OpinionPage.objects.live().exclude(translation_key=key).select_related("locale").order_by("-date", "-pk")
    texts: dict[UUID, list[OpinionPage]] = {}
    for page in pages:
        texts.setdefault(page.translation_key, []).append(page)
    chosen = [in_language(found, get_language() or "fr") for found in texts.values()]
    return [(str(page.translation_key), f"{page.number} – {page.title}") for page in chosen if page]
