"""The case page as it is read: a fixed number of queries, whatever the number of rows."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from committee.inbox.models import Notice
from issues.attachments.models import Attachment
from issues.impacts.models import Declaration
from issues.impacts.queries import Compared, declared_on
from issues.problems.models import Problem
from issues.solutions.models import Solution
from issues.solutions.queries import solutions_of
from issues.threads.models import Follow, Post, ReadMark, Strand
from issues.threads.queries import PAGE, posts_page
from issues.triage.queries import case_marks


@dataclass
class Case:
    """Everything that a case page shows."""

    problem: Problem
    posts: list[Post]
    older: int | None
    strands: dict[int, Strand]
    own: Declaration | None
    compared: Compared | None
    solutions: list[Solution]
    files: list[dict] = field(default_factory=list)

    @property
    def tally(self):
        """The sums of the problem's declarations, or None where nobody has answered."""
        return getattr(self.problem, "tally", None)


def case_of(person, reference: str, *, before: int | None = None) -> Case | None:
    """Read a case for a person, or None for a stranger; six queries."""
    follow = Follow.objects.filter(thread=OuterRef("thread"), person=person, muted=False)
    related = ("space", "reporter", "organisation", "tally", "owner", "merged_into")
    told = {"entry__subjects__kind": "problem", "entry__subjects__key": OuterRef("reference")}
    marks = {"followed": Exists(follow), "told": Exists(Notice.objects.filter(person=person, **told).unread())}
    marks |= case_marks(person)
    visible = Problem.objects.visible_to(person).annotate(**marks).select_related(*related)
    problem = visible.filter(reference=reference).first()
    if problem is None:
        return None
    posts = posts_page(person, problem.thread_id, before=before)
    older = posts[1].pk if len(posts) > PAGE else None
    posts = posts[-PAGE:]
    own, compared = declared_on(person, problem)
    return Case(
        problem,
        posts,
        older,
        strands_of(person, problem.thread_id),
        own,
        compared,
        solutions_of(person, problem),
        files_of(person, problem, posts),
    )


def page_around(person, reference: str, key: str) -> int | None:
    """Where the page of a case ends on which a post stands with some that came after it, as `before` of `case_of`.

    None where the post stands on the last page, or is none that the person may read; two queries.
    """
    posts = Post.objects.visible_to(person).filter(strand__thread__problem__reference=reference)
    post = posts.filter(key=key).values("written_at", "pk", "strand__thread").first()
    if post is None:
        return None
    later = Post.objects.visible_to(person).filter(strand__thread=post["strand__thread"])
    later = later.filter(written_at__gte=post["written_at"]).exclude(written_at=post["written_at"], pk__lte=post["pk"])
    newer = list(later.order_by("written_at", "pk").values_list("pk", flat=True)[:PAGE])
    return newer[PAGE // 2] if len(newer) == PAGE else None


def strands_of(person, thread_id: int) -> dict[int, Strand]:
    """The strands of a thread that a person reads, each with `read`, the number read up to; one query."""
    mark = ReadMark.objects.filter(strand=OuterRef("pk"), person=person).values("number")[:1]
    strands = Strand.objects.visible_to(person).filter(thread_id=thread_id)
    return {strand.pk: strand for strand in strands.annotate(read=Coalesce(Subquery(mark), Value(0)))}


def files_of(person, problem: Problem, posts: list[Post]) -> list[dict]:
    """The files of a problem and its posts that a person reads, as rows with `problems` or `posts` set; one query."""
    held = Q(problems=problem) | Q(posts__in=[post.pk for post in posts if not post.withdrawn_at])
    return list(Attachment.objects.visible_to(person).filter(held).values("key", "name", "size", "problems", "posts"))
