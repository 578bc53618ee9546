"""The inbox as pages and mails read it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from committee.access.lanes import SHORT, Lane
from committee.access.standing import standing_of
from committee.inbox.case_titles import title_told, told_title
from committee.inbox.extension_points import CHANGES, Change
from committee.inbox.models import Duty, Notice
from committee.inbox.reasons import REASONS
from committee.journal.models import Entry
from committee.journal.subjects import kinds_with, pages_of, reference_of
from committee.people.models import Reader

PAGE = 20
FACTS = 5
MOST_DUTIES = 100
ALL, UNREAD, AWAITING = "all", "unread", "awaiting"
SHOWN = (ALL, UNREAD, AWAITING)


@dataclass
class Group:
    """What a person was told about one case: its newest facts, how many there are, and how many are unread."""

    kind: str
    key: str
    notices: list[Notice]
    total: int
    unread: int
    duties: list[Duty] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    @property
    def newest(self) -> int:
        """The entry of the newest fact, by which pages go on."""
        return self.notices[0].entry_id

    @property
    def more(self) -> int:
        """How many facts are not shown."""
        return self.total - len(self.shown)

    @property
    def shown(self) -> list[Notice]:
        """The facts that are told: of a case that holds nothing unread only the newest."""
        return self.notices if self.unread else self.notices[:1]

    @property
    def title(self) -> str:
        """The title of the case in the reader's language, as the newest fact that names it says it."""
        return title_told(self.kind, (notice.entry for notice in self.notices))

    @property
    def title_language(self) -> str:
        """The language of the title; empty where it is not known."""
        return told_title(self.kind, (notice.entry for notice in self.notices))[1]

    @property
    def reference(self) -> str:
        """How people name the case in one word; nothing for a case that is only numbered."""
        return reference_of(self.kind, self.key)

    @property
    def url(self) -> str:
        """Where the case is."""
        from committee.journal.subjects import address_of

        return address_of(self.kind, self.key)

    @property
    def lanes(self) -> list[dict[str, Any]]:
        """The lanes of the facts shown, each once, by code and in a word."""
        codes = dict.fromkeys(notice.entry.space.lane for notice in self.notices)
        return [{"code": code, "short": SHORT[Lane(code)]} for code in codes]

    @property
    def reason(self) -> str:
        """Why the person hears of the case: the strongest reason among the facts shown."""
        known = [REASONS[notice.reason] for notice in self.notices if notice.reason in REASONS]
        return str(min(known, key=lambda reason: reason.weight).sentence) if known else ""


def inbox_page(person: Reader, *, before: int | None = None, shown: str = ALL) -> list[Group]:
    """What a person was told, by case, the case with the newest fact first; one more than PAGE where there are older ones.

    At most four queries, and those of the changes offered, whatever the rows.
    """
    mine = notices_in_view(person, shown)
    heads = list(newest_of_each_case(mine, before).values_list("kind", "key"))
    groups = {(kind, key): Group(kind, key, [], 0, 0) for kind, key in heads}
    notice: Any
    for notice in newest_facts(mine, list(groups)):
        group = groups[notice.kind, notice.key]
        group.notices.append(notice)
        group.total, group.unread = notice.total, notice.unread
    found = list(groups.values())
    attach_duties(person, found)
    attach_changes(found)
    return found


def notices_in_view(person: Reader, shown: str) -> QuerySet[Notice]:
    """The notices of a person that one view of the inbox is about."""
    mine = Notice.objects.visible_to(person)
    if shown == UNREAD:
        return mine.unread()
    if shown == AWAITING:
        return mine.filter(Exists(Duty.objects.visible_to(person).filter(done_at=None, entry=OuterRef("entry"))))
    return mine


def newest_of_each_case(mine: QuerySet[Notice], before: int | None) -> QuerySet[Notice]:
    """The newest notice of each case, newest first: found by walking back, never by counting all that there is."""
    newer = mine.filter(kind=OuterRef("kind"), key=OuterRef("key"), entry_id__gt=OuterRef("entry_id")).order_by()
    heads = mine.filter(~Exists(newer)).order_by("-entry_id")
    return (heads.filter(entry_id__lt=before) if before else heads)[: PAGE + 1]


