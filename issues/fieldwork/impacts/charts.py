"""Small pictures of figures, drawn by the server: pure drawing, no model, no query.

Lines only, in the current colour, so that they are read in one colour, in print and in forced colours. None has a text
alternative: each stands beside the figures that it draws, in the same row of a table. What is drawn to a scale has faint
lines at its beginning, middle and end, and `axis_labels` says what they stand for, above or below.
"""

import math
from collections.abc import Sequence

from django.utils.formats import number_format
from django.utils.safestring import SafeString, mark_safe

WIDTH, THICK, TALL = 120, 8, 14


def bar_svg(value: float, most: float) -> SafeString:
    """A bar as long as a value's share of the most, on its axis."""
    bar = f'<path stroke-width="{THICK}" d="M0 {TALL / 2:g}h{scaled_length(value, most):g}"/>'
    return render_svg(axis_lines(0, WIDTH, TALL) + bar)


def range_svg(low: float, likely: float, high: float, most: float) -> SafeString:
    """A line from low to high with a mark where it most likely is."""
    start, mark, end = (scaled_length(value, most) for value in (low, likely, high))
    line = f'<path stroke-width="2" d="M{start:g} {TALL / 2:g}H{max(end, start + 1):g}"/>'
    likeliest = f'<path stroke-width="4" d="M{max(mark, 2):g} {TALL / 2 - 5:g}v10"/>'
    return render_svg(f"{axis_lines(0, WIDTH, TALL)}{line}{likeliest}")


def place_svg(own: float, quartiles: Sequence[float]) -> SafeString:
    """One's own value, a diamond, on the line where the others lie: a box from the first quartile to the third."""
    low, middle, high = quartiles
    most = rounded_top(max(own, high)) or 1
    start, mark, end, mine = (4 + scaled_length(value, most, 192) for value in (low, middle, high, own))
    others = (
        f'{axis_lines(4, 192, 24)}<path class="su" stroke-width="1" d="M0 12H200"/>'
        f'<path class="su" stroke-width="1.5" d="M{start:g} 6H{max(end, start + 1):g}V18H{start:g}z"/>'
        f'<path class="su" stroke-width="2.5" d="M{mark:g} 4v16"/>'
    )
    return render_svg(
        f'{others}<path fill="currentColor" stroke="none" d="M{mine:g} 5l7 7-7 7-7-7z"/>', "place", width=200, height=24
    )


def weeks_svg(values: Sequence[int | None]) -> SafeString:
    """A column per week, oldest first: its height is the number; a dot where nothing was said, a foot line for nought."""
    most = max((value or 0 for value in values), default=0) or 1
    marks = "".join(render_week(place, value, most) for place, value in enumerate(values))
    return render_svg(marks, "weeks", width=len(values) * 12, height=24)


def render_week(place: int, value: int | None, most: int) -> str:
    """One column."""
    x = place * 12 + 4
    if value is None:
        return f'<path class="sd" stroke-width="3" stroke-linecap="round" d="M{x} 21h.01"/>'
    return f'<path stroke-width="8" d="M{x} 23v-{max(1.5, 22 * value / most):.1f}"/>'


def axis_lines(start: float, length: float, height: float) -> str:
    """Faint lines where an axis begins, in its middle and where it ends."""
    places = (start, start + length / 2, start + length)
    return f'<path class="ax" stroke-width="1" d="{"".join(f"M{x:g} 0v{height:g}" for x in places)}"/>'


def axis_labels(most: float) -> tuple[str, ...]:
    """What the lines of an axis stand for, in words; nothing for a middle that is no whole number."""
    places = (0, most / 2, most)
    return tuple("" if one % 1 else number_format(one, decimal_pos=0, force_grouping=True) for one in places)


def rounded_top(most: float) -> int:
    """Where an axis ends: an even number of the order of the most or the one below, so that its middle is round too."""
    if most <= 0:
        return 0
    order = math.floor(math.log10(most))
    step = 2 * 10 ** max(0, order if most >= 2 * 10**order else order - 1)
    return math.ceil(most / step) * step


def scaled_length(value: float, most: float, full: int = WIDTH) -> float:
    """How far along the full length a value lies."""
    return round(full * min(value / most, 1), 1) if most else 0


def render_svg(body: str, kind: str = "bar", *, width: int = WIDTH, height: int = TALL) -> SafeString:
    """Strokes as inline SVG."""
    return mark_safe(
        f'<svg class="chart chart-{kind}" width="{width}" height="{height}" viewBox="0 0 {width} {height}" fill="none" '
        f'stroke="currentColor" aria-hidden="true">{body}</svg>'
    )
