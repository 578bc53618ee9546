"""What can be done to keep order: hide and show, mark, lock and unlock, summarise. Reports and moves have their modules."""

from __future__ import annotations

from typing import Any, cast

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from committee.access.policy import may_moderate, require
from committee.access.refusals import Refused
from committee.access.versions import require_unchanged
from committee.journal import clock
from committee.journal.actions import record, redact_entries
from committee.journal.models import Entry
from committee.journal.verbs import bilingual, register_verb
from committee.people.models import Person
from issues.attachments.actions import close_files
from issues.conversation.moderation.actions.reporting import keeping_order_for, settle_reports
from issues.conversation.moderation.models import Report, Summary
from issues.conversation.moderation.policy import (
    may_hide_post,
    may_lock_thread,
    may_mark_post,
    may_show_post_again,
    may_summarise,
)
from issues.conversation.threads.actions.posts import (
    POST_ADDED,
    lock_post_for,
    readable_owner,
    record_post,
    save_change,
)
from issues.conversation.threads.extension_points import Owner
from issues.conversation.threads.markup import excerpt
from issues.conversation.threads.mentions import render_post_text
from issues.conversation.threads.models import Mark, Post, Strand, Thread

HIDDEN = register_verb("post.hidden", _("hid a message about “%(title)s”: %(reason)s"))
SHOWN = register_verb("post.shown", _("showed a message about “%(title)s” again"))
MARKED = register_verb("post.marked", _("marked a message about “%(title)s”: %(mark)s"))
UNMARKED = register_verb("post.unmarked", _("took the mark off a message about “%(title)s”"))
LOCKED = register_verb("thread.locked", _("locked the discussion of “%(title)s”: %(reason)s"), _("Discussion locked"))
UNLOCKED = register_verb("thread.unlocked", _("opened the discussion of “%(title)s” again"), _("Discussion open again"))
SUMMARISED = register_verb("summary.written", _("summarised the discussion of “%(title)s”: “%(excerpt)s”"))
SUMMARY_REMOVED = register_verb("summary.removed", _("took the summary of the discussion of “%(title)s” away"))


@transaction.atomic
def hide_post(*, by: Person, post: Post, reason: str) -> Post:
    """Close the words and files of a post to all but its author and who moderates; its place stays. Twice is once.

    Its reports are settled with the same words. Raises PermissionDenied, PersonalDataFound, Refused without a reason.
    """
    owner = lock_post_for(by, post)
    if post.hidden_at and may_moderate(by, post.strand.space_id):
        return post
    require(may_hide_post(by, post))
    if not reason.strip():
        raise Refused(_("Say why the message is hidden: everybody who reads the lane sees this."))
    post.hidden_at, post.hidden_reason = clock.now(), reason
    save_change(post, "hidden_at", "hidden_reason")
    close_files(attachments=post.attachments.all())
    redact_entries(verb=POST_ADDED, about=("post", post.pk), name="excerpt")
    record_post(HIDDEN, by, post, owner, reason=reason)
    settle_reports(by=by, post=post, owner=owner, outcome=Report.Outcome.HIDDEN, words=reason)
    return post


@transaction.atomic
def show_post(*, by: Person, post: Post) -> Post:
    """Show a hidden post again, with its files and its beginning in the journal. Twice is once.

    Raises PermissionDenied, also where its author withdrew it meanwhile.
    """
    owner = lock_post_for(by, post)
    if not post.is_silent and may_moderate(by, post.strand.space_id):
        return post
    require(may_show_post_again(by, post))
    post.hidden_at, post.hidden_reason = None, ""
    save_change(post, "hidden_at", "hidden_reason")
    close_files(attachments=post.attachments.all(), closed=False)
    redact_entries(verb=POST_ADDED, about=("post", post.pk), name="excerpt", instead=excerpt(post.text, 120))
    record_post(SHOWN, by, post, owner)
    return post


