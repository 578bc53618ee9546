"""Threads as pages read them."""

from issues.threads.models import Post, ReadMark, Strand

PAGE = 50
SHOWN_WITH = ("author", "organisation", "strand__space", "reply_to__author")
SHOWN = (
    "key", "number", "kind", "language", "html", "written_at", "edited_at", "withdrawn_at", "author__function",
    "organisation__name_fr", "organisation__name_nl", "strand__space__lane", "strand__thread_id", "reply_to__key",
    "reply_to__author__function",
)  # fmt: skip


def posts_page(person, thread_id: int, *, before: int | None = None) -> list[Post]:
    """The last posts of a thread that a person may read, oldest first, at most 51; one query.

    `before` is the primary key of a post: the page of those written before it.
    """
    posts = Post.objects.visible_to(person).filter(strand__thread_id=thread_id)
    if before:
        edge = posts.filter(pk=before).values("written_at", "pk").first()
        if edge:
            posts = (
                posts.filter(written_at__lte=edge["written_at"])
                .exclude(pk=before)
                .exclude(written_at=edge["written_at"], pk__gt=before)
            )
    posts = posts.select_related(*SHOWN_WITH).only(*SHOWN)
    return list(posts.order_by("-written_at", "-pk")[: PAGE + 1])[::-1]


def posts_after(person, strand_id: int, number: int) -> list[Post]:
    """What a strand holds beyond a number, for a page that lost its connection; at most 200."""
    posts = Post.objects.visible_to(person).filter(strand_id=strand_id, number__gt=number)
    return list(posts.select_related(*SHOWN_WITH).only(*SHOWN).order_by("number")[:200])


def places(person, thread_id: int) -> dict[int, tuple[int, int, int]]:
    """Map each readable strand to (space, last number, number that the person has read up to); one query."""
    strands = Strand.objects.visible_to(person).filter(thread_id=thread_id)
    marks = ReadMark.objects.filter(person=person, strand__thread_id=thread_id)
    read = dict(marks.values_list("strand_id", "number"))
    return {strand.pk: (strand.space_id, strand.last_number, read.get(strand.pk, 0)) for strand in strands}
