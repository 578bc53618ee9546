"""Reports of mail servers about a mail that was not delivered (RFC 3464), read without believing more than they say."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.message import Message
from typing import NamedTuple

STATUS = re.compile(r"([245])\.\d{1,3}\.\d{1,3}")
FOR_A_WHILE = ("5.2.2", "5.2.3", "5.3.4", "5.7.")
"""A full mailbox, a mail that is too large, and what a server does not want: the address is there all the same."""
MOST_PARTS = 50


class Report(NamedTuple):
    """The code of a failure (RFC 3463), and whether the address itself is at fault, for good."""

    status: str
    is_hard: bool


def read_report(raw: bytes) -> Report | None:
    """The worst that a mail reports of a delivery; None for one that reports no failure."""
    mail = message_from_bytes(raw, policy=policy.compat32)
    if mail.get_content_type() != "multipart/report":
        return None
    found = []
    for _count, part in zip(range(MOST_PARTS), mail.walk(), strict=False):
        if part.get_content_type() == "message/delivery-status":
            found += statuses_in(part)
    worst = max(found, key=lambda status: (is_hard(status), status), default=None)
    return Report(worst, is_hard(worst)) if worst else None


def statuses_in(part: Message) -> list[str]:
    """The codes of the failures that one part tells of; some servers write its groups of lines as parts, some as text."""
    held = part.get_payload()
    groups = [dict(one.items()) for one in held if isinstance(one, Message)] if isinstance(held, list) else []
    if isinstance(held, str):
        groups = [dict(line.split(":", 1) for line in held.splitlines() if ":" in line)]
    return [status for group in groups if (status := status_in(group))]


def status_in(group: dict[str, str]) -> str:
    """The code of one group of lines, where it tells of a failure or of a delay."""
    lines = {name.strip().lower(): str(value).strip() for name, value in group.items()}
    known = STATUS.match(lines.get("status", ""))
    told = lines.get("action", "failed").lower() in ("failed", "delayed")
    return known[0] if known and told and known[1] != "2" else ""


def is_hard(status: str) -> bool:
    """Whether a code means that nothing sent to the address will ever arrive."""
    return status.startswith("5.") and not status.startswith(FOR_A_WHILE)
