"""The kind *solution*: SOL-12; and what the public reads of one, which is a kind of its own: it has no lane."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy as _

from committee.journal import clock
from committee.journal.subjects import Carrier, Description, Findable, Stay, SubjectKind, Trace, address_of
from committee.people.models import Reader
from issues.conversation.threads.extension_points import Owner
from issues.resolution.solutions.actions.merge_transfer import carry_solutions, restore_solutions
from issues.resolution.solutions.models import PublicText, Solution
from issues.resolution.solutions.numbers import number_in
from issues.resolution.solutions.recipients import hearing_of_solution_entry

BATCH = 500


def numbers_in(keys: Collection[str]) -> list[int]:
    """The keys that can be a solution's."""
    return [int(key) for key in keys if key.isascii() and key.isdigit() and len(key) < 16]


def visible_solutions(person: Reader, keys: Collection[str]) -> set[str]:
    """The solutions among some that a person reads; one query."""
    return {
        str(pk)
        for pk in Solution.objects.visible_to(person).filter(pk__in=numbers_in(keys)).values_list("pk", flat=True)
    }


def describe_solutions(person: Reader, keys: Collection[str]) -> dict[str, Description]:
    """What a person may know of solutions by their numbers; one query."""
    found = Solution.objects.visible_to(person).filter(pk__in=numbers_in(keys))
    fields = ("title", "title_other", "language", "state")
    return {
        str(one.pk): Description(one.title_here, one.language_here, one.state, str(one.get_state_display()))
        for one in found.only(*fields)
    }


def threads_of_solutions(keys: Collection[str]) -> dict[str, int]:
    """The thread of each solution; one query."""
    found = Solution.objects.filter(pk__in=numbers_in(keys)).values_list("pk", "thread_id")
    return {str(pk): thread for pk, thread in found}


def holders_among_solutions(threads: Collection[int]) -> dict[int, tuple[str, int]]:
    """The solutions that hold some threads; one query."""
    found = Solution.objects.filter(thread__in=threads).values_list("thread_id", "pk", "space_id")
    return {thread: (str(pk), space) for thread, pk, space in found}


def owners_among_solutions(
    person: Reader, threads: Collection[int] = (), keys: Collection[str] = ()
) -> dict[int, Owner]:
    """The solutions that a person may read among the owners of threads, or of some numbers; one query."""
    asked = {"thread__in": threads} if threads else {"pk__in": numbers_in(keys)}
    found = Solution.objects.visible_to(person).filter(**asked).select_related("space", "thread")
    return {solution.thread_id: solution.owner_of_thread for solution in found}


def searched_solutions(keys: Collection[str] | None) -> Iterator[Findable]:
    """What search knows of solutions: their number, titles and text, and their translation."""
    rows = Solution.objects.order_by("proposed_at", "pk")
    chosen = rows if keys is None else rows.select_for_update().filter(pk__in=numbers_in(keys))
    for solution in chosen.iterator(BATCH):
        yield Findable(
            key=str(solution.pk),
            code=solution.number,
            shown_on=solution.about,
            space_id=solution.space_id,
            language=solution.language,
            title=solution.title,
            title_other=solution.title_other,
            body=solution.text,
            body_other=solution.summary_other,
            at=solution.proposed_at,
        )


def spaces_of_solutions(keys: Collection[str]) -> dict[str, int]:
    """The space of each solution; one query."""
    found = Solution.objects.filter(pk__in=numbers_in(keys)).order_by("pk").values_list("pk", "space_id")
    return {str(pk): space for pk, space in found}


def trace_of_solution(person: Reader, key: str) -> Trace | None:
    """Where a solution stood; it never changes its lane."""
    found = Solution.objects.visible_to(person).select_related("space", "thread").filter(pk__in=numbers_in([key]))
    solution = found.first()
    if solution is None:
        return None
    stays = [Stay(solution.space, solution.proposed_at)]
    url = address_of("solution", key)
    return Trace(solution.title_here, solution.language_here, url, key, stays, solution.thread_id)


def public_among(_person: Reader, keys: Collection[str]) -> set[str]:
    """The solutions among some that are open to the public, for whoever asks; one query."""
    found = PublicText.objects.filter(solution__in=numbers_in(keys)).values_list("solution_id", flat=True)
    return {str(pk) for pk in found}


def searched_public(keys: Collection[str] | None) -> Iterator[Findable]:
    """What everybody finds of solutions that are open to the public; of others that are named, that nothing is found."""
    rows = PublicText.objects.order_by("opened_at", "pk")
    chosen = rows if keys is None else rows.select_for_update().filter(solution__in=numbers_in(keys))
    shown = set()
    for text in chosen.iterator(BATCH):
        shown.add(str(text.solution_id))
        yield findable_text(str(text.solution_id), text)
    for key in set(keys or ()) - shown:
        yield Findable(key, ("public_solution", key), clock.now(), None, "fr", is_hidden=True)


def findable_text(key: str, text: PublicText) -> Findable:
    """The public words of a solution."""
    return Findable(
        key=key,
        shown_on=("public_solution", key),
        at=text.opened_at,
        space_id=None,
        language="fr",
        code=f"SOL-{key}",
        title=text.title_fr,
        title_other=text.title_nl,
        body=text.summary_fr,
        body_other=text.summary_nl,
    )


SOLUTION = SubjectKind(
    code="solution",
    label=_("Solution"),
    plural=_("Solutions"),
    address="issues:solution",
    visible_to=visible_solutions,
    typed=number_in,
    reference=re.compile(r"(?<![\w-])SOL-([1-9]\d{0,8})(?![\w-])"),
    naming="SOL-%s",
    addresses=re.compile(r"solutions/(\d{1,15})\b"),
    describe=describe_solutions,
    threads=threads_of_solutions,
    holders=holders_among_solutions,
    owners=owners_among_solutions,
    recipients=hearing_of_solution_entry,
    searched=searched_solutions,
    spaces=spaces_of_solutions,
    story=("issues:solution_timeline", "issues:solution_story_file"),
    trace=trace_of_solution,
    carriers=(
        Carrier("solutions", _("Solutions"), lambda one: one.solutions.count(), carry_solutions, restore_solutions),
    ),
)
PUBLIC_SOLUTION = SubjectKind(
    code="public_solution",
    label=_("Solution, open to the public"),
    plural=_("Solutions, open to the public"),
    address="issues:public_solution",
    visible_to=public_among,
    searched=searched_public,
)
