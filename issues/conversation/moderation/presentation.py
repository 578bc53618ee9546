"""What the pages of those who keep order show."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from committee.access.lanes import SHORT, Lane
from committee.access.standing import standing_of
from committee.journal.punctuation import with_colon
from committee.journal.subjects import address_of, public_reference
from issues.conversation.moderation.models import Report
from issues.conversation.moderation.policy import may_lock_thread, may_read_hidden
from issues.conversation.threads.extension_points import Owner
from issues.conversation.threads.markup import excerpt
from issues.conversation.threads.models import Post


def title_of(owner: Owner) -> str:
    """The title of what a thread is about, in the reader's language where it has one."""
    if isinstance(owner.titles, str):
        return owner.titles
    return owner.titles.get((get_language() or "fr")[:2]) or next(iter(owner.titles.values()), "")


def breadcrumb_of(owner: Owner) -> dict[str, str]:
    """Where a reader is: the way to what the thread is about, its reference, and its title."""
    kind, key = owner.about
    title = title_of(owner)
    return {"way": address_of(kind, key), "reference": public_reference(key) or title, "title": title}


def quoted_post(person, post: Post) -> dict:
    """A post as it is quoted on a page about it: with its words where the reader may read them."""
    shown = not post.is_silent or may_read_hidden(person, post)
    return {
        "post": post,
        "shown": shown,
        "address": reverse("issues:post", args=[post.key]),
        "gone": describe_why_silent(post),
    }


def describe_why_silent(post: Post) -> str:
    """Why a post is not shown to everybody who reads its lane; empty where it is."""
    if post.withdrawn_at:
        return _("Withdrawn by its author or by those who moderate.")
    if post.hidden_at:
        return _("Hidden: %(reason)s") % {"reason": post.hidden_reason}
    return ""


def post_excerpt(person, post: Post) -> str:
    """The beginning of a post on one line, for lists."""
    if post.is_silent and not may_read_hidden(person, post):
        return describe_why_silent(post)
    return excerpt(post.text, 140)


def report_rows(person, reports: list[Report], owners: dict[int, Owner]) -> list[dict]:
    """Reports with what they are about; those about what the reader may not know are left out."""
    return [
        {"report": report, "place": breadcrumb_of(owners[report.post_id]), "line": post_excerpt(person, report.post)}
        for report in reports
        if report.post_id in owners
    ]


def moderation_links(person, owner: Owner, strands: Iterable) -> list[dict]:
    """What a person may do to keep order in a thread, each a page of its own; empty for most. No query.

    `strands` are those that the person reads, each with `pk`, `space_id` and `lane`.
    """
    moderated = standing_of(person).moderated_ids
    if not moderated:
        return []
    mine = {strand.pk: strand.lane for strand in strands if strand.space_id in moderated}
    lock = _("Open the discussion again") if owner.locked else _("Lock the discussion")
    rows = [(lock, reverse("issues:lock", args=[owner.thread_id]))] if may_lock_thread(person, owner) else []
    rows += [(_("Move messages"), reverse("issues:move_posts", args=[owner.thread_id]))] if mine else []
    words = with_colon(_("Summary of the discussion"))
    rows += [(f"{words} {SHORT[Lane(lane)]}", reverse("issues:summary", args=[pk])) for pk, lane in mine.items()]
    return [{"words": told, "url": url} for told, url in rows]
