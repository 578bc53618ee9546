"""Names of files as readers see them: one line, no path, nothing that hides or turns letters around."""

import re
import unicodedata

LONGEST = 100
LONGEST_ENDING = 20
UNFIT = re.compile(r'[<>:"|?*]')


def clean_name(name: str) -> str:
    """Return a safe name of at most 100 characters; the extension is kept, in lower case."""
    last = re.split(r"[/\\]", name)[-1]
    shown = "".join(" " if sign.isspace() else sign for sign in last if sign.isspace() or is_visible_character(sign))
    line = " ".join(UNFIT.sub("-", unicodedata.normalize("NFC", shown)).split())
    stem, dot, extension = line.rpartition(".")
    ending = f".{extension.strip().lower()}"[:LONGEST_ENDING] if dot else ""
    stem = (stem if dot else line).strip(" .")[: LONGEST - len(ending)].strip(" .")
    return (stem or "file") + ending


def is_visible_character(sign: str) -> bool:
    """Whether a character is seen: controls, signs of direction and lone surrogates are not."""
    return not unicodedata.category(sign).startswith("C")


def extension_of(name: str) -> str:
    """The extension of a clean name, without its dot; empty where there is none."""
    return name.rpartition(".")[2] if "." in name else ""
