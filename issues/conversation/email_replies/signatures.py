"""What stands below a text without being part of it: a signature, and what a telephone adds."""

from __future__ import annotations

import re

from issues.conversation.email_replies.originals import is_quoted
from issues.conversation.email_replies.phrases import (
    ADDRESS,
    CONTACT_WORDS,
    DEVICE,
    NAME,
    RULE,
    SIGN_OFF,
    SIGNATURE,
)

MOST_LINES, LONGEST_LINE = 12, 100
SITE = re.compile(r"(?:https?://|www\.)\S+|\b[\w-]+\.(?:be|brussels|eu|com|org|example)\b", re.I)
NUMBER = re.compile(r"\+?\(?\d[\d\s./()-]{6,30}\d")
WORDS = re.compile(r"[^\W_]+")


def without_signature(lines: list[str]) -> list[str]:
    """The same lines without what stands from `-- ` to the next quotation or the end."""
    kept, signing = [], False
    for line in lines:
        signing = not is_quoted(line) and (signing or bool(SIGNATURE.fullmatch(line)))
        kept += [] if signing else [line]
    return kept


def without_device(lines: list[str]) -> list[str]:
    """The same lines without what a telephone adds below."""
    while lines and (not lines[-1].strip() or DEVICE.fullmatch(lines[-1].strip()) or RULE.fullmatch(lines[-1].strip())):
        lines = lines[:-1]
    return lines


def without_contacts(lines: list[str]) -> list[str]:
    """The same lines without a signature that nothing parts from the text: a few short lines with how to reach somebody.

    It stands below a greeting, which stays, or begins with a name as a last paragraph of its own. What stands below it
    stays, and so does a line that says more than how to reach somebody.
    """
    ends = next((at + 1 for at in range(len(lines) - 1, -1, -1) if is_contact(lines[at])), 0)
    if not ends:
        return lines
    while ends < len(lines) and SITE.fullmatch(lines[ends].strip()):
        ends += 1
    greeted = [
        at for at, line in enumerate(lines[:ends]) if len(line) <= LONGEST_LINE and SIGN_OFF.fullmatch(line.strip())
    ]
    for at in greeted:
        if is_signature(lines[at + 1 : ends]):
            begins = at + 1 if lines[at].strip(" -–—_=*") else at
            return lines[:begins] + lines[ends:]
    begins = next((at + 1 for at in range(ends - 1, -1, -1) if not lines[at].strip()), 0)
    above = next((line for line in reversed(lines[:begins]) if line.strip()), "")
    is_named = ends - begins > 1 and NAME.fullmatch(lines[begins].strip()) and is_signature(lines[begins:ends])
    is_last = not any(line.strip() for line in lines[ends:])
    return lines[:begins] if above and not above.endswith(":") and is_named and is_last else lines


def is_signature(lines: list[str]) -> bool:
    """Whether lines are a few short ones, none of which is a sentence."""
    written = [line.strip() for line in lines if line.strip()]
    return len(written) <= MOST_LINES and all(is_contact(line) or is_label(line) for line in written)


def is_label(line: str) -> bool:
    """Whether a line may be a name, a function, a service or a place."""
    is_sentence = line.endswith(":") or (line.endswith((".", "!", "?")) and len(line.split()) > 4)
    return len(line) <= LONGEST_LINE and not is_sentence and not is_quoted(line) and not NUMBER.search(line)


def is_contact(line: str) -> bool:
    """Whether a line says how to reach somebody, and nothing else."""
    if len(line) > 2 * LONGEST_LINE or not (NUMBER.search(line) or ADDRESS.search(line)):
        return False
    rest = NUMBER.sub(" ", SITE.sub(" ", ADDRESS.sub(" ", line)))
    return CONTACT_WORDS.issuperset(word.lower() for word in WORDS.findall(rest) if not word.isdigit())
