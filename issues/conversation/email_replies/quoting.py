"""What somebody answered, without the mail that was answered: its quotation, its heading and signatures are cut off.

Programs announce a quotation in their own words; known are those of Gmail, Outlook, Apple Mail, Thunderbird, Samsung
and Yahoo in French, Dutch, English and German. An answer written between quoted lines keeps these lines.
"""

from __future__ import annotations

import re

from issues.conversation.email_replies.phrases import (
    DEVICE,
    FROM,
    ORIGINAL,
    OURS,
    RULE,
    SENT,
    SIGNATURE,
    WROTE,
    WROTE_BEGINS,
)

MARKS = re.compile(r"(?:> ?)*>")
WRAPPED = 4
LONGEST_HEADING = 600
HEADED = 6
FEW = 12


def own_words(text: str) -> str:
    """Return what was written in a text by who sent it; an empty string where everything was quoted."""
    lines = before_original(lines_of(text))
    lines = without_headings(lines)
    lines = own_lines(without_signature(lines))
    return "\n".join(without_device(trim_blank_lines(lines)))


def lines_of(text: str) -> list[str]:
    """The lines of a text, without what is not seen at their end; each quoted line has one mark.

    Only a line feed ends a line (RFC 5322): a carriage return alone, which some programs leave within a line, is a space;
    what follows it is quoted where the line is.
    """
    return [normalise_mark(line.replace("\r", " ").rstrip()) for line in text.replace("\r\n", "\n").split("\n")]


def normalise_mark(line: str) -> str:
    """A quoted line with one mark, however often it was quoted; `>From` is no quotation but a mail server's doing."""
    if not is_quoted(line):
        return line.removeprefix(">") if line.startswith(">From ") else line
    return MARKS.sub(">", line)


def is_quoted(line: str) -> bool:
    """Whether a line is marked as somebody else's."""
    return line.startswith(">") and not line.startswith(">From ")


def before_original(lines: list[str]) -> list[str]:
    """What stands before the mail that was answered, where the program says where it begins and marks none of its lines."""
    for at, line in enumerate(lines):
        if is_quoted(line):
            continue
        if ORIGINAL.fullmatch(line.strip()) or is_heading(lines, at) or OURS.search(line):
            return lines[:at]
        wrapped = heading_at(lines, at)
        if wrapped and not any(map(is_quoted, lines[at + wrapped : at + wrapped + FEW])):
            return lines[:at]
    return lines


def is_heading(lines: list[str], at: int) -> bool:
    """Whether a block “From: … Sent: …” begins here, below a rule or not."""
    begins = at + 1 if RULE.fullmatch(lines[at].strip()) else at
    block = [line.strip() for line in lines[begins : begins + HEADED]]
    named = next((place for place, line in enumerate(block) if line), None)
    if named is None or not FROM.match(block[named]):
        return False
    return sum(bool(SENT.match(line)) for line in block[named + 1 :]) >= 2


def heading_at(lines: list[str], at: int) -> int:
    """How many lines a heading “On … wrote:” takes that begins here, 0 where none does."""
    if not WROTE_BEGINS.match(without_mark(lines[at])):
        return 0
    heading = ""
    for number, line in enumerate(map(without_mark, lines[at : at + WRAPPED]), start=1):
        heading = f"{heading} {line}".strip()
        if len(heading) > LONGEST_HEADING or not line:
            return 0
        if WROTE.fullmatch(heading):
            return number
    return 0


def without_mark(line: str) -> str:
    """A line without its mark."""
    return line.removeprefix(">").strip()


def without_headings(lines: list[str]) -> list[str]:
    """The same lines without what announces a quotation."""
    kept, at = [], 0
    while at < len(lines):
        taken = heading_at(lines, at)
        kept += [] if taken else [lines[at]]
        at += taken or 1
    return kept


def without_signature(lines: list[str]) -> list[str]:
    """The same lines without what stands from `-- ` to the next quotation or the end."""
    kept, signing = [], False
    for line in lines:
        signing = not is_quoted(line) and (signing or bool(SIGNATURE.fullmatch(line)))
        kept += [] if signing else [line]
    return kept


def own_lines(lines: list[str]) -> list[str]:
    """What is left when quotations go: those after the last own word, and a whole mail before the first; others stay."""
    lines = trim_blank_lines(lines)
    while lines and (is_quoted(lines[-1]) or not lines[-1]):
        lines.pop()
    ours = [at for at, line in enumerate(lines) if is_quoted(line) and OURS.search(line)]
    if not ours:
        return lines
    first = next(at for at, line in enumerate(lines) if is_quoted(line))
    ends = next((at for at in range(ours[0], len(lines)) if lines[at] and not is_quoted(lines[at])), len(lines))
    between = any(map(is_quoted, lines[ends:]))
    kept = [line for line in lines[ours[0] + 1 : ends] if between]
    return lines[:first] + trimmed_quotation(kept) + lines[ends:]


def trimmed_quotation(lines: list[str]) -> list[str]:
    """A quotation without empty lines at its begin."""
    while lines and lines[0] in ("", ">"):
        lines = lines[1:]
    return lines


def trim_blank_lines(lines: list[str]) -> list[str]:
    """Lines without empty ones at either end, and never two empty ones in a row."""
    kept: list[str] = []
    for line in lines:
        if line.strip() or (kept and kept[-1]):
            kept.append(line if line.strip() else "")
    return kept[:-1] if kept and not kept[-1] else kept


def without_device(lines: list[str]) -> list[str]:
    """The same lines without what a telephone adds below."""
    while lines and (DEVICE.match(lines[-1].strip()) or not lines[-1] or RULE.fullmatch(lines[-1].strip())):
        lines = lines[:-1]
    return lines
