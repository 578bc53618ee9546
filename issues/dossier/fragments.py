"""A post as HTML, the same for every reader of its lane; what one reader alone may do is added beside it."""

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override

from committee.access.lanes import SHORT, Lane
from committee.journal.models import Entry
from committee.journal.moments import moment_of
from issues.lists.markup import filled
from issues.threads.models import Post, PostKind


def post_fragment(post: Post, *, files=(), new: bool = False, actions=()) -> SafeString:
    """Render one post in the active language."""
    space = post.strand.space
    return filled(
        "dossier/post",
        key=post.key,
        strand=post.strand_id,
        number=post.number,
        lane=space.lane,
        lane_label=SHORT[Lane(space.lane)],
        fresh=" new" if new else "",
        iso=post.written_at.isoformat(),
        when=moment_of(post.written_at),
        function=post.author.function,
        organisation=post.organisation.name,
        kind="" if post.kind == PostKind.COMMENT else small(PostKind(post.kind).label),
        edited=small(_("corrected")) if post.edited_at else "",
        answer=answered(post),
        body=body_of(post),
        files="" if post.withdrawn_at else format_html_join("", FILE, (file_words(row) for row in files)),
        actions=format_html('<p class="acts">{}</p>', format_html_join("", ACTION, actions)) if actions else "",
    )


FILE = '<p class="file"><a href="{}">{}</a></p>'
ACTION = '<a href="{}">{}</a>'


def small(words: str) -> SafeString:
    """A word in the margin of a post."""
    return format_html(" <span>{}</span>", words)


def body_of(post: Post) -> SafeString:
    """What a post says, or that it was withdrawn."""
    if post.withdrawn_at:
        return format_html('<p class="muted">{}</p>', _("This post was withdrawn."))
    return format_html('<div class="body" lang="{}">{}</div>', post.language, mark_safe(post.html))


def answered(post: Post) -> SafeString | str:
    """The way to the post that a post answers."""
    if not post.reply_to_id or post.withdrawn_at:
        return ""
    words = _("In answer to %(function)s") % {"function": post.reply_to.author.function}
    return format_html('<p class="muted"><a href="#post-{}">{}</a></p>', post.reply_to.key, words)


def file_words(row: dict) -> tuple[str, str]:
    """The address and the name of a file."""
    return reverse("issues:file_download", args=[row["key"]]), row["name"]


def entry_fragment(entry: Entry, language: str) -> str:
    """Render the post that an entry is about, for the live pages of its lane."""
    post = post_of(entry)
    files = [{"key": file.key, "name": file.name} for file in post.attachments.all()]
    with override(language):
        return post_fragment(post, files=files, actions=[] if post.withdrawn_at else [reply_to(post)])


def post_of(entry: Entry) -> Post:
    """The post that an entry is about, read once for all languages."""
    if "shown_post" not in entry.__dict__:
        key = next(subject.key for subject in entry.subjects.all() if subject.kind == "post")
        posts = Post.objects.select_related("author", "organisation", "strand__space", "reply_to__author")
        entry.__dict__["shown_post"] = posts.prefetch_related("attachments").get(pk=key)
    return entry.__dict__["shown_post"]


def reply_to(post: Post) -> tuple[str, str]:
    """The way to answer a post, the same for everyone who reads it: address and words."""
    return f"?reply={post.key}#write", _("Reply")
