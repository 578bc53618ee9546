"""A post as HTML, the same for every reader of its lane; what concerns one reader alone is added where it is shown."""

from collections.abc import Collection, Iterable
from hashlib import md5

from django.core.cache import cache
from django.db.models import Count
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from committee.access.lanes import SHORT, Lane
from committee.journal.moments import format_moment
from committee.keeping.nearby import drawn
from committee.templatetags.hearing import function_of, of
from issues.conversation.discussions.queries import News, PostRow
from issues.conversation.threads.markup import excerpt
from issues.conversation.threads.models import Mark, Post, PostKind, Reaction

READER_CLASSES_PLACE = " @@"
"""Where a page writes what a post is for its reader: new, own."""
KEPT_SECONDS = 24 * 3600
SHOWN_WITH = ("author", "organisation", "strand__space", "reply_to__author", "reply_to__strand")
GONE = '<template data-gone="{key}" data-change="{change}"></template>'
UPTO = '<template data-upto="{upto}" data-left="{left}"></template>'
FILE = '<p class="file"><a href="{}">{}</a></p>'


def fragments_of(posts: Iterable[Post | PostRow]) -> dict[int, str]:
    """The fragments of posts by identifier, in the active language: from the cache, the others in at most three queries.

    A post that changes has another place in the cache, so that nothing old is ever shown.
    """
    names = {name_of(post, get_language()): post.pk for post in posts}
    known = cache.get_many(names)
    fresh = drawn_in([get_language()], [pk for name, pk in names.items() if name not in known])[0]
    cache.set_many({name: fresh[pk] for name, pk in names.items() if pk in fresh}, KEPT_SECONDS)
    return {names[name]: html for name, html in known.items()} | fresh


def fragment_of_written(post: Post) -> str:
    """The fragment of a post that was just written, drawn from what is at hand, to which nobody has said anything yet;
    one that was sent again is looked up like any other.
    """
    if "strand" not in post._state.fields_cache:
        return fragments_of([post])[post.pk]
    html = str(post_fragment(post, {}))
    cache.set(name_of(post, get_language()), html, KEPT_SECONDS)
    return html


def page_fragments(posts: Collection[Post | PostRow]) -> dict[int, str]:
    """The fragments of a page of posts by identifier: kept together as well, by what stands on the page and its changes."""
    seen = ",".join(f"{post.pk}.{post.change}" for post in posts)
    name = f"posts:{get_language()}:{md5(seen.encode(), usedforsecurity=False).hexdigest()}"
    return drawn(name, KEPT_SECONDS, lambda: fragments_of(posts))


def name_of(post: Post | PostRow, language: str | None) -> str:
    """Under which name a post is kept as it is shown in a language after its last change."""
    return f"post:{language}:{post.pk}:{post.change}"


def drawn_in(languages: Collection[str | None], keys: list[int]) -> list[dict[int, str]]:
    """Posts by their identifiers, drawn in each of some languages from one reading."""
    if not keys or not languages:
        return [{} for _code in languages]
    posts = Post.objects.filter(pk__in=keys).select_related(*SHOWN_WITH).prefetch_related("attachments")
    words = Reaction.objects.filter(post__in=keys).order_by().values_list("post", "word").annotate(n=Count("pk"))
    said: dict[int, dict[str, int]] = {}
    for post, word, n in words:
        said.setdefault(post, {})[word] = n
    return [draw_posts(posts, said, code) for code in languages]


def draw_posts(posts: Iterable[Post], said: dict[int, dict[str, int]], language: str | None) -> dict[int, str]:
    """Posts at hand, drawn in a language."""
    with override(language):
        return {post.pk: str(post_fragment(post, said.get(post.pk, {}))) for post in posts}


def with_reader_classes(html: str, marks: str = "") -> SafeString:
    """A fragment as one reader sees it: `marks` are class names, such as “new”."""
    return mark_safe(html.replace(READER_CLASSES_PLACE, f" {marks}" if marks else "", 1))


def post_fragment(post: Post, reactions: dict[str, int]) -> SafeString:
    """Render one post in the active language. `reactions` counts each word."""
    space = post.strand.space
    silent = post.is_silent
    said = {
        "key": post.key,
        "strand": post.strand_id,
        "number": post.number,
        "change": post.change,
        "depth": post.depth,
        "lane": space.lane,
        "lane_label": SHORT[Lane(space.lane)],
        "place": READER_CLASSES_PLACE,
        "iso": post.written_at.isoformat(),
        "when": format_moment(post.written_at),
        "address": reverse("issues:post", args=[post.key]),
        "by": of(post.author.function),
        "function": function_of(post.author),
        "organisation": post.organisation.name,
        "mark": format_html(' <strong class="mark">{}</strong>', Mark(post.mark).label) if post.mark else "",
        "kind": "" if post.kind == PostKind.COMMENT else margin_note(str(PostKind(post.kind).label)),
        "edited": "" if silent or not post.edited_at else history_link(post),
        "answer": answered_post_link(post),
        "body": post_body(post),
        "files": "" if silent else format_html_join("", FILE, (file_link(file) for file in post.attachments.all())),
        "reactions": "" if silent else reaction_line(post, reactions),
        "actions": "" if silent else action_links(post),
    }
    return mark_safe(render_to_string("issues/conversation/discussions/post.html", said).strip())


