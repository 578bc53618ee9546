"""Headings that a writer brings stand under those of the page, whatever level they came with."""

import re

HEADING = re.compile(r"(</?h)([2-6])\b")


def lower_headings(html: str, top: int) -> str:
    """The same HTML with its highest heading at level `top`, and the others as far below it as before, at most at six."""
    levels = [int(level) for _sign, level in HEADING.findall(html)]
    if not levels:
        return html
    shift = top - min(levels)
    return HEADING.sub(lambda found: f"{found[1]}{min(6, int(found[2]) + shift)}", html)
