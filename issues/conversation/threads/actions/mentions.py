"""Whom a post calls, kept with it."""

from __future__ import annotations

from issues.conversation.threads.mentions import Callee
from issues.conversation.threads.models import Mention, Post


def keep_mentions(post: Post, called: list[Callee]) -> list[Callee]:
    """Let a post call exactly these. Returns those that it did not call before."""
    known = (
        {Callee(row.person_id, row.organisation_id): row.pk for row in post.mentions.all()} if post.edited_at else {}
    )
    new = [callee for callee in called if callee not in known]
    if gone := [pk for callee, pk in known.items() if callee not in called]:
        Mention.objects.filter(pk__in=gone).delete()
    if new:
        rows = (Mention(post=post, person_id=one.person, organisation_id=one.organisation) for one in new)
        Mention.objects.bulk_create(rows)
    return new
