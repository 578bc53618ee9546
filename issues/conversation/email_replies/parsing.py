"""A mail from its bytes: who sent it, what was answered as plain text, and the files with it. Hostile input costs little.

Headers are cut before anything reads them, to 1,000 characters and less; a mail of more than 100 parts is not read at all.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import EmailPolicy
from mimetypes import guess_extension
from typing import cast

from committee.correspondence.plain_text import html_to_text
from issues.conversation.email_replies.phrases import REACTED
from issues.conversation.email_replies.quoting import own_words
from issues.conversation.email_replies.wrapping import wraps_files

LARGEST = 35 * 1024 * 1024
LONGEST_HEADER, LONGEST_OF_PART, LONGEST_RESULTS = 1_000, 600, 8_000
LONGEST_TEXT = 200_000
MOST_PARTS, MOST_BOUNDARIES = 100, 1_000
SMALL_PICTURE = 24 * 1024
NESTING = re.compile(rb"boundary\s*(?:\*\d*\*?)?\s*=|content-type\s*:", re.I)
CHARSETS = re.compile(
    r"utf-?(?:7|8|16|32)(?:-[bl]e|-sig)?|ascii|iso8859-\d+|cp\d+|koi8-[ru]|mac-roman|gb\w+|big5\w*|euc_\w+"
)
SEALS = frozenset({"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"})
CARDS = frozenset({"text/vcard", "text/x-vcard"})
WRAPPINGS = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
WRAPPED = "winmail.dat"
REACTION = "text/vnd.google.email-reaction+json"
WINDOWS: dict[int, str | None] = {code: bytes([code]).decode("cp1252", "ignore") or None for code in range(128, 160)}
"""What those who say ISO 8859 mean by the codes that it leaves to controls: the signs of Windows."""
UNSEEN = dict.fromkeys((*range(32), 127, 65279, 8203, 8206, 8207, *range(8234, 8239)))
UNSEEN = WINDOWS | {code: sign for code, sign in UNSEEN.items() if chr(code) not in "\t\n\r"}
WESTERN = frozenset({"ascii", "iso8859-1", "iso8859-15", "cp1252"})
MORE_THAN = re.compile(r"^>(?==? ?\d)", re.M)


class Unreadable(ValueError):
    """A mail that cannot be read, or only at a price that is not paid."""


class Bounded(EmailPolicy):
    """The usual way of reading, of headers that are not too long."""

    def header_source_parse(self, sourcelines):
        name, value = super().header_source_parse(sourcelines)
        results = LONGEST_RESULTS if name.lower() == "authentication-results" else LONGEST_HEADER
        return name, value[: LONGEST_OF_PART if name.lower().startswith("content-") else results]


@dataclass(frozen=True)
class File:
    """A file that came with a mail, as it came."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Mail:
    """A mail as it is judged. `senders` are the addresses of its From, in lower case; `text` is only what was answered.

    `is_reaction`: it was sent by a click on a picture, and says nothing else.
    """

    headers: EmailMessage
    senders: list[str]
    message_id: str
    text: str
    files: list[File] = field(default_factory=list)
    is_reaction: bool = False


def read_mail(raw: bytes) -> Mail:
    """Read a mail. Raises Unreadable, and nothing else."""
    if (
        len(raw) > LARGEST
        or raw.count(b"\n--") > MOST_BOUNDARIES
        or sum(1 for _ in NESTING.finditer(raw)) > 2 * MOST_PARTS
    ):
        raise Unreadable("large")
    try:
        message = cast(EmailMessage, message_from_bytes(raw, policy=POLICY))
        parts = list(leaf_parts(message))
        text, senders = text_of(message), senders_of(message)
        message_id, reaction = header_text(message["Message-ID"]), is_reaction(parts, text)
        return Mail(message, senders, message_id, text, files_of(parts, senders), is_reaction=reaction)
    except Unreadable:
        raise
    except Exception as error:  # the standard library raises nearly anything over a malformed mail
        raise Unreadable("broken") from error


POLICY = Bounded(utf8=True, raise_on_defect=False)


def leaf_parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """The leaves of a mail in their order; a mail within a mail is one."""
    waiting, seen = [message], 0
    while waiting:
        part, seen = waiting.pop(), seen + 1
        if seen > MOST_PARTS:
            raise Unreadable("parts")
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            waiting += reversed(pieces_of(part))
        else:
            yield part


def pieces_of(part: EmailMessage) -> list[EmailMessage]:
    """What a part of several pieces holds."""
    return cast(list[EmailMessage], part.get_payload())


def payload_of(part: EmailMessage) -> bytes:
    """The bytes of one piece, whatever they were sent as."""
    return cast(bytes, part.get_payload(decode=True) or b"")


def header_text(value) -> str:
    """A header as one line of text, empty where there is none."""
    return " ".join(str(value or "").split())


