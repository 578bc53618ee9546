"""Who may keep order in a conversation: by-laws on posts, threads and strands, whatever they are about."""

from committee.access.lanes import Lane
from committee.access.policy import may_moderate, may_read, may_write
from committee.access.standing import standing_of
from committee.organisations.models import Kind
from committee.people.models import Reader
from issues.conversation.threads.extension_points import Owner
from issues.conversation.threads.models import Mark, Post
from issues.conversation.threads.policy import lanes_for_post


def may_report_post(person: Reader, post: Post) -> bool:
    """Who writes in a post's lane for an organisation may report what another wrote there, while it stands."""
    speaks = bool(standing_of(person).organisation_ids)
    return speaks and not post.is_silent and post.author_id != person.pk and may_write(person, post.strand.space_id)


def may_keep_post(person: Reader, post: Post) -> bool:
    """Who moderates decides that a reported post stays as it is; never its author, who may only take it away."""
    return post.author_id != person.pk and may_moderate(person, post.strand.space_id)


def may_hide_post(person: Reader, post: Post) -> bool:
    """Who moderates a lane may hide what stands there."""
    return not post.is_silent and may_moderate(person, post.strand.space_id)


def may_show_post_again(person: Reader, post: Post) -> bool:
    """Who moderates a lane may show again what was hidden there, unless its author has withdrawn it."""
    return bool(post.hidden_at) and not post.withdrawn_at and may_moderate(person, post.strand.space_id)


def may_read_hidden(person: Reader, post: Post) -> bool:
    """The words of a hidden post are read by its author, and by who moderates its lane; of a withdrawn one by nobody."""
    if post.withdrawn_at or not may_read(person, post.strand.space_id):
        return False
    return post.author_id == person.pk or may_moderate(person, post.strand.space_id)


def marks_for(person: Reader, post: Post) -> list[Mark]:
    """The marks that a person may give a post as it stands, among which none at all.

    Decisions are marked by who moderates the lane. In the common lane the administration, which owes the answers,
    says as well which post is one; a decision that was marked is not its to change.
    """
    if post.is_silent:
        return []
    if may_moderate(person, post.strand.space_id):
        return list(Mark)
    common = post.strand.space.lane == Lane.COMMON and may_write(person, post.strand.space_id)
    answers = any(role.kind == Kind.ADMINISTRATION for role in standing_of(person).roles)
    return [Mark.NONE, Mark.ANSWER] if common and answers and post.mark != Mark.DECISION else []


def may_mark_post(person: Reader, post: Post, mark: str | None = None) -> bool:
    """Whether a person may give a post some mark, or the one that is named."""
    allowed = marks_for(person, post)
    return bool(allowed) if mark is None else mark in allowed


def may_lock_thread(person: Reader, owner: Owner) -> bool:
    """Who moderates the lane in which a thing stands may lock its thread, for every lane, and unlock it."""
    return may_moderate(person, owner.space.pk)


def may_move_posts(person: Reader, space_id: int) -> bool:
    """Who moderates a lane may move its posts to another thread."""
    return may_moderate(person, space_id)


def may_move_posts_to(person: Reader, space_id: int, target: Owner) -> bool:
    """Posts go only where their mover could have written them, in the same lane."""
    return may_move_posts(person, space_id) and any(space.pk == space_id for space in lanes_for_post(person, target))


def may_summarise(person: Reader, space_id: int) -> bool:
    """Who moderates a lane says what its strand has come to."""
    return may_moderate(person, space_id)


def may_read_reports(person: Reader) -> bool:
    """Whoever moderates any lane reads the list of reports."""
    return bool(standing_of(person).moderated_ids)