def whose(post: Post) -> SafeString:
    """By whom and when, for who hears a link without the post around it."""
    return of(post.author.function, format_moment(post.written_at))


def margin_note(words: str) -> SafeString:
    """A word in the margin of a post."""
    return format_html(" <span>{}</span>", words)


def history_link(post: Post) -> SafeString:
    """The way to what the post said before."""
    return format_html(
        ' <a class="was" href="{}">{}{}</a>',
        reverse("issues:post_history", args=[post.key]),
        _("corrected"),
        whose(post),
    )


def post_body(post: Post) -> SafeString:
    """What a post says, or why it says nothing any more."""
    if post.withdrawn_at:
        return format_html('<p class="muted">{}</p>', _("This post was withdrawn."))
    if post.hidden_at:
        words = _("This post was hidden by those who moderate this lane:")
        return format_html('<p class="muted">{} {}</p>', words, post.hidden_reason)
    return format_html('<div class="body" lang="{}">{}</div>', post.language, mark_safe(post.html))


def answered_post_link(post: Post) -> SafeString | str:
    """The way to the post that a post answers, where it was not moved into another lane's thread."""
    answer = post.reply_to
    if answer is None or post.is_silent or answer.strand.space_id != post.strand.space_id:
        return ""
    words = mark_safe(
        escape(_("In answer to %(function)s")) % {"function": conditional_escape(function_of(answer.author))}
    )
    url = f"#post-{answer.key}" if answer.strand_id == post.strand_id else reverse("issues:post", args=[answer.key])
    cited = "" if answer.is_silent or answer.strand_id != post.strand_id else excerpt(answer.text, 90)
    said = format_html(' <q lang="{}">{}</q>', answer.language, cited) if cited else ""
    return format_html('<p class="muted answers"><a href="{}">{}</a>{}</p>', url, words, said)


def file_link(file) -> tuple[str, str]:
    """The address and the name of a file."""
    return reverse("issues:file_download", args=[file.key]), file.name


def reaction_line(post: Post, reactions: dict[str, int]) -> SafeString:
    """How many said which word, and the way to say one."""
    counts = [(word.value, word.label, reactions[word]) for word in Reaction.Word if reactions.get(word)]
    if not counts:
        return mark_safe("")
    rows = format_html_join("", '<span data-word="{}">{} <b>{}</b></span>', counts)
    way = reverse("issues:react", args=[post.key])
    return format_html('<p class="said"><a href="{}" data-act="react">{}{}</a></p>', way, rows, whose(post))


def action_links(post: Post) -> SafeString:
    """What anyone may begin from here; what a reader may really do stands on the post's own page."""
    answer, more = f"?reply={post.key}#write", reverse("issues:post", args=[post.key])
    word = reverse("issues:react", args=[post.key])
    acts = ((answer, "reply", _("Reply")), (word, "react", _("React")), (more, "more", _("More")))
    rows = format_html_join("", '<a href="{}" data-act="{}">{}{}</a>', ((*act, whose(post)) for act in acts))
    return format_html('<p class="acts">{}</p>', rows)


def news_fragments(news: News) -> str:
    """What happened in a strand: posts in the order of their changes, what left, and up to where this tells all."""
    html = fragments_of(news.posts)
    posts = [with_reader_classes(html[post.pk]) for post in news.posts if post.pk in html]
    gone = [GONE.format(key=escape(one.key), change=one.change) for one in news.departures]
    return "".join([*posts, *gone, UPTO.format(upto=news.upto, left=news.left)])


def live_fragments(post: Post, languages: Collection[str]) -> dict[str, str]:
    """A post for the live pages of its lane, by language: those that are kept, the others drawn from one reading."""
    names = {name_of(post, code): code for code in languages}
    known = cache.get_many(names)
    missing = [code for name, code in names.items() if name not in known]
    fresh = dict(zip(missing, drawn_in(missing, [post.pk]), strict=True))
    found = {names[name]: html for name, html in known.items()} | {code: html[post.pk] for code, html in fresh.items()}
    cache.set_many({name_of(post, code): found[code] for code in missing}, KEPT_SECONDS)
    return {code: with_reader_classes(html) for code, html in found.items()}
