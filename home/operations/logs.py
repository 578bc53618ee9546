"""Log lines as JSON, one a line, with the request they belong to and without anything of a person.

An exception is told by its class and the places of the code that it passed, never by its words: a database puts the values
of a row into them. Addresses, long numbers, what was asked in an address, and long words of addresses are left out.
"""

from __future__ import annotations

import json
import logging
import re
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import Any

from django.core.cache import cache
from django.core.mail import mail_admins

REQUEST: ContextVar[str] = ContextVar("request", default="")
"""The identifier of the request that is being answered, empty outside of one."""
ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = (
    (re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+"), "[address]"),
    (re.compile(r"\?[^\s\"']*"), "?[…]"),
    (re.compile(r"(?:\d[ ./-]?){8,}\d"), "[number]"),
    (re.compile(r"(?<=/)[\w:=~.-]{32,}"), "[token]"),
)
LONGEST = 2_000
QUIET_SECONDS = 600


def scrub(text: str) -> str:
    """A text without what may say who somebody is or what somebody looked for."""
    for found, instead in LEFT_OUT:
        text = found.sub(instead, text)
    return text[:LONGEST]


def describe_error(error: BaseException) -> dict[str, Any]:
    """The class of an error, and where it passed in the code."""
    frames = traceback.extract_tb(error.__traceback__)
    return {
        "error": f"{type(error).__module__}.{type(error).__qualname__}",
        "trace": [f"{short_path(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames][-25:],
    }


def short_path(name: str) -> str:
    """A file of ours from the top of the project, of a library from its package."""
    path = Path(name)
    if path.is_relative_to(ROOT) and ".venv" not in path.parts:
        return path.relative_to(ROOT).as_posix()
    return name.rpartition("site-packages/")[2] or path.name


def describe_record(record: logging.LogRecord) -> dict[str, Any]:
    """What is told of one event."""
    told = {
        "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "logger": record.name,
        "message": scrub(record.getMessage()),
    }
    if request := REQUEST.get():
        told["request"] = request
    if record.exc_info and record.exc_info[1]:
        told |= describe_error(record.exc_info[1])
    return told | getattr(record, "facts", {})


class JsonFormatter(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(describe_record(record), ensure_ascii=False)


class AdminMails(logging.Handler):
    """Tells ADMINS of an error by mail, as the log tells it; the same error once in ten minutes.

    The mail is sent beside: neither a slow mail server nor one that is down ever holds an answer up.
    """

    def emit(self, record: logging.LogRecord) -> None:
        """Send, unless the same was sent just now."""
        told = describe_record(record)
        sort = f"{told.get('error') or record.name}:{record.pathname}:{record.lineno}:{told.get('trace', [''])[-1]}"
        try:
            if not cache.add(f"told-admins:{hash(sort)}", True, timeout=QUIET_SECONDS):
                return
        except Exception:  # noqa: S110 - a cache that is down may be what is to be told
            pass
        subject = f"{record.levelname}: {told.get('error') or record.name}"
        text = json.dumps(told, ensure_ascii=False, indent=2)
        Thread(target=mail_admins, args=(subject, text), kwargs={"fail_silently": True}, name="admins").start()