def senders_of(message: EmailMessage) -> list[str]:
    """Every address of every From."""
    found = [address for value in message.get_all("From", []) for address in value.addresses]
    return [address.addr_spec.lower() for address in found]


def text_of(message: EmailMessage) -> str:
    """What was answered, in Markdown: a sign for “more than” that begins a line quotes nobody."""
    return MORE_THAN.sub(r"\>", own_words(body_of(message)[:LONGEST_TEXT].translate(UNSEEN)))


def is_reaction(parts: list[EmailMessage], text: str) -> bool:
    """Whether a mail is what a program sends when somebody clicks a picture below a mail."""
    said = " ".join(text.split())
    return any(part.get_content_type() == REACTION for part in parts) or bool(
        len(said) < 400 and REACTED.fullmatch(said)
    )


def body_of(part: EmailMessage) -> str:
    """The words of a part: of several ways to say the same the plain one, of several pieces all."""
    if is_file(part):
        return ""
    kind = part.get_content_type()
    if part.get_content_maintype() == "multipart" and part.is_multipart():
        said = [body_of(child) for child in pieces_of(part)]
        return next(filter(str.strip, said), "") if kind == "multipart/alternative" else "\n".join(filter(None, said))
    if kind == "text/plain":
        return unwrap_flowed(part, decode_part(part))
    return html_to_text(decode_part(part)) if kind == "text/html" else ""


def is_file(part: EmailMessage) -> bool:
    """Whether a part came as a file."""
    return part.get_content_disposition() == "attachment" or bool(part.get_filename())


def decode_part(part: EmailMessage) -> str:
    """The words of a part, in the charset that it names where that is known and true, else as they are most likely meant."""
    content = payload_of(part)[: 4 * LONGEST_TEXT]
    named = known_charset(part.get_content_charset("utf-8"))
    if named in WESTERN and is_utf8(content):
        named = "utf-8"
    for charset in (named, "utf-8"):
        try:
            return content.decode(charset)
        except ValueError:
            continue
    return content.decode("cp1252", errors="replace")


def is_utf8(content: bytes) -> bool:
    """Whether bytes that are said to be of Western Europe are in truth UTF-8, and of Western Europe when read so."""
    try:
        text = content.decode()
    except ValueError:
        return False
    return all(
        sign < "\u0250" or "\u2000" <= sign < "\u2c00" or sign > "\U0001f000" or sign == "\ufe0f" for sign in text
    )


def known_charset(name: str) -> str:
    """A charset of mails by its usual name; UTF-8 for any other."""
    try:
        usual = codecs.lookup(name).name
    except (LookupError, ValueError):
        return "utf-8"
    return usual if CHARSETS.fullmatch(usual) else "utf-8"


def unwrap_flowed(part: EmailMessage, text: str) -> str:
    """The text with its paragraphs on one line again, where the program broke them softly (RFC 3676)."""
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    gap = "" if str(part.get_param("delsp", "")).lower() == "yes" else " "
    lines: list[str] = []
    going_on = False
    for line in text.splitlines():
        quoted = line.startswith(">")
        if going_on and not quoted:
            lines[-1] += line.removeprefix(" ")
        else:
            lines.append(line if quoted else line.removeprefix(" "))
        going_on = line.endswith(" ") and not quoted and line != "-- "
        if going_on:
            lines[-1] = lines[-1][:-1] + gap
    return "\n".join(lines)


def files_of(parts: list[EmailMessage], senders: list[str]) -> list[File]:
    """The files among the leaves of a mail: not its words, nor what programs add by themselves."""
    return [File(name_of(part), content_of(part)) for part in parts if is_meant_attachment(part, senders)]


def is_meant_attachment(part: EmailMessage, senders: list[str]) -> bool:
    """Whether somebody meant a part as a file: no words, no electronic seal, no card of the sender, no logo of a signature."""
    kind, main = part.get_content_type(), part.get_content_maintype()
    if kind in WRAPPINGS:
        return wraps_files(content_of(part))
    if kind in CARDS:
        return not any(sender.encode() in content_of(part).lower() for sender in senders)
    if kind in SEALS or main == "multipart" or (main == "text" and not is_file(part)):
        return False
    shown = part.get_content_disposition() != "attachment" and (part["Content-ID"] or not part.get_filename())
    return not (main == "image" and shown and len(content_of(part)) <= SMALL_PICTURE)


def name_of(part: EmailMessage) -> str:
    """The name of a file as its sender gave it, or one that says its kind."""
    if part.get_content_type() in WRAPPINGS:
        return WRAPPED
    if part.get_content_maintype() == "message":
        return "message.eml"
    return (part.get_filename() or "").translate(WINDOWS) or f"file{guess_extension(part.get_content_type()) or ''}"


def content_of(part: EmailMessage) -> bytes:
    """The bytes of a file; of a mail within the mail only a sign that it is there, since none is accepted."""
    return b"-" if part.is_multipart() else payload_of(part)
