"""The list and the case page as they are read: a fixed number of queries, whatever the number of rows."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from committee.access.standing import standing_of
from committee.inbox.models import Notice
from issues.attachments.models import Attachment
from issues.impacts.models import Declaration
from issues.problems.models import Problem
from issues.problems.queries import Filters
from issues.solutions.models import Solution
from issues.solutions.queries import solutions_of
from issues.threads.models import Follow, Post, ReadMark, Strand
from issues.threads.queries import PAGE, posts_page

ROWS = 50
LIST_FIELDS = (
    "reference",
    "language",
    "title",
    "title_other",
    "state",
    "severity",
    "right_at_risk",
    "last_verb",
    "last_at",
    "category_id",
    "filed_at",
    "space__lane",
    "organisation__name_fr",
    "organisation__name_nl",
    "tally__cells",
    "tally__affected",
    "tally__not_affected",
    "tally__cannot_tell",
    "tally__centres",
    "tally__hours_low",
    "tally__hours_likely",
    "tally__hours_high",
)


def listed(person, filters: Filters, *, before: str = "") -> list[Problem]:
    """One page of the list, last fact first, at most 51 rows; one query. `before` is the reference of a page's last row."""
    problems = filters.narrow(Problem.objects.visible_to(person), person)
    edge = (
        Problem.objects.visible_to(person).filter(reference=before).values("last_at", "pk").first() if before else None
    )
    if edge:
        problems = problems.filter(Q(last_at__lt=edge["last_at"]) | Q(last_at=edge["last_at"], pk__lt=edge["pk"]))
    shown = Problem.objects.filter(newest_in_each_space(person, problems))
    shown = shown.select_related("space", "organisation", "tally").only(*LIST_FIELDS)
    return list(shown.order_by("-last_at", "-pk")[: ROWS + 1])


def newest_in_each_space(person, problems: QuerySet) -> Q:
    """The first rows of each space that a person reads: the index gives them in order, however many there are."""
    found = Q(pk__in=[])
    for space_id in sorted(standing_of(person).readable_ids):
        newest = problems.filter(space=space_id).order_by("-last_at", "-pk").values("pk")
        found |= Q(pk__in=newest[: ROWS + 1])
    return found


@dataclass
class Case:
    """Everything that a case page shows."""

    problem: Problem
    posts: list[Post]
    older: int | None
    strands: dict[int, Strand]
    own: Declaration | None
    solutions: list[Solution]
    files: list[dict] = field(default_factory=list)

    @property
    def tally(self):
        """The sums of the problem's declarations, or None where nobody has answered."""
        return getattr(self.problem, "tally", None)


def case_of(person, reference: str, *, before: int | None = None) -> Case | None:
    """Read a case for a person, or None for a stranger; six queries."""
    follow = Follow.objects.filter(thread=OuterRef("thread"), person=person, muted=False)
    related = ("space", "reporter", "organisation", "tally")
    told = {"entry__subjects__kind": "problem", "entry__subjects__key": OuterRef("reference")}
    marks = {"followed": Exists(follow), "told": Exists(Notice.objects.filter(person=person, **told).unread())}
    visible = Problem.objects.visible_to(person).annotate(**marks).select_related(*related)
    problem = visible.filter(reference=reference).first()
    if problem is None:
        return None
    posts = posts_page(person, problem.thread_id, before=before)
    older = posts[1].pk if len(posts) > PAGE else None
    posts = posts[-PAGE:]
    own = Declaration.objects.filter(problem=problem, organisation__in=standing_of(person).organisation_ids).first()
    return Case(
        problem,
        posts,
        older,
        strands_of(person, problem.thread_id),
        own,
        solutions_of(person, problem),
        files_of(person, problem, posts),
    )


def strands_of(person, thread_id: int) -> dict[int, Strand]:
    """The strands of a thread that a person reads, each with `read`, the number read up to; one query."""
    mark = ReadMark.objects.filter(strand=OuterRef("pk"), person=person).values("number")[:1]
    strands = Strand.objects.visible_to(person).filter(thread_id=thread_id)
    return {strand.pk: strand for strand in strands.annotate(read=Coalesce(Subquery(mark), Value(0)))}


def files_of(person, problem: Problem, posts: list[Post]) -> list[dict]:
    """The files of a problem and its posts that a person reads, as rows with `problems` or `posts` set; one query."""
    held = Q(problems=problem) | Q(posts__in=[post.pk for post in posts if not post.withdrawn_at])
    return list(Attachment.objects.visible_to(person).filter(held).values("key", "name", "size", "problems", "posts"))
