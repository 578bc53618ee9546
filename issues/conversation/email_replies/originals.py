"""Where the mail that was answered begins in a text: what announces it must be followed by it, else it is a sentence.

The surest sign is the line that stands at the top of each of our mails; where a program left that out, it is the heading
of a mail program. Known are those of Gmail, Outlook, Apple Mail, Thunderbird, Samsung, Yahoo, Zimbra, Notes and Nextcloud.
"""

from __future__ import annotations

from dataclasses import dataclass

from issues.conversation.email_replies.phrases import (
    ADDRESS,
    BY_PERSON,
    BY_PROGRAM,
    DASHED,
    DATED,
    FIELD,
    FROM,
    HALVES,
    ORIGINAL,
    RULE,
    SENT,
    TIMED,
    WORD,
    WROTE,
    WROTE_BEGINS,
)

WRAPPED = 4
LONGEST_HEADING = 600
HEADED = 9
FEW = 12


@dataclass(frozen=True)
class Original:
    """Where an original begins with what announces it, and where its marked lines do; `resumes` is None where none is marked."""

    begins: int
    resumes: int | None


def original_in(lines: list[str]) -> Original | None:
    """The original that a text was written above, below or within; None where there is no sure sign of one."""
    has_ours = any(map(is_ours, lines))
    for at, line in enumerate(lines):
        marked = is_quoted(line)
        if is_ours(line) or (not marked and (ORIGINAL.fullmatch(line.strip()) or is_header_block(lines, at))):
            return Original(at, at if marked else None)
        if taken := heading_at(lines, at, has_ours=has_ours):
            follows = next_written(lines, at + taken)
            return Original(at, at if marked else at + taken if is_quoted(follows) else None)
    return None


def is_quoted(line: str) -> bool:
    """Whether a line is marked as somebody else's."""
    return line.startswith(">") and not line.startswith(">From ")


def without_mark(line: str) -> str:
    """A line without its mark."""
    return line.removeprefix(">").strip()


def is_ours(line: str) -> bool:
    """Whether a line is the one above which one answers, or what a program left of it when it broke it, and nothing else."""
    if len(line) > LONGEST_HEADING:
        return False
    words = WORD.findall(line.lower())
    whole = HALVES[0] + HALVES[1]
    has_half = any(half == words[at : at + len(half)] for half in HALVES for at in range(len(words)))
    return has_half and any(words == whole[at : at + len(words)] for at in range(len(whole)))


def next_written(lines: list[str], at: int) -> str:
    """The first line from a place on that is not empty."""
    return next((line for line in lines[at : at + FEW] if line.strip()), "")


def is_ours_near(lines: list[str], at: int, *, marked: bool) -> bool:
    """Whether our line follows: directly, or among the first marked lines, as below a warning that a server put above it."""
    written = [line for line in lines[at : at + FEW] if line.strip(" >")]
    if not marked:
        return bool(written) and is_ours(written[0])
    for line in written:
        if not is_quoted(line):
            return False
        if is_ours(line):
            return True
    return False


def heading_at(lines: list[str], at: int, *, has_ours: bool) -> int:
    """How many lines a heading “On … wrote:” takes that begins here, 0 where none does or nothing shows that it is one."""
    heading = ""
    for number, line in enumerate(map(without_mark, lines[at : at + WRAPPED]), start=1):
        heading = f"{heading} {line}".strip()
        if len(heading) > LONGEST_HEADING or not line:
            return 0
        if is_heading(lines, at, number, heading, has_ours):
            return number
    return 0


def is_heading(lines: list[str], at: int, number: int, heading: str, has_ours: bool) -> bool:
    """Whether some lines, joined to `heading`, announce an original that stands below them."""
    marked = is_quoted(next_written(lines, at + number))
    is_written = bool(WROTE_BEGINS.match(heading) and WROTE.fullmatch(heading))
    if is_ours_near(lines, at + number, marked=marked):
        begins = number == 1 or at == 0 or not lines[at - 1].strip(" >")
        is_named = begins and bool(ADDRESS.search(heading) and DATED.match(heading) and not heading.endswith("."))
        return (is_written and bool(DATED.match(heading))) or is_named
    if not is_written or not BY_PROGRAM.fullmatch(heading) or not DATED.match(heading):
        return False
    if ADDRESS.search(heading):
        return not has_ours or any(map(is_ours, lines[at : at + FEW]))
    return not has_ours and marked and bool(TIMED.match(heading)) and not BY_PERSON.search(heading)


def is_header_block(lines: list[str], at: int) -> bool:
    """Whether a block “From: … Sent: …” begins here, below a rule or not, that a mail program wrote."""
    first = lines[at].strip()
    is_ruled = bool(RULE.fullmatch(first) or DASHED.fullmatch(first))
    begins = at + 1 if is_ruled else at
    while is_ruled and begins < len(lines) and begins < at + 3 and not lines[begins].strip():
        begins += 1
    block = header_lines(lines, begins)
    if sum(bool(FIELD.match(line)) for line in block) < 3 or not any(map(FROM.match, block)):
        return False
    is_proven = is_ruled or any(SENT.match(line) or ADDRESS.search(line) for line in block)
    return is_proven or is_ours_near(lines, begins + len(block), marked=False)


def header_lines(lines: list[str], at: int) -> list[str]:
    """The lines of a block of fields that begins at a place; the value of each may go on for one line."""
    block: list[str] = []
    for line in map(str.strip, lines[at : at + HEADED]):
        is_field = bool(FIELD.match(line))
        if not line or not (is_field or (block and FIELD.match(block[-1]))):
            break
        block.append(line)
    return block
