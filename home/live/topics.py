"""Which topics an entry touches, and who may follow which.

A topic names its lane, or a strand, which belongs to one lane: what happens in a lane touches only topics that
readers of that lane can follow. What does not exist and what is not theirs is refused in the same way.
"""

import re
from collections.abc import Iterable

from committee.access.standing import standing_of
from committee.journal.models import Entry
from issues.conversation.threads.extension_points import owners_of
from issues.conversation.threads.models import Strand
from issues.problems.records.models import Problem

PK = r"[1-9]\d{0,17}"
FORMS = {
    "strand": re.compile(rf"strand:({PK})"),
    "problems": re.compile(rf"problems:({PK})"),
    "problem": re.compile(rf"problem:([A-Z0-9-]{{1,12}}):({PK})"),
    "thread": re.compile(rf"thread:({PK}):({PK})"),
    "inbox": re.compile(rf"inbox:({PK})"),
}
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
        return topics_of_problems([key for kind, key in keys if kind == "problem"])
    strands = [f"strand:{key}" for kind, key in keys if kind == "strand"]
    if strands:
        return strands + [f"thread:{key}:{entry.space_id}" for kind, key in keys if kind == "thread"]
    cases = [f"problem:{key}:{entry.space_id}" for kind, key in keys if kind == "problem"]
    lists = [f"problems:{entry.space_id}"] if cases else []
    return list(dict.fromkeys(cases + lists))


def topics_of_problems(references: list[str]) -> list[str]:
    """The case and the list of problems in their own lanes; one query."""
    found = Problem.objects.filter(reference__in=references).order_by("pk").values_list("reference", "space_id")
    return [topic for key, space in found for topic in (f"problem:{key}:{space}", f"problems:{space}")]


def may_follow(person, topic: str) -> bool:
    """Whether a person may follow a topic, by the standing that the person has now."""
    return bool(allowed(person, [topic]))


def allowed(person, topics: Iterable[str]) -> list[str]:
    """Keep the topics that a person may follow, in their order; at most one query for each kind."""
    asked = {topic: found for topic in topics if (found := parsed(topic))}
    kinds = {kind for kind, _key in asked.values()}
    open_ones = {kind: OPEN[kind](person, [key for of, key in asked.values() if of == kind]) for kind in kinds}
    return [topic for topic, (kind, key) in asked.items() if key in open_ones[kind]]


def parsed(topic: str) -> tuple[str, Key] | None:
    """Split a topic into its kind and key, or return None for a word that is no topic."""
    form = FORMS.get(topic.partition(":")[0])
    found = form.fullmatch(topic) if form else None
    return (topic.partition(":")[0], found.groups()) if found else None


def open_strands(person, keys: list[Key]) -> set[Key]:
    """The strands of lanes that the person reads."""
    found = Strand.objects.visible_to(person).filter(pk__in=[int(pk) for (pk,) in keys])
    return {(str(pk),) for pk in found.values_list("pk", flat=True)}


def open_lists(person, keys: list[Key]) -> set[Key]:
    """The lists of lanes that the person reads."""
    return {(pk,) for (pk,) in keys if int(pk) in standing_of(person).readable_ids}


def open_cases(person, keys: list[Key]) -> set[Key]:
    """The cases that the person may open, in lanes that the person reads."""
    found = Problem.objects.visible_to(person).filter(reference__in=[reference for reference, _pk in keys])
    references = set(found.values_list("reference", flat=True))
    return {key for key in keys if key[0] in references and int(key[1]) in standing_of(person).readable_ids}


def open_threads(person, keys: list[Key]) -> set[Key]:
    """The threads of things that the person may open, in lanes that the person reads."""
    threads = owners_of(person, [int(thread) for thread, _pk in keys])
    return {key for key in keys if int(key[0]) in threads and int(key[1]) in standing_of(person).readable_ids}


def own_inbox(person, keys: list[Key]) -> set[Key]:
    """A member's own inbox."""
    return {key for key in keys if key == (str(person.pk),) and standing_of(person).is_member}


OPEN = {
    "strand": open_strands,
    "problems": open_lists,
    "problem": open_cases,
    "thread": open_threads,
    "inbox": own_inbox,
}


def strands_begun(topics: Iterable[str]) -> dict[str, int]:
    """Of thread topics, those whose lane speaks in the thread, with the strand; one query."""
    keys = {topic: tuple(map(int, found[1])) for topic in topics if (found := parsed(topic)) and found[0] == "thread"}
    if not keys:
        return {}
    rows = Strand.objects.filter(thread_id__in={thread for thread, _space in keys.values()})
    known = {(thread, space): pk for pk, thread, space in rows.values_list("pk", "thread_id", "space_id")}
    return {topic: known[key] for topic, key in keys.items() if key in known}


def behind(after: dict[str, int]) -> dict[str, int]:
    """Of strands with the last change that a page has, return those that have more, with their last change now."""
    keys = {topic: int(found[1][0]) for topic in after if (found := parsed(topic)) and found[0] == "strand"}
    last = dict(Strand.objects.filter(pk__in=keys.values()).values_list("pk", "last_change"))
    return {topic: last[pk] for topic, pk in keys.items() if last.get(pk, 0) > after[topic]}
