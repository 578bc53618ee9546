"""The personal address under which one mail can be answered: who was mailed, about which post, and a signature of both."""

from __future__ import annotations

import hmac
import struct
from base64 import b32decode, b32encode
from dataclasses import dataclass

from django.conf import settings
from django.utils.crypto import salted_hmac

from committee.journal.models import Entry
from committee.people.models import Person
from issues.conversation.threads.extension_points import owner_of
from issues.conversation.threads.models import Post
from issues.conversation.threads.policy import may_post

PREFIX = "r+"
SALT = "issues.conversation.email_replies.address"
FACTS = struct.Struct(">IQI")
SIGNED = 16


@dataclass(frozen=True)
class Address:
    """What an address says: the person, the post that is answered, and which issue of the person's addresses it is.

    `version` is the person's `address_version` when it was made: asking for new addresses ends the old ones.
    """

    person_id: int
    post_id: int
    version: int

    def __str__(self) -> str:
        facts = FACTS.pack(self.person_id, self.post_id, self.version)
        token = b32encode(facts + signature(facts)).decode().rstrip("=").lower()
        return f"{PREFIX}{token}@{settings.MAIL_REPLY_DOMAIN}"


def signature(facts: bytes, secret: str | bytes | None = None) -> bytes:
    """The first 128 bits of an HMAC-SHA256 of what an address says."""
    return salted_hmac(SALT, facts, secret=secret, algorithm="sha256").digest()[:SIGNED]


def read_address(address: str) -> Address | None:
    """What an address says, whatever its case; None for one that was not made here. Asks no database."""
    local, _at, domain = address.strip().strip("<>").lower().rpartition("@")
    if not settings.MAIL_REPLY_DOMAIN or domain != settings.MAIL_REPLY_DOMAIN.lower() or not local.startswith(PREFIX):
        return None
    facts, signed = unpack_token(local.removeprefix(PREFIX))
    return Address(*FACTS.unpack(facts)) if facts and is_signed(facts, signed) else None


def unpack_token(token: str) -> tuple[bytes, bytes]:
    """What a token holds, and its signature; nothing where it is no token at all."""
    try:
        held = b32decode(token.upper() + "=" * (-len(token) % 8))
    except ValueError:
        return b"", b""
    return (held[: FACTS.size], held[FACTS.size :]) if len(held) == FACTS.size + SIGNED else (b"", b"")


def is_signed(facts: bytes, signed: bytes) -> bool:
    """Whether the signature was made with the secret of this site, or with one that it has put aside."""
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return any(hmac.compare_digest(signature(facts, secret), signed) for secret in secrets)


def reply_address(person: Person, entry: Entry) -> str:
    """Where a person answers a mail about an entry: below the post that it tells of.

    An empty string where replying by mail is off, where nothing can be answered, or where the person does not write.
    """
    key = next((subject.key for subject in entry.subjects.all() if subject.kind == "post"), None)
    if not settings.MAIL_REPLY_DOMAIN or key is None:
        return ""
    post = Post.objects.visible_to(person).select_related("strand").filter(pk=key).first()
    answerable = post is not None and not post.is_silent and may_reply_below(person, post)
    return str(Address(person.pk, post.pk, person.address_version)) if post and answerable else ""


def may_reply_below(person: Person, post: Post) -> bool:
    """Whether a person may say something beside a post now."""
    owner = owner_of(person, post.strand.thread_id)
    return owner is not None and may_post(person, owner, post.strand.space_id)
