"""The kind *problem*: CO-2026-0042."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from committee.access.models import Space
from committee.journal.models import Entry
from committee.journal.subjects import Description, Findable, Stay, SubjectKind, Trace, address_of
from committee.people.models import Reader
from issues.attachments.models import Attachment
from issues.conversation.threads.extension_points import Owner
from issues.conversation.threads.prepared import lanes_read, run_prepared
from issues.problems.records.models import Problem
from issues.problems.records.recipients import hearing_of_problem
from issues.problems.records.references import reference_in

SHARED = "problem.shared"
BATCH = 500


def visible_problems(person: Reader, keys: Collection[str]) -> set[str]:
    """The references among some that a person reads; one query."""
    return set(Problem.objects.visible_to(person).filter(reference__in=keys).values_list("reference", flat=True))


def describe_problems(person: Reader, keys: Collection[str]) -> dict[str, Description]:
    """What a person may know of problems by their references; one query."""
    found = Problem.objects.visible_to(person).filter(reference__in=list(keys))
    fields = ("reference", "title", "title_other", "language", "state")
    return {
        one.reference: Description(one.title_here, one.language_here, one.state, str(one.get_state_display()))
        for one in found.only(*fields)
    }


def threads_of_problems(keys: Collection[str]) -> dict[str, int]:
    """The thread of each problem; one query."""
    return dict(Problem.objects.filter(reference__in=keys).values_list("reference", "thread_id"))


def holders_among_problems(threads: Collection[int]) -> dict[int, tuple[str, int]]:
    """The problems that hold some threads; one query."""
    found = Problem.objects.filter(thread__in=threads).values_list("thread_id", "reference", "space_id")
    return {thread: (reference, space) for thread, reference, space in found}


def owners_among_problems(
    person: Reader, threads: Collection[int] = (), keys: Collection[str] = ()
) -> dict[int, Owner]:
    """The problems that a person may read among the owners of threads, or of some references; one query."""

    def build(**asked: Any) -> QuerySet[Problem]:
        return Problem.objects.visible_to(person).filter(**asked).select_related("space", "thread")

    if len(threads) == 1:
        found: Iterable[Problem] = run_prepared(lanes_read(person), build, thread=next(iter(threads)))
    else:
        found = build(**({"thread__in": threads} if threads else {"reference__in": keys}))
    return {problem.thread_id: problem.owner_of_thread for problem in found}


def searched_problems(keys: Collection[str] | None) -> Iterator[Findable]:
    """What search knows of problems: reference, title and description, and their translation."""
    rows = Problem.objects.order_by("filed_at", "pk")
    chosen = rows if keys is None else rows.select_for_update().filter(reference__in=keys)
    for problem in chosen.iterator(BATCH):
        yield Findable(
            key=problem.reference,
            shown_on=problem.about,
            code=problem.reference,
            space_id=problem.space_id,
            language=problem.language,
            title=problem.title,
            title_other=problem.title_other,
            body=problem.description,
            body_other=problem.summary_other,
            at=problem.filed_at,
        )


def spaces_of_problems(keys: Collection[str]) -> dict[str, int]:
    """The space of each problem; one query."""
    return dict(Problem.objects.filter(reference__in=keys).order_by("pk").values_list("reference", "space_id"))


def files_of_problem(key: str) -> list[tuple[str, QuerySet[Any, Any]]]:
    """The files that a problem holds."""
    return [("file", Attachment.objects.filter(problems__reference=key).order_by().values("key"))]


def trace_of_problem(person: Reader, key: str) -> Trace | None:
    """Where a problem stood, with the own space from which it was shared where it was."""
    problem = Problem.objects.visible_to(person).select_related("space", "thread").filter(reference=key).first()
    if problem is None:
        return None
    shared = Entry.objects.filter(verb=SHARED).about("problem", key).order_by("pk").values_list("at", flat=True).first()
    stays = [Stay(problem.space, shared or problem.filed_at)]
    if shared:
        stays.insert(0, Stay(Space.objects.own(problem.organisation), problem.filed_at, shared))
    url = address_of("problem", key)
    return Trace(problem.title_here, problem.language_here, url, key, stays, problem.thread_id)


PROBLEM = SubjectKind(
    code="problem",
    label=_("Problem"),
    plural=_("Problems"),
    address="issues:problem",
    visible_to=visible_problems,
    reference=re.compile(r"(?<![\w-])CO-\d{4}-\d{4,6}(?![\w-])"),
    typed=reference_in,
    describe=describe_problems,
    threads=threads_of_problems,
    holders=holders_among_problems,
    owners=owners_among_problems,
    recipients=hearing_of_problem,
    searched=searched_problems,
    spaces=spaces_of_problems,
    story=("issues:timeline", "issues:story_file"),
    told_with=files_of_problem,
    trace=trace_of_problem,
)
