"""The filter bar of a list: what can be chosen, how many problems each choice would show, and chips of what is on."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from committee.access.lanes import SHORT, Lane
from committee.access.roles import Ability
from committee.access.standing import standing_of
from committee.organisations.queries import names_of_organisations
from issues.overview.register.filters import DAYS, TERMS, Filters, own_centres
from issues.overview.register.presentation.choices import Choices, Field, Option, format_count
from issues.overview.register.queries.counts import Counts
from issues.overview.register.queries.lists import owner_names
from issues.overview.register.search_terms import ListQuery
from issues.overview.register.sorts import SORTS
from issues.problems.records.models import Severity
from issues.problems.records.states import State
from issues.problems.taxonomies.models import Term
from issues.problems.taxonomies.queries import terms_by_id

LABELS_OF_DAYS = {
    "filed_from": gettext_lazy("Filed from"),
    "filed_to": gettext_lazy("Filed until"),
    "fact_from": gettext_lazy("Last fact from"),
    "fact_to": gettext_lazy("Last fact until"),
}


class FilterOffer(NamedTuple):
    """What a reader may filter by: rights, and the words of taxonomies and names, in the reader's language."""

    language: str
    concerned: bool
    owners: tuple[tuple[int, str], ...] | None
    lanes: tuple[Lane, ...]
    terms: tuple[tuple[int, str, bool, str], ...]
    organisations: tuple[tuple[int, str], ...]


def filter_offer_for(person) -> FilterOffer:
    """What a person may filter by."""
    language, standing = (get_language() or "fr")[:2], standing_of(person)
    place = int(language == "nl")
    return FilterOffer(
        language,
        bool(own_centres(person)),
        tuple(owner_names().items()) if standing.can(Ability.TRIAGE) else None,
        tuple(dict.fromkeys(space.lane for space in standing.readable)),
        tuple((t.pk, t.scheme, t.retired_on is not None, t.marked) for t in terms_by_id().values()),
        tuple((pk, names[place]) for pk, names in names_of_organisations().items()),
    )


def render_filter_bar(person, asked: ListQuery[Filters], counts: Counts, action: str) -> SafeString:
    """The filter bar, with chips of what is on."""
    numbers = ((name, None if known is None else frozenset(known.items())) for name, known in counts.options.items())
    return render_bar(filter_offer_for(person), asked.but(), tuple(numbers), action)


@lru_cache(maxsize=256)
def render_bar(offer: FilterOffer, asked: ListQuery[Filters], numbers: tuple, action: str) -> SafeString:
    """A filter bar: drawn once for all to whom it looks alike."""
    counts = Counts(options={name: None if known is None else dict(known) for name, known in numbers})
    return render_to_string("components/filters.html", ProblemChoices(offer, asked, counts).bar(action))


class ProblemChoices(Choices[Filters]):
    """The filters of the list of problems."""

    def __init__(self, offer: FilterOffer, asked: ListQuery[Filters], counts: Counts) -> None:
        super().__init__(asked, counts)
        self.offer = offer

    def bar(self, action: str) -> dict:
        """Everything that the filter bar shows."""
        more = (
            self.overdue(),
            self.severity(),
            *map(self.term, TERMS[1:]),
            *self.origin(),
            *self.ties(),
            *map(self.day, DAYS),
        )
        everyday = (self.state(), self.term("category"), self.risk())
        shown = {"sorts": [Option(code, str(one.label), one == self.asked.sort) for code, one in SORTS.items()]}
        return self.drawn(action, everyday, more) | shown | {"board": self.asked.board}

    def state(self) -> Field:
        """Where problems stand."""
        options = [self.option("state", state.value, state.label) for state in State]
        return Field("several", "state", _("State"), tuple(options))

    def severity(self) -> Field:
        """How grave they are, gravest first."""
        options = [self.option("severity", one.value, one.label) for one in reversed(Severity)]
        return Field("several", "severity", _("Severity"), tuple(options))

    def term(self, name: str) -> Field:
        """The terms of a taxonomy, those that were retired last and marked: problems still have them."""
        offered = sorted((term for term in self.offer.terms if term[1] == name), key=lambda term: term[2])
        return self.one(name, Term.Scheme(name).label, [(pk, said) for pk, _scheme, _retired, said in offered])

    def risk(self) -> Field:
        """Whether a right is at risk."""
        number = format_count(self.counts.of("risk", 1))
        return Field("box", "risk", _("Right at risk"), value="1" if self.filters.risk else "", count=number)

    def overdue(self) -> Field:
        """Whether the date of a solution has passed."""
        return Field("box", "overdue", _("Solution overdue"), value="1" if self.filters.overdue else "")

    def origin(self) -> tuple[Field, ...]:
        """Who filed, in which lane and language."""
        known = self.counts.options.get("organisation")
        kept = None if known is None else {*known, str(self.filters.organisation)}
        filers = [(pk, name) for pk, name in self.offer.organisations if kept is None or str(pk) in kept]
        return (
            self.one("organisation", _("Filed by the organisation"), filers),
            self.one("lane", _("Lane"), [(lane.value, SHORT[lane]) for lane in self.offer.lanes]),
            self.one("language", _("Language of the text"), settings.LANGUAGES),
        )

    def ties(self) -> tuple[Field, ...]:
        """What the reader has to do with them."""
        fields = [self.one("mine", _("Filed by us"), [("me", _("By me")), ("us", _("By my organisation"))])]
        if self.offer.concerned:
            answers = [("yes", _("Affected")), ("unanswered", _("Not answered yet"))]
            fields.append(self.one("concerned", _("My CPAS"), answers))
        if self.offer.owners is not None:
            people = [("me", _("Me")), ("none", _("Nobody yet")), *((str(pk), name) for pk, name in self.offer.owners)]
            fields.append(self.one("owner", _("In the hands of"), people))
        return (*fields, Field("box", "followed", _("Followed by me"), value="1" if self.filters.followed else ""))

    def day(self, name: str) -> Field:
        """One end of a period."""
        on = getattr(self.filters, name)
        return Field("day", name, str(LABELS_OF_DAYS[name]), value=on.isoformat() if on else "")
