"""The portable dossier of a problem: what it holds for one reader, in the lanes chosen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committee.access.lanes import Lane
from committee.access.standing import SpaceFacts, standing_of
from committee.journal.models import Entry
from committee.journal.queries import timeline
from committee.organisations.queries import centres
from committee.people.models import Reader
from issues.attachments.models import Attachment
from issues.attachments.names import clean_name
from issues.conversation.threads.models import Post
from issues.fieldwork.impacts.models import Declaration, ProblemImpact
from issues.fieldwork.impacts.policy import may_name_centres, may_read_sums
from issues.overview.import_export.queries.runs import own_centre
from issues.problems.records.models import Problem
from issues.problems.records.queries import versions_of
from issues.resolution.solutions.models import Solution
from issues.resolution.solutions.states import IN_THE_FIELD
from issues.resolution.verification.queries import verdict_cells

COMMON, ALL = "common", "all"
LANES = {COMMON: gettext_lazy("the common lane only"), ALL: gettext_lazy("all lanes that I read")}
MOST_BYTES = 100 * 1024 * 1024
NAMES_CENTRES = "impact."
"""Entries with such verbs say which CPAS answered what."""


class DossierTooLarge(Exception):
    """The files of a dossier weigh more than 100 MB together."""


@dataclass
class Dossier:
    """Everything that goes into the archive, as one reader may see it in the lanes chosen."""

    problem: Problem
    scope: str
    spaces: list[SpaceFacts]
    tally: ProblemImpact
    sums_shown: bool
    named: bool
    own: Declaration | None
    solutions: list[Solution]
    posts: list[Post]
    entries: list[Entry]
    files: list[tuple[str, Attachment]]
    versions: list[Any] = field(default_factory=list)


def scopes_for(person: Reader, problem: Problem) -> list[tuple[str, str]]:
    """What a reader may choose: the common lane alone only for what stands there."""
    everything = (ALL, _("All that I read: keep it within your organisation"))
    if problem.space.lane != Lane.COMMON:
        return [everything]
    return [(COMMON, _("The common lane only: it can be handed on to every bench")), everything]


def gather_dossier(person: Reader, problem: Problem, scope: str) -> Dossier:
    """Read what goes into a dossier.

    One of the common lane may be handed on: it is masked as for somebody who is nothing, and names no CPAS's answer.
    """
    handed_on = scope == COMMON
    spaces = [space for space in standing_of(person).readable if not handed_on or space.lane == Lane.COMMON]
    keys = [space.pk for space in spaces]
    tally = getattr(problem, "tally", None) or ProblemImpact(cells="." * len(centres()))
    centre = None if handed_on else own_centre(person)
    own = Declaration.objects.filter(problem=problem, organisation=centre).first() if centre else None
    posts = posts_in(person, problem, keys)
    named = not handed_on and may_name_centres(person)
    return Dossier(
        problem=problem,
        scope=scope,
        spaces=spaces,
        tally=tally,
        sums_shown=may_read_sums(AnonymousUser() if handed_on else person, tally.cells),
        named=named,
        own=own,
        solutions=list(
            Solution.objects.visible_to(person)
            .filter(problems=problem, space__in=keys)
            .select_related("owner", "space")
        ),
        posts=posts,
        entries=entries_in(person, problem, keys, named),
        files=files_in(person, problem, keys, posts),
        versions=versions_of(problem),
    )


def entries_in(person: Reader, problem: Problem, keys: list[int], named: bool) -> list[Entry]:
    """The story in some lanes; without who answered what, where the CPAS are not to be named."""
    entries = timeline(person, *problem.about).filter(space__in=keys)
    return list(entries if named else entries.exclude(verb__startswith=NAMES_CENTRES))


def posts_in(person: Reader, problem: Problem, keys: list[int]) -> list[Post]:
    """The posts of some lanes that a person reads, oldest first."""
    posts = Post.objects.visible_to(person).filter(strand__thread=problem.thread_id, strand__space__in=keys)
    related = ("author", "organisation", "strand__space", "reply_to")
    return list(posts.select_related(*related).prefetch_related("attachments").order_by("written_at", "pk"))


def files_in(person: Reader, problem: Problem, keys: list[int], posts: list[Post]) -> list[tuple[str, Attachment]]:
    """The readable files of the problem and of its posts that stand, each with its path: numbered, so none collide."""
    standing = [post.pk for post in posts if not post.is_silent]
    held = Attachment.objects.visible_to(person).filter(Q(problems=problem) | Q(posts__in=standing), space__in=keys)
    files = list(held.distinct().order_by("added_at", "pk"))
    if sum(file.size for file in files) > MOST_BYTES:
        raise DossierTooLarge
    return [(f"attachments/{number:02d}-{clean_name(file.name)}", file) for number, file in enumerate(files, start=1)]


def verdicts_of(dossier: Dossier, solution: Solution) -> str:
    """The verdicts on a solution as cells; those affected by this problem are asked once it is delivered."""
    asked = solution.state in IN_THE_FIELD
    order = centres()
    affected = {order[place].pk for place, cell in enumerate(dossier.tally.cells) if cell == "a"} if asked else set()
    return verdict_cells(solution.cells, affected)
