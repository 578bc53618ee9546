"""The number of a solution as people type it."""

import re

from committee.writing.signs import plain_signs

NUMBER = re.compile(r"SOL ?[-./]? ?0{0,4}([1-9]\d{0,8})", re.I | re.A)


def number_in(words: str) -> str:
    """The key of the solution whose number somebody typed and nothing else: 12 for “sol 12”; empty otherwise."""
    found = NUMBER.fullmatch(plain_signs(words))
    return found[1] if found else ""
