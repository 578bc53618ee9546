"""Mails that no person wrote: bounces, absences, lists, and our own that came back (RFC 3834)."""

import re

from issues.conversation.email_replies.parsing import Mail, header_text

ABSENT = re.compile(
    r"(?:automatic reply|auto(?:matic)?[- ]?(?:response|reply)|out of (?:the )?office|réponse automatique|absence du bureau"
    r"|message d['’]absence|notification d['’]absence|absent du bureau|automatisch antwoord|automatische beantwoording"
    r"|afwezig(?:heid(?:sbericht|smelding)?)?|niet (?:op kantoor|aanwezig)|abwesenheit(?:snotiz)?|automatische antwort"
    r"|undeliver(?:able|ed)(?: mail returned to sender)?|delivery status notification.{0,20}|mail delivery failed.{0,60}"
    r"|returned mail|failure notice|non remis|onbestelbaar)\s*(?::.*)?",
    re.I,
)
MACHINES = re.compile(
    r"(?:mailer-daemon|postmaster|no-?reply|ne-?pas-?repondre|nepasrepondre|noreply|do-?not-?reply)@.*", re.I
)
MARKS = ("X-Autoreply", "X-Autorespond", "X-Auto-Reply", "X-Vacation", "X-Loop", "List-Id", "X-Failed-Recipients")


def written_by_machine(mail: Mail, envelope_sender: str) -> str:
    """Why a mail is taken for automatic, in one word; an empty string for what a person may have written."""
    asked = {
        "bounce": is_bounce(mail, envelope_sender),
        "automatic": is_automatic(mail),
        "absence": bool(ABSENT.fullmatch(header_text(mail.headers["Subject"]))),
    }
    return next((why for why, found in asked.items() if found), "")


def is_bounce(mail: Mail, envelope_sender: str) -> bool:
    """Whether a mail tells what became of another: it has no return address, comes from a mail server, or is a report."""
    returned = header_text(mail.headers["Return-Path"])
    empty = envelope_sender.strip() in ("", "<>") or returned == "<>"
    machine = any(MACHINES.fullmatch(sender) for sender in (*mail.senders, envelope_sender))
    return empty or machine or mail.headers.get_content_type() == "multipart/report"


def is_automatic(mail: Mail) -> bool:
    """Whether a mail says of itself that a machine sent it."""
    said = header_text(mail.headers["Auto-Submitted"]).lower().partition(";")[0].strip()
    precedence = header_text(mail.headers["Precedence"]).lower()
    marked = any(header_text(mail.headers[name]).lower() not in ("", "no") for name in MARKS)
    return said not in ("", "no") or precedence in ("bulk", "junk", "list", "auto_reply") or marked
