"""Which topics an entry touches, and who may follow which.

A topic names its lane, or a strand, which belongs to one lane: what happens in a lane touches only topics that
readers of that lane can follow. What does not exist and what is not theirs is refused in the same way.
"""

import re
from collections.abc import Callable, Iterable
from functools import partial

from committee.access.standing import standing_of
from committee.journal.models import Entry
from committee.journal.subjects import KINDS, SubjectKind, kind_of, kinds_with
from committee.people.models import Person
from issues.conversation.threads.extension_points import owners_of
from issues.conversation.threads.models import Strand

PK = r"[1-9]\d{0,17}"
FORMS = {
    "strand": re.compile(rf"strand:({PK})"),
    "thread": re.compile(rf"thread:({PK}):({PK})"),
    "inbox": re.compile(rf"inbox:({PK})"),
}
CASE, LIST = r"([\w.-]{1,80})", "s"
"""A thing is followed in a lane as `kind:key:lane`; a list of its kind there as `kinds:lane`."""
Key = tuple[str, ...]
DECLARATIONS = "impact."
"""The verbs of what is told to fewer people than see its effect: pages hear “changed”, never what or by whom."""


def topics_of(entry: Entry) -> list[str]:
    """The topics that an entry touches, each once.

    A post touches its strand and its thread in its lane, never a case or the list, which do not show it.
    A declaration touches them in the lane of its problem, wherever it is told: its sums are read there.
    """
    keys = [(subject.kind, subject.key) for subject in entry.subjects.all()]
    if entry.verb.startswith(DECLARATIONS):
        return topics_where_they_stand(keys)
    strands = [f"strand:{key}" for kind, key in keys if kind == "strand"]
    if strands:
        return strands + [f"thread:{key}:{entry.space_id}" for kind, key in keys if kind == "thread"]
    followed = {kind.code for kind in kinds_with("spaces")}
    cases = [f"{kind}:{key}:{entry.space_id}" for kind, key in keys if kind in followed]
    lists = [f"{kind}{LIST}:{entry.space_id}" for kind, _key in keys if kind in followed]
    return list(dict.fromkeys(cases + lists))


def topics_where_they_stand(keys: list[tuple[str, str]]) -> list[str]:
    """Things and the lists of their kinds in their own lanes; one query for each kind."""
    found: list[str] = []
    for kind in KINDS.values():
        if kind.spaces and (named := [key for code, key in keys if code == kind.code]):
            spaces = kind.spaces(named)
            found += [
                topic for key, pk in spaces.items() for topic in (f"{kind.code}:{key}:{pk}", f"{kind.code}{LIST}:{pk}")
            ]
    return found


def allowed_topics(person, topics: Iterable[str]) -> list[str]:
    """Keep the topics that a person may follow, in their order; at most one query for each kind."""
    asked = {topic: found for topic in topics if (found := parse_topic(topic))}
    kinds = {kind for kind, _key in asked.values()}
    open_ones = {kind: opener_of(kind)(person, [key for of, key in asked.values() if of == kind]) for kind in kinds}
    return [topic for topic, (kind, key) in asked.items() if key in open_ones[kind]]


def parse_topic(topic: str) -> tuple[str, Key] | None:
    """Split a topic into its kind and key, or return None for a word that is no topic."""
    name = topic.partition(":")[0]
    form = form_of(name)
    found = form.fullmatch(topic) if form else None
    return (name, found.groups()) if found else None


def form_of(name: str) -> re.Pattern[str] | None:
    """What a topic of a name looks like, or None for a name that is no topic."""
    if name in FORMS:
        return FORMS[name]
    code = followed_kind(name)
    return re.compile(rf"{name}:{CASE}:({PK})" if code == name else rf"{name}:({PK})") if code else None


def followed_kind(name: str) -> str:
    """The kind of which a topic follows a thing or a list; empty where there is none."""
    codes = {kind.code for kind in kinds_with("spaces", "visible_to")}
    return next((code for code in (name, name.removesuffix(LIST)) if code in codes), "")


def opener_of(name: str) -> Callable[[Person, list[Key]], set[Key]]:
    """What says which topics of a name a person may follow."""
    kind = kind_of(name) if followed_kind(name) == name else None
    return OPEN.get(name) or (partial(open_cases, kind) if kind else open_lists)


def open_strands(person, keys: list[Key]) -> set[Key]:
    """The strands of lanes that the person reads."""
    found = Strand.objects.visible_to(person).filter(pk__in=[int(pk) for (pk,) in keys])
    return {(str(pk),) for pk in found.values_list("pk", flat=True)}


def open_lists(person, keys: list[Key]) -> set[Key]:
    """The lists of lanes that the person reads."""
    return {(pk,) for (pk,) in keys if int(pk) in standing_of(person).readable_ids}


def open_cases(kind: SubjectKind, person, keys: list[Key]) -> set[Key]:
    """The things that the person may open, in lanes that the person reads."""
    readable = kind.visible_to(person, {name for name, _pk in keys}) if kind.visible_to else ()
    return {key for key in keys if key[0] in readable and int(key[1]) in standing_of(person).readable_ids}


def open_threads(person, keys: list[Key]) -> set[Key]:
    """The threads of things that the person may open, in lanes that the person reads."""
    threads = owners_of(person, [int(thread) for thread, _pk in keys])
    return {key for key in keys if int(key[0]) in threads and int(key[1]) in standing_of(person).readable_ids}


def own_inbox(person, keys: list[Key]) -> set[Key]:
    """A member's own inbox."""
    return {key for key in keys if key == (str(person.pk),) and standing_of(person).is_member}


OPEN = {
    "strand": open_strands,
    "thread": open_threads,
    "inbox": own_inbox,
}


def strands_begun(topics: Iterable[str]) -> dict[str, int]:
    """Of thread topics, those whose lane speaks in the thread, with the strand; one query."""
    keys = {
        topic: tuple(map(int, found[1])) for topic in topics if (found := parse_topic(topic)) and found[0] == "thread"
    }
    if not keys:
        return {}
    rows = Strand.objects.filter(thread_id__in={thread for thread, _space in keys.values()})
    known = {(thread, space): pk for pk, thread, space in rows.values_list("pk", "thread_id", "space_id")}
    return {topic: known[key] for topic, key in keys.items() if key in known}


def strands_with_more(after: dict[str, int]) -> dict[str, int]:
    """Of strands with the last change that a page has, return those that have more, with their last change now."""
    keys = {topic: int(found[1][0]) for topic in after if (found := parse_topic(topic)) and found[0] == "strand"}
    last = dict(Strand.objects.filter(pk__in=keys.values()).values_list("pk", "last_change"))
    return {topic: last[pk] for topic, pk in keys.items() if last.get(pk, 0) > after[topic]}
