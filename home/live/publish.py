"""Telling open pages. Called by `home/wiring.py` after a transaction is committed; never fails what it follows."""

import json
import logging
from collections.abc import Callable, Collection, Iterable

from channels.layers import get_channel_layer
from django.db.models import prefetch_related_objects

from committee.journal.models import Entry
from committee.journal.registries import Registry
from home.live.open_pages import languages_open
from home.live.sessions import fingerprint
from home.live.topics import topics_of
from issues.conversation.threads.models import Departure, Post

GROUP = "live"
ANY = ""
Texts = dict[str, str]
FRAGMENTS: Registry[str, Callable[[Post, Collection[str]], Texts]] = Registry()
ARRIVALS = ("post.added", "post.moved")
"""The verbs after which a strand may hold its first post."""
log = logging.getLogger(__name__)


def register_fragment(verbs: str, render: Callable[[Post, Collection[str]], Texts]) -> None:
    """Say how a post is shown after an entry of these verbs, "post.": `render(post, languages)` returns safe HTML by language."""
    FRAGMENTS.register(verbs, render)


def publish_entry(entry: Entry) -> None:
    """Tell the pages that follow a topic which an entry touches: a strand gets its post, others that they changed."""
    if not is_heard():
        return
    try:
        prefetch_related_objects([entry], "subjects")
        messages = messages_of(entry)
    except Exception:
        log.exception("entry %s was not told to open pages", entry.pk)
        return
    if messages:
        publish({"push": messages})


def publish_notices(people: Iterable[int]) -> None:
    """Tell people, by their identifiers, that their inbox changed."""
    topics = [f"inbox:{pk}" for pk in people]
    if topics:
        publish({"push": [[topic, {ANY: encode_message({"topic": topic, "changed": True})}] for topic in topics]})


def publish_rights(person_id: int) -> None:
    """Have every process ask again what a person may follow, after a right or the account changed."""
    publish({"rights": person_id})


def publish_sign_out(session_key: str) -> None:
    """Close the pages that a session opened."""
    publish({"ended": fingerprint(session_key)})


def is_heard() -> bool:
    """Whether a page may be open: the layer of one process knows, a shared one does not."""
    return get_channel_layer().is_heard(GROUP)


def publish(message: dict) -> None:
    """Hand a message to the layer. A layer that is down costs nothing but freshness: pages ask again by themselves."""
    try:
        get_channel_layer().send_soon(GROUP, message)
    except Exception:
        log.exception("a live message was lost")


def messages_of(entry: Entry) -> list[list]:
    """What is pushed after an entry, as [topic, texts]; nothing for topics of posts that nobody of this one process follows.

    Only strands are numbered: one number for several lanes would tell a reader of one what happens in another.
    """
    topics, posts = topics_of(entry), posts_of(entry)
    if not posts:
        return [[topic, {ANY: encode_message({"topic": topic, "changed": True})}] for topic in topics]
    followed = {topic: languages for topic in topics if (languages := languages_of(topic)) is not None}
    return [
        [topic, texts]
        for topic, languages in followed.items()
        for texts in (strand_texts if topic.startswith("strand:") else thread_texts)(topic, entry, posts, languages)
    ]


def languages_of(topic: str) -> Collection[str] | None:
    """The languages in which a topic is followed, as all processes have said; None where one process knows that it is not."""
    layer = get_channel_layer()
    return (layer.languages(topic) or None) if layer.languages else languages_open(topic)


def thread_texts(topic: str, entry: Entry, posts: list[Post], languages) -> list[Texts]:
    """Encode that a lane begins to speak in a thread."""
    if entry.verb not in ARRIVALS:
        return []
    return [{ANY: encode_message({"topic": topic, "strand": post.strand_id})} for post in posts if post.number == 1]


def strand_texts(topic: str, entry: Entry, posts: list[Post], languages) -> list[Texts]:
    """Encode what happened to each post in a strand, in the order of its changes: the post as it is, or that it left."""
    strand_id = int(topic.partition(":")[2])
    here = [post for post in posts if post.strand_id == strand_id]
    changes = [(change_of(entry, post, posts), shown_texts(post, languages)) for post in here]
    if len(here) < len(posts):
        gone = Departure.objects.filter(strand=strand_id, key__in=[post.key for post in posts])
        changes += [(one.change, {ANY: {"gone": one.key}}) for one in gone]
    return [
        {code: encode_said(topic, change, entry.verb, said) for code, said in told.items()}
        for change, told in sorted(changes, key=lambda change: change[0])
    ]


def change_of(entry: Entry, post: Post, posts: list[Post]) -> int:
    """The strand's count when it happened, which a post that changed again meanwhile has passed."""
    return entry.data.get("change", post.change) if len(posts) == 1 else post.change


def encode_said(topic: str, change: int, verb: str, said: dict) -> str:
    """Encode what happened to a post; a page for which nothing was drawn hears that it is behind, and asks."""
    if not said:
        return encode_message({"behind": {topic: change}})
    return encode_message({"topic": topic, "sequence": change, "verb": verb} | said)


def shown_texts(post: Post, languages: Collection[str]) -> dict[str, dict]:
    """A post as it is shown in each language, from one reading; nothing in any other."""
    html = FRAGMENTS["post."](post, languages) if languages else {}
    return {code: {"number": post.number, "html": shown} for code, shown in html.items()} | {ANY: {}}


def posts_of(entry: Entry) -> list[Post]:
    """The posts that an entry is about."""
    keys = [subject.key for subject in entry.subjects.all() if subject.kind == "post"]
    return list(Post.objects.only("key", "number", "change", "strand_id").filter(pk__in=keys)) if keys else []


def encode_message(message: dict) -> str:
    """JSON as the sockets send it."""
    return json.dumps(message, ensure_ascii=False, separators=(",", ":"))
