"""Telling open pages. Called by `home/wiring.py` after a transaction is committed; never fails what it follows."""

import json
import logging
from collections.abc import Callable, Iterable

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.conf import settings
from django.db.models import prefetch_related_objects
from django.utils import translation

from committee.journal.models import Entry
from home.live.layer import LoopSafeLayer
from home.live.sessions import fingerprint
from home.live.topics import topics_of
from issues.threads.models import Post

GROUP = "live"
ANY = ""
FRAGMENTS: dict[str, Callable[[Entry, str], str]] = {}
log = logging.getLogger(__name__)


def register_fragment(verbs: str, render: Callable[[Entry, str], str]) -> None:
    """Say how a post is shown after an entry of these verbs, such as "post.": `render(entry, language)` returns safe HTML."""
    FRAGMENTS[verbs] = render


def publish_entry(entry: Entry) -> None:
    """Tell the pages that follow a topic which an entry touches: a strand gets its post, others that they changed."""
    if not is_heard():
        return
    try:
        prefetch_related_objects([entry], "subjects")
        messages = [[topic, texts] for topic in topics_of(entry) if (texts := texts_for(topic, entry))]
    except Exception:
        log.exception("entry %s was not told to open pages", entry.pk)
        return
    if messages:
        publish({"push": messages})


def publish_notices(people: Iterable[int]) -> None:
    """Tell people, by their identifiers, that their inbox changed."""
    topics = [f"inbox:{pk}" for pk in people]
    if topics:
        publish({"push": [[topic, {ANY: encoded({"topic": topic, "changed": True})}] for topic in topics]})


def publish_rights(person_id: int) -> None:
    """Have every process ask again what a person may follow, after a right or the account changed."""
    publish({"rights": person_id})


def publish_sign_out(session_key: str) -> None:
    """Close the pages that a session opened."""
    publish({"ended": fingerprint(session_key)})


def is_heard() -> bool:
    """Whether a page may be open: the layer of one process knows, a shared one does not."""
    layer = get_channel_layer()
    return layer.is_heard(GROUP) if isinstance(layer, LoopSafeLayer) else True


def publish(message: dict) -> None:
    """Hand a message to the layer. A layer that is down costs nothing but freshness: pages ask again by themselves."""
    layer = get_channel_layer()
    send = layer.send_soon if isinstance(layer, LoopSafeLayer) else async_to_sync(layer.group_send)
    try:
        send(GROUP, message)
    except Exception:
        log.exception("a live message was lost")


def texts_for(topic: str, entry: Entry) -> dict[str, str]:
    """Encode what a topic's pages hear of an entry, once; empty where they need not hear of it.

    Only strands are numbered: one number for several lanes would tell a reader of one what happens in another.
    """
    post = post_of(entry)
    if post is None:
        return {ANY: encoded({"topic": topic, "changed": True})}
    if topic.startswith("strand:"):
        return strand_texts(topic, entry, post)
    return {ANY: encoded({"topic": topic, "strand": post.strand_id})} if post.number == 1 else {}


def strand_texts(topic: str, entry: Entry, post: Post) -> dict[str, str]:
    """Encode what happened to a post, with the strand's count then, and the post itself in each language."""
    message = {
        "topic": topic,
        "sequence": entry.data.get("change", post.change),
        "verb": entry.verb,
        "number": post.number,
    }
    return {code: encoded({**message, "html": fragment(entry, code)}) for code, _name in settings.LANGUAGES}


def fragment(entry: Entry, code: str) -> str:
    """Render the post of an entry in one language."""
    with translation.override(code):
        return str(FRAGMENTS[entry.verb.partition(".")[0] + "."](entry, code))


def post_of(entry: Entry) -> Post | None:
    """The post that an entry is about, read once for an entry."""
    if "_post" not in entry.__dict__:
        key = next((subject.key for subject in entry.subjects.all() if subject.kind == "post"), None)
        entry.__dict__["_post"] = Post.objects.only("number", "change", "strand_id").get(pk=key) if key else None
    return entry.__dict__["_post"]


def encoded(message: dict) -> str:
    """JSON as the sockets send it."""
    return json.dumps(message, ensure_ascii=False, separators=(",", ":"))
