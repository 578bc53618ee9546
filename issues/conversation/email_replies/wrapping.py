"""Whether a winmail.dat, into which Outlook wraps what only Outlook reads (TNEF), holds files or only how a text looks."""

from __future__ import annotations

import struct

SIGNATURE = b"\x78\x9f\x3e\x22"
KEY, CHECKSUM = 2, 2
ATTRIBUTE = struct.Struct("<BII")
OF_FILE = 2


def wraps_files(content: bytes) -> bool:
    """Whether files are wrapped, or may be: only what can be read to its end and names none holds none."""
    at = len(SIGNATURE) + KEY
    if not content.startswith(SIGNATURE) or len(content) <= at:
        return True
    while at < len(content):
        if at + ATTRIBUTE.size > len(content):
            return True
        level, _name, length = ATTRIBUTE.unpack_from(content, at)
        if level != 1:
            return True
        at += ATTRIBUTE.size + length + CHECKSUM
    return at != len(content)
