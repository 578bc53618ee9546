"""The signature strip: who is concerned, one cell per CPAS, always in the same order.

Pure drawing: no model, no query. One character stands for one CPAS::

    impact    a affected   n not affected   u cannot tell     . no answer
    verdict   w works      p partly         x does not work   t not tested   . not asked   r worked, no longer does

A ``|`` between two cells opens a group (a region): a wider gap between cells, a line of its own between bars.
Shapes differ, not only colours, so that the strip is read in one colour, in print and in forced colours:
filled, hollow, dash and dot; for verdicts filled, half filled, crossed, dash and dot, a relapse hollow and crossed.
"""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

ORDER = {"impact": "anu.", "verdict": "wpxrt."}
#: Width of a cell, gap after it and height, in pixels, for each size.
SIZES = {"row": (6, 2, 14), "case": (12, 4, 24)}
#: Above this number of cells the strip becomes proportional bars.
MOST_CELLS = 40
GROUP_GAP = 6
CAPTION = 20


def strip_svg(
    cells: str, *, words: str, names: Sequence[str] = (), kind: str = "impact", size: str = "row"
) -> SafeString:
    """Draw ``cells`` as inline SVG whose accessible name is ``words``.

    With ``names`` (one per cell, in order, written as it should be read: "Ixelles: affected") each cell can be
    pointed at and focused, and shows its name under the strip. Above forty cells the strip is drawn as
    proportional bars and ``names`` is not used.

    Raises ``ValueError`` for a character that ``kind`` does not know, or if names and cells differ in number.
    """
    return _strip(cells, words, tuple(names), kind, size)


@lru_cache(maxsize=4096)
def _strip(cells, words, names, kind, size):
    marks = cells.replace("|", "")
    if unknown := set(marks) - set(ORDER[kind]):
        raise ValueError(f"not a cell of {kind!r}: {''.join(sorted(unknown))}")
    if len(marks) > MOST_CELLS:
        return mark_safe(_bars(cells, words, kind, size))
    if names and len(names) != len(marks):
        raise ValueError(f"{len(names)} names for {len(marks)} cells")
    draw = _named if names else _plain
    return mark_safe(draw(list(_places(cells, size)), words, names, size))


def _places(cells, size):
    """Each cell's mark with its left edge."""
    width, gap, _ = SIZES[size]
    x = 0
    for mark in cells:
        if mark == "|":
            x += GROUP_GAP
        else:
            yield mark, x
            x += width + gap


def _plain(places, words, names, size):
    width, _, height = SIZES[size]
    paths = {}
    for mark, x in places:
        paths[mark] = paths.get(mark, "") + _cell(mark, x, width, height)
    body = "".join(_path(mark, d, width) for mark, d in paths.items())
    return _svg(body, words, _end(places, width), height, f"strip strip-{size}")


def _named(places, words, names, size):
    width, gap, height = SIZES[size]
    body = "".join(
        f'<g tabindex="0" role="img" aria-label="{escape(name)}"><path class="hit" d="M{x - gap / 2:g} '
        f'-2h{width + gap}v{height + 4}h-{width + gap}z"/>{_path(mark, _cell(mark, x, width, height), width)}'
        f'<text y="{height + CAPTION - 4}" aria-hidden="true">{escape(name)}</text></g>'
        for (mark, x), name in zip(places, names, strict=True)
    )
    classes = f"strip strip-{size} strip-named"
    return _svg(body, words, _end(places, width), height + CAPTION, classes, role="group")


def _end(places, width):
    return (places[-1][1] + width) if places else width


def _cell(mark, x, width, height):
    """The path of one cell: lines only, so that one stroke colour draws everything."""
    middle, line = height / 2, width / 4
    box = f"h{width - line:g}v{height - line:g}h-{width - line:g}z"
    if mark in "aw":
        return f"M{x + width / 2:g} 0v{height}"
    if mark == "n":
        return f"M{x + line / 2:g} {line / 2:g}{box}"
    if mark == "p":
        half = "".join(f"M{x} {y:g}h{width}" for y in _hatch(height, line))
        return f"M{x + line / 2:g} {line / 2:g}{box}{half}"
    if mark == "x":
        low, high = middle - width / 2, middle + width / 2
        return f"M{x} {low:g}l{width} {width}M{x} {high:g}l{width} -{width}"
    if mark == "r":
        return f"M{x + line / 2:g} {line / 2:g}{box}M{x} 0l{width} {height}M{x} {height}l{width} -{height}"
    if mark in "ut":
        return f"M{x} {middle:g}h{width}"
    return f"M{x + width / 2:g} {middle:g}h.01"


def _hatch(height, line):
    """Lines that touch: the lower half of a cell, filled."""
    y = height / 2 + line / 2
    while y < height:
        yield y
        y += line


def _path(mark, d, width):
    """``d`` with the class and the stroke of its mark; a hollow shape has a thin one."""
    name = {".": "sd", "n": "sn", "u": "su", "t": "su", "r": "sx"}.get(mark, f"s{mark}")
    stroke = {
        "a": width,
        "w": width,
        "u": width / 2.5,
        "t": width / 2.5,
        "x": width / 3.5,
        "r": width / 5,
        ".": width / 2,
    }
    cap = ' stroke-linecap="round"' if mark == "." else ""
    return f'<path class="{name}" stroke-width="{round(stroke.get(mark, width / 4), 1):g}"{cap} d="{d}"/>'


def _bars(cells, words, kind, size):
    """One bar per group, as wide as nineteen cells; each part as long as its share."""
    width, gap, height = SIZES[size]
    full = 19 * (width + gap) - gap
    groups = [group for group in cells.split("|") if group]
    thick = height if len(groups) == 1 else max(6, height // 2)
    body, y = "", 0
    for group in groups:
        body += _bar(Counter(group), ORDER[kind], full, thick, y)
        y += thick + gap
    return _svg(body, words, full, y - gap, f"strip strip-{size} strip-bars")


def _bar(counts, order, full, thick, y):
    x, total, parts = 0.0, counts.total(), []
    for mark in order:
        length = full * counts[mark] / total
        if length:
            parts.append(_part(mark, round(x, 1), round(length, 1), thick, y))
        x += length
    return "".join(parts)


def _part(mark, x, length, thick, y):
    """A stretch of a bar: filled, hollow, half filled, crossed (a thick broken line), a line, or dots."""
    middle = y + thick / 2
    line = f'd="M{x:g} {middle:g}h{length:g}"'
    if mark in "aw":
        return f'<path class="s{mark}" stroke-width="{thick}" {line}/>'
    if mark in "xr":
        dashes = "2 2" if mark == "x" else "4 1"
        return f'<path class="sx" stroke-width="{thick}" stroke-dasharray="{dashes}" {line}/>'
    if mark == ".":
        return f'<path class="sd" stroke-width="2" stroke-linecap="round" stroke-dasharray=".01 4" {line}/>'
    if mark in "ut":
        return f'<path class="su" stroke-width="2" {line}/>'
    width = max(length - 1, 0.5)
    box = f'<path class="s{mark}" d="M{x + 0.5:g} {y + 0.5:g}h{width:g}v{thick - 1}h-{width:g}z"/>'
    fill = f'<path class="sp" stroke-width="{thick / 2:g}" d="M{x:g} {y + thick * 0.75:g}h{length:g}"/>'
    return box + fill if mark == "p" else box


def _svg(body, words, width, height, classes, role="img"):
    return (
        f'<svg class="{classes}" width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}" '
        f'fill="none" stroke="currentColor" role="{role}" aria-label="{escape(words)}">{body}</svg>'
    )
