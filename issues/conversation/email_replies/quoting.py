"""What somebody answered, without the mail that was answered: its quotation, its heading and signatures are cut off.

Only what an original really follows is cut, and in doubt a line stays. An answer written between quoted lines keeps these
lines.
"""

from __future__ import annotations

import re

from issues.conversation.email_replies.originals import heading_at, is_ours, is_quoted, original_in
from issues.conversation.email_replies.signatures import without_contacts, without_device, without_signature

MARKS = re.compile(r"(?:> ?)*>")
MORE_THAN = re.compile(r">=? ?\d")


def own_words(text: str) -> str:
    """Return what was written in a text by who sent it; an empty string where everything was quoted."""
    lines = lines_of(text)
    found = original_in(lines)
    if found is None:
        return joined(own_part(without_trailing_quotation(without_signature(lines))))
    above = own_part(lines[: found.begins])
    if found.resumes is None:
        return joined(above)
    below = own_lines(without_signature(without_headings(lines[found.resumes :])))
    return joined(without_device([*above, "", *below]))


def own_part(lines: list[str]) -> list[str]:
    """The lines above an original, without what was added below them."""
    lines = without_device(trim_blank_lines(without_signature(lines)))
    return without_device(without_contacts(lines))


def joined(lines: list[str]) -> str:
    """Lines as one text."""
    return "\n".join(line.rstrip() for line in trim_blank_lines(lines))


def lines_of(text: str) -> list[str]:
    """The lines of a text, without what is not seen at their end; each quoted line has one mark.

    Only a line feed ends a line (RFC 5322): a carriage return alone, which some programs leave within a line, is a space;
    what follows it is quoted where the line is. What parts a signature from a text keeps its space.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    return [line if line == "-- " else normalise_mark(line.replace("\r", " ").rstrip()) for line in lines]


def normalise_mark(line: str) -> str:
    """A quoted line with one mark, however often it was quoted; `>From` is no quotation but a mail server's doing."""
    if not is_quoted(line):
        return line.removeprefix(">") if line.startswith(">From ") else line
    return MARKS.sub(">", line)


def without_headings(lines: list[str]) -> list[str]:
    """The same lines without what announces a quotation."""
    has_ours = any(map(is_ours, lines))
    kept, at = [], 0
    while at < len(lines):
        taken = heading_at(lines, at, has_ours=has_ours)
        kept += [] if taken else [lines[at]]
        at += taken or 1
    return kept


def without_trailing_quotation(lines: list[str]) -> list[str]:
    """The same lines without those quoted at their end, unless their writer announced them or means “more than”."""
    begins = len(lines)
    while begins and (is_quoted(lines[begins - 1]) or not lines[begins - 1].strip()):
        begins -= 1
    is_meant = begins < len(lines) and is_quoted(lines[begins]) and begins and lines[begins - 1].endswith(":")
    is_more = len(lines) == begins + 1 and begins and MORE_THAN.match(lines[begins])
    return lines if is_meant or is_more else lines[:begins]


def own_lines(lines: list[str]) -> list[str]:
    """What is left when quotations go: those after the last own word, and a whole mail before the first; others stay."""
    lines = trim_blank_lines(lines)
    while lines and (is_quoted(lines[-1]) or not lines[-1]):
        lines.pop()
    ours = [at for at, line in enumerate(lines) if is_quoted(line) and is_ours(line)]
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