def newest_facts(mine: QuerySet[Notice], cases: list[tuple[str, str]]) -> QuerySet[Notice]:
    """The newest notices of some cases, each with `total` and `unread` of its case."""
    if not cases:
        return mine.none()
    wanted = Q()
    for kind in {kind for kind, _key in cases}:
        wanted |= Q(kind=kind, key__in=[key for of, key in cases if of == kind])
    case = [F("kind"), F("key")]
    counted = mine.filter(wanted).annotate(
        place=Window(RowNumber(), partition_by=case, order_by=F("entry_id").desc()),
        total=Window(Count("pk"), partition_by=case),
        unread=Window(Count("pk", filter=Q(read_at=None)), partition_by=case),
    )
    newest = counted.filter(place__lte=FACTS).order_by("-entry_id")
    return newest.select_related("entry__actor", "entry__organisation", "entry__space")


def attach_duties(person: Reader, groups: list[Group]) -> None:
    """Put beside each case what its facts still ask of the person; one query."""
    of = {notice.entry_id: group for group in groups for notice in group.notices}
    duties = Duty.objects.visible_to(person).open().filter(entry__in=of).select_related("entry__actor") if of else ()
    for duty in duties:
        of[duty.entry_id].duties.append(duty)


def attach_changes(groups: list[Group]) -> None:
    """Put beside each case heard of by choice the clicks that change it."""
    for code, changes in CHANGES.items():
        chosen = [group for group in groups if any(notice.reason == code for notice in group.notices)]
        offered = changes([(group.kind, group.key) for group in chosen]) if chosen else {}
        for group in chosen:
            group.changes = offered.get((group.kind, group.key), [])


def pages_of_entries(entries: Collection[Entry]) -> dict[int, str]:
    """Where what each entry tells of is found, the message rather than its case; the entries bring their subjects."""
    particular = {kind.code for kind in kinds_with("pages")}
    about = {}
    for entry in entries:
        subjects = [(subject.kind, subject.key) for subject in entry.subjects.all()]
        about[entry.pk] = next((one for one in subjects if one[0] in particular), next(iter(subjects), ("", "")))
    pages = pages_of(set(about.values()))
    return {pk: pages[subject] for pk, subject in about.items()}


def duty_of(person: Reader, entry: Entry) -> Duty | None:
    """The open duty that an entry laid on an organisation of the person, where a role of the person can do it."""
    return Duty.objects.visible_to(person).open().filter(entry=entry).first()


def awaited_people(entry: Entry, people: Collection[Any]) -> set[int]:
    """The identifiers of those of whom an entry asks something; one query where it asks nothing of anybody."""
    if not people or not Duty.objects.filter(entry=entry, done_at=None).exists():
        return set()
    return {person.pk for person in people if duty_of(person, entry)}


def open_duties(person: Reader) -> list[Duty]:
    """What awaits a person's organisations, oldest first; one query."""
    duties = Duty.objects.visible_to(person).open()
    return list(duties.select_related("entry__actor", "entry__organisation", "organisation")[:MOST_DUTIES])


@dataclass(frozen=True)
class SeatDuties:
    """What awaits a seat: what a reader may know of it, and how much stands in lanes that the reader does not read."""

    shown: list[Duty]
    hidden: int

    def __bool__(self) -> bool:
        return bool(self.shown or self.hidden)


def duties_of_seat(person: Reader, seat: int) -> SeatDuties:
    """What awaits a seat, whoever speaks for it, oldest first; one query."""
    readable = standing_of(person).readable_ids
    rows = Duty.objects.open().filter(seat=seat).select_related("entry__actor", "entry__organisation", "entry__space")
    duties = list(rows[:MOST_DUTIES])
    shown = [duty for duty in duties if duty.entry.space_id in readable]
    return SeatDuties(shown, len(duties) - len(shown))


def dated_duties(person: Reader) -> list[Duty]:
    """What awaits a person by a date, soonest first; one query."""
    duties = Duty.objects.visible_to(person).filter(done_at=None, due_on__isnull=False).order_by("due_on", "pk")
    return list(duties.select_related("entry__space", "organisation")[:MOST_DUTIES])


def newest_notices(person: Reader, number: int = 50) -> list[Notice]:
    """The newest notices of a person about what they may read, with what each is about; two queries."""
    mine = Notice.objects.visible_to(person).order_by("-entry_id").prefetch_related("entry__subjects")
    return list(mine.select_related("entry__actor", "entry__organisation", "entry__space")[:number])
