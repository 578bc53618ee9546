"""How a composer begins: empty, with what was kept, or with what is answered and quoted."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import get_language

from committee.access.standing import SpaceFacts
from committee.journal.models import told_in
from committee.journal.subjects import address_of
from issues.conversation.discussions.models import PostDraft
from issues.conversation.threads.extension_points import Owner, owners_of
from issues.conversation.threads.models import Post

LONGEST_QUOTE, MOST_DRAFTS = 3000, 50


def answerable_post(person, owner: Owner, key: str) -> Post | None:
    """The post of a thread that may be answered, or None; no query where no key is given."""
    if not key:
        return None
    here = Post.objects.visible_to(person).filter(strand__thread=owner.thread_id, withdrawn_at=None, hidden_at=None)
    return here.select_related("author", "organisation", "strand").filter(key=key).first()


def initial_values(person, owner: Owner, spaces: list[SpaceFacts], reply: str = "", *, quote: bool = False) -> dict:
    """The first values of a composer, with `answering`, the post that is answered, and `aside`: a draft left as it is.

    A draft that was begun for another lane than that of the post answered is never put into it.
    """
    draft = PostDraft.objects.filter(person=person, thread=owner.thread_id).select_related("reply_to").first()
    answered = answerable_post(person, owner, reply)
    lanes = {space.pk for space in spaces}
    if answered and answered.strand.space_id in lanes:
        return answer_initial(answered, draft, quote=quote)
    if draft is None:
        return empty_initial(spaces)
    lane = draft.space_id if draft.space_id in lanes else None
    before = answerable_post(person, owner, draft.reply_to.key if draft.reply_to else "")
    if before and before.strand.space_id != lane:
        before = None
    return draft_initial(draft) | {"lane": lane, "answering": before, "reply_to": before.key if before else ""}


def empty_initial(spaces: list[SpaceFacts]) -> dict:
    """A composer in which no lane is chosen silently where there are several."""
    return {"lane": spaces[0].pk if len(spaces) == 1 else None}


def answer_initial(post: Post, draft: PostDraft | None, *, quote: bool) -> dict:
    """A composer that answers a post, in its lane."""
    start: dict[str, Any] = {"lane": post.strand.space_id, "reply_to": post.key, "answering": post}
    start |= draft_initial(draft) if draft and draft.space_id == post.strand.space_id else {"aside": draft}
    if quote:
        start["text"] = "\n\n".join(filter(None, [start.get("text", "").rstrip(), quote_post(post)]))
    return start


def drafts_of(person) -> list[dict]:
    """The messages that a person has begun, the latest first, with the title and the page of what each is about.

    What is about a thing that the person reads no more is left out. One query, and one for each kind of owner.
    """
    drafts = list(PostDraft.objects.filter(person=person).select_related("space")[:MOST_DRAFTS])
    owners = owners_of(person, [draft.thread_id for draft in drafts])
    here = get_language() or "fr"
    return [
        {
            "draft": draft,
            "title": (title := title_in(owner, here)),
            "language": owner.language_of(title),
            "url": address_of(*owner.about),
        }
        for draft in drafts
        if (owner := owners.get(draft.thread_id))
    ]


def title_in(owner: Owner, language: str) -> str:
    """The title of what a thread is about, in a language where it has one."""
    return owner.titles if isinstance(owner.titles, str) else told_in(owner.titles, language) or owner.about[1]


def draft_initial(draft: PostDraft) -> dict:
    """What a draft fills in."""
    facts = {name: getattr(draft, name) for name in ("text", "kind", "language", "key")}
    return {name: value for name, value in facts.items() if value} | {"version": draft.version, "draft": draft}


def quote_post(post: Post, text: str = "") -> str:
    """A post, or a piece of it, as a quotation with its author's function, and room to write below."""
    lines = (text or post.text)[:LONGEST_QUOTE].strip().splitlines()
    said = "\n".join(f"> {line}".rstrip() for line in lines)
    return f"> **{strip_markdown(post.author.function)}** ({strip_markdown(post.organisation.name)})\n>\n{said}\n\n"


def strip_markdown(words: str) -> str:
    """Words without the signs of Markdown."""
    return re.sub(r"[*_`\[\]<>\\]", "", words)