@transaction.atomic
def mark_post(*, by: Person, post: Post, mark: str, version: str | None = None) -> Post:
    """Mark a post as a decision or an answer, or with an empty mark take that back. Twice is once.

    Raises PermissionDenied, ChangedMeanwhile, and ValueError for a mark that is none.
    """
    owner = lock_post_for(by, post)
    mark = Mark(mark)
    require(may_mark_post(by, post, mark))
    require_unchanged(version, {"mark": post.mark}, {"mark": mark})
    if post.mark == mark:
        return post
    post.mark = mark
    save_change(post, "mark")
    record_post(MARKED if mark else UNMARKED, by, post, owner, **({"mark": bilingual(mark.label)} if mark else {}))
    return post


@transaction.atomic
def lock_thread(*, by: Person, thread_id: int, reason: str) -> Thread:
    """Let nobody write in a thread any more, in whatever lane. What is being written stays in drafts. Twice is once.

    Raises PermissionDenied, PersonalDataFound, Refused without a reason.
    """
    thread = Thread.objects.select_for_update().get(pk=thread_id)
    owner = readable_owner(by, thread_id)
    require(may_lock_thread(by, owner))
    if thread.locked_at:
        return thread
    if not reason.strip():
        raise Refused(_("Say why the discussion is locked: everybody who reads it sees this."))
    thread.locked_at, thread.locked_reason = clock.now(), reason
    thread.save(update_fields=["locked_at", "locked_reason"])
    record_thread(LOCKED, by, owner, reason=reason)
    return thread


@transaction.atomic
def unlock_thread(*, by: Person, thread_id: int) -> Thread:
    """Let a locked thread take posts again. Twice is once. Raises PermissionDenied."""
    thread = Thread.objects.select_for_update().get(pk=thread_id)
    owner = readable_owner(by, thread_id)
    require(may_lock_thread(by, owner))
    if not thread.locked_at:
        return thread
    thread.locked_at, thread.locked_reason = None, ""
    thread.save(update_fields=["locked_at", "locked_reason"])
    record_thread(UNLOCKED, by, owner)
    return thread


@transaction.atomic
def summarise_strand(
    *, by: Person, strand: Strand, text: str, language: str, version: str | None = None
) -> Summary | None:
    """Say what a lane's discussion has come to, in place of what was said before, which stays readable.

    Without words, the summary is taken away. Returns what stands now. The same words twice are one.
    Raises PermissionDenied, PersonalDataFound, ChangedMeanwhile.
    """
    strand = Strand.objects.select_for_update(of=("self",)).select_related("space").get(pk=strand.pk)
    owner = readable_owner(by, strand.thread_id)
    require(may_summarise(by, strand.space_id))
    text, last = text.strip(), strand.summaries.first()
    require_unchanged(version, {"text": last.text if last else ""}, {"text": text})
    if text == (last.text if last else ""):
        return last if text else None
    new = Summary.objects.create(
        strand=strand,
        author=by,
        organisation_id=cast(int, keeping_order_for(by, strand.space)),
        language=language,
        text=text,
        html=render_post_text(text, strand.space_id)[0],
        up_to=strand.last_number,
        written_at=clock.now(),
    )
    about = {"space": strand.space_id, "organisation": new.organisation_id}
    words = {"excerpt": excerpt(text, 120)} if text else {}
    record_thread(SUMMARISED if text else SUMMARY_REMOVED, by, owner, **about, **words)
    return new if text else None


def record_thread(what: str, by: Person, owner: Owner, **facts: Any) -> Entry:
    """Record what happened to a thread as a whole, in the lane of what it is about unless another is named."""
    if "space" not in facts:
        facts |= {"space": owner.space.pk, "organisation": keeping_order_for(by, owner.space)}
    return record(by=by, verb=what, about=owner.about, also=[("thread", owner.thread_id)], title=owner.titles, **facts)
