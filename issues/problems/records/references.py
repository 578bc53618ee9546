"""A reference as people type it: CO-2026-0042, co-2026-42, 2026/42, with whichever hyphens."""

import re

from committee.writing.signs import plain_signs

REFERENCE = re.compile(r"(?:CO ?[-./]? ?)?(\d{4}) ?[-./ ] ?(\d{1,6})", re.I | re.A)


def reference_in(words: str) -> str:
    """The reference that somebody typed and nothing else, such as CO-2026-0042 for “2026-42”; empty otherwise."""
    found = REFERENCE.fullmatch(plain_signs(words))
    return f"CO-{found[1]}-{int(found[2]):04d}" if found else ""
