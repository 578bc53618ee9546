"""What can be done to a draft of a post: keep it for every device, and forget it. Only its writer knows of it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q

from committee.access.policy import require
from committee.journal import clock
from committee.people.models import Person
from issues.conversation.discussions.models import PostDraft
from issues.conversation.threads.actions.posts import readable_owner
from issues.conversation.threads.extension_points import Owner
from issues.conversation.threads.models import Post
from issues.conversation.threads.policy import lanes_for_post, may_post


class DraftChanged(Exception):
    """The draft was changed on another device since it was read; `draft` is what it is now."""

    def __init__(self, draft: PostDraft) -> None:
        super().__init__(str(draft))
        self.draft = draft


@transaction.atomic
def keep_post_draft(*, by: Person, thread_id: int, version: int, text: str, key: str, **facts: Any) -> PostDraft | None:
    """Keep what somebody began to write in a thread; `version` is the one that was read last, 0 for none.

    None where there is nothing to keep, or where it was sent already. `facts` are space_id, reply_to, kind, language.
    Raises PermissionDenied, PersonalDataFound, DraftChanged.
    """
    require(may_begin(by, readable_owner(by, thread_id), facts.get("space_id")))
    answered = facts.get("reply_to")
    require(answered is None or Post.objects.visible_to(by).filter(pk=answered.pk, strand__thread=thread_id).exists())
    draft = PostDraft.objects.select_for_update().filter(person=by, thread=thread_id).first()
    if draft and draft.version != version and draft.text != text:
        raise DraftChanged(draft)
    if not text.strip() or Post.objects.filter(key=key, author=by, text=text).exists():
        forget_post_draft(by=by, thread_id=thread_id, version=version)
        return None
    draft = draft or PostDraft(person=by, thread_id=thread_id, version=version)
    for name, value in {**facts, "text": text, "key": key, "saved_at": clock.now()}.items():
        setattr(draft, name, value)
    draft.version += 1
    draft.save()
    return draft


def may_begin(person: Person, owner: Owner, space_id: int | None) -> bool:
    """Whether somebody may write in a thread, in the lane that was chosen where one was."""
    if space_id is None:
        return bool(lanes_for_post(person, owner))
    return may_post(person, owner, space_id)


def forget_post_draft(*, by: Person, thread_id: int, version: int, text: str = "") -> None:
    """Forget a person's draft in a thread, unless another device wrote something else in it meanwhile."""
    known = Q(version__lte=version) | Q(text=text)
    PostDraft.objects.filter(known, person=by, thread=thread_id).delete()
