"""Two wordings of a text, word by word: what stayed, what was taken out, what was put in."""

import re
from difflib import SequenceMatcher

PIECE = re.compile(r"\s+|[^\s]+")
Pieces = list[tuple[str, str]]
"""Pairs of what was done ("same", "out", "in") and the words with which it was done."""


def compare_words(before: str, after: str) -> Pieces:
    """The pieces in the order of reading; joined without those put in they give `before`, without those out `after`."""
    old, new = PIECE.findall(before), PIECE.findall(after)
    pieces: Pieces = []
    for deed, start, end, begins, ends in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if deed == "equal":
            pieces.append(("same", "".join(old[start:end])))
        else:
            pieces += [
                (what, text)
                for what, text in (("out", "".join(old[start:end])), ("in", "".join(new[begins:ends])))
                if text
            ]
    return pieces
