"""True quotation marks, apostrophes and no-break spaces in texts that were typed with a keyboard's own."""

import re

NO_BREAK = "\u00a0"
KEPT = ("source", "slug", "ref")
"""Keys whose values are addresses, or codes by which something is looked up."""


def typeset(text: str) -> str:
    """Set one text: « … » and : ; ? ! with no-break spaces where it has spaces, ‘…’ and ’ for straight marks."""
    text = re.sub(r"(?<=\S) (?=[:;?!»])", NO_BREAK, text).replace("« ", f"«{NO_BREAK}")
    text = re.sub(r"(^|[\s(\[])'(?!s\b)", r"\1‘", text)
    return text.replace("'", "’")


def typeset_all(data):
    """Set every text of a piece of JSON, but for what stands under a key of KEPT."""
    if isinstance(data, dict):
        return {key: value if key in KEPT else typeset_all(value) for key, value in data.items()}
    if isinstance(data, list):
        return [typeset_all(item) for item in data]
    return typeset(data) if isinstance(data, str) else data
