"""What every page about a post begins with: the post or the thread for its reader, and what an address names."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from issues.conversation.threads.extension_points import Owner, owner_of
from issues.conversation.threads.models import Post


def get_owner_or_404(person, thread_id: int) -> Owner:
    """What a thread is about; 404 for a stranger."""
    owner = owner_of(person, thread_id)
    if owner is None:
        raise Http404
    return owner


def get_post_or_404(request, key: str) -> tuple[Post, Owner]:
    """A post that the reader may read, with what its thread is about; 404 for a stranger."""
    posts = Post.objects.visible_to(request.user).select_related("strand__space", "author", "organisation")
    post = get_object_or_404(posts, key=key)
    return post, get_owner_or_404(request.user, post.strand.thread_id)


def number_or_none(word: str) -> int | None:
    """A number as it stands in an address; None for what is none."""
    return int(word) if word.isdecimal() and len(word) < 16 else None
