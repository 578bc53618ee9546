"""A post on its own page: what surrounds it, and everything that its reader may do with it."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from committee.journal.moments import format_day
from issues.conversation.bookmarks.models import Bookmark, Task
from issues.conversation.bookmarks.policy import may_give_task, may_keep_bookmark
from issues.conversation.discussions.fragments.posts import fragments_of, with_reader_classes
from issues.conversation.discussions.presentation.references import fill_references
from issues.conversation.moderation.policy import (
    may_hide_post,
    may_mark_post,
    may_move_posts,
    may_read_hidden,
    may_report_post,
    may_show_post_again,
)
from issues.conversation.moderation.presentation import quoted_post
from issues.conversation.threads.extension_points import Owner
from issues.conversation.threads.models import Post, Reaction
from issues.conversation.threads.policy import may_edit_post, may_post, may_react, may_read_history, may_withdraw_post

MOST_ANSWERS = 50
ACTS, PARAGRAPH_END = '<p class="acts">', "</p>"


def post_context(person, post: Post, owner: Owner) -> dict:
    """Everything that the page of a post needs; six queries and those of fragments that are not kept."""
    thread = reverse("issues:thread", args=[owner.thread_id])
    answers = list(answers_to(person, post)[: MOST_ANSWERS + 1])
    return {
        "post": post,
        "html": render_posts_alone(person, [post])[0],
        "place": f"{thread}?post={post.key}#post-{post.key}",
        "answers": render_posts_alone(person, answers[:MOST_ANSWERS]),
        "more_answers": len(answers) > MOST_ANSWERS,
        "words": reaction_choices(person, post) if may_react(person, post) else [],
        "acts": post_actions(person, post, owner),
        "tasks": [task_row(task) for task in tasks_of(person, post)],
        "kept": Bookmark.objects.filter(person=person, post=post).exists(),
        "may_keep": may_keep_bookmark(person, post),
        "hidden": quoted_post(person, post) if post.hidden_at and may_read_hidden(person, post) else None,
        "thread": owner.thread_id,
    }


def render_posts_alone(person, posts: list[Post]) -> list[SafeString]:
    """Posts as they stand on a page of their own: as in the thread, without what leads here."""
    html = fragments_of(posts)
    found = [
        without_acts(with_reader_classes(html[post.pk], "own" if post.author_id == person.pk else "")) for post in posts
    ]
    return [mark_safe(one) for one in fill_references(person, found)]


def without_acts(fragment: str) -> str:
    """The fragment of a post without its one line of links to what can be done with it."""
    before, _acts, rest = fragment.partition(ACTS)
    return before + rest.partition(PARAGRAPH_END)[2]


def answers_to(person, post: Post):
    """The posts that answer a post in its lane, oldest first; the reader reads that lane."""
    return (
        Post.objects.visible_to(person)
        .filter(reply_to=post, strand__space=post.strand.space_id)
        .only("change", "key", "strand_id", "number", "author_id", "written_at")
    )


def reaction_choices(person, post: Post) -> list[dict]:
    """The words that may be said to a post, with those that the reader has said; one query."""
    mine = set(Reaction.objects.filter(post=post, person=person).values_list("word", flat=True))
    return [{"value": word.value, "label": word.label, "said": word.value in mine} for word in Reaction.Word]


def post_actions(person, post: Post, owner: Owner) -> list[dict]:
    """What the reader may do with a post, each a page of its own that asks before anything is done."""
    silent, key = post.is_silent, [post.key]
    thread = reverse("issues:thread", args=[owner.thread_id])
    begin = f"{thread}?post={post.key}&reply={post.key}"
    rows = [
        (_("Reply"), f"{begin}#write", not silent and may_post(person, owner, post.strand.space_id)),
        (_("Reply and quote"), f"{begin}&quote=1#write", not silent and may_post(person, owner, post.strand.space_id)),
        (_("Correct"), address_or_empty("issues:edit_post", key), may_edit_post(person, post)),
        (_("What it said before"), address_or_empty("issues:post_history", key), bool(post.edited_at) and may_read_history(person, post)),
        (_("Give as a task"), address_or_empty("issues:give_task", key), may_give_task(person, post)),
        (_("Mark as decision or answer"), address_or_empty("issues:mark_post", key), may_mark_post(person, post)),
        (_("Move to another discussion"), f"{address_or_empty('issues:move_posts', [owner.thread_id])}?post={post.key}",
         may_move_posts(person, post.strand.space_id)),
        (_("Report"), address_or_empty("issues:report", key), may_report_post(person, post)),
        (_("Hide"), address_or_empty("issues:hide", key), may_hide_post(person, post)),
        (_("Show again"), address_or_empty("issues:show_again", key), may_show_post_again(person, post)),
        (_("Withdraw"), address_or_empty("issues:withdraw_post", key), may_withdraw_post(person, post)),
    ]  # fmt: skip
    return [{"words": words, "url": url} for words, url, allowed in rows if allowed and url]


def address_or_empty(name: str, args: list) -> str:
    """The address of a page, empty where the site has none."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def tasks_of(person, post: Post):
    """What was made of a post; one query."""
    return Task.objects.visible_to(person).filter(post=post).select_related("seat__organisation", "person")


def task_row(task: Task) -> dict:
    """One task as the page shows it."""
    return {
        "what": task.what,
        "who": task.person.function if task.person else str(task.seat),
        "due": format_day(task.due_on),
        "done": format_day(task.done_at),
        "url": address_or_empty("issues:finish_task", [task.pk]),
    }
