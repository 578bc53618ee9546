"""Medians and tables."""

from collections.abc import Iterable
from statistics import median


def p50(seconds: Iterable[float]) -> float:
    """The median, in milliseconds."""
    return median(seconds) * 1000


def p90(seconds: Iterable[float]) -> float:
    """The ninth decile, in milliseconds."""
    known = sorted(seconds)
    return known[min(len(known) - 1, len(known) * 9 // 10)] * 1000


def table(title: str, head: list[str], rows: list[list]) -> None:
    """Print a table in Markdown."""
    print(f"\n### {title}\n\n| {' | '.join(head)} |\n|{'---|' * len(head)}")
    for row in rows:
        print(f"| {' | '.join(shown(cell) for cell in row)} |")
    print(flush=True)


def shown(cell) -> str:
    """A cell as text: times with one decimal."""
    return f"{cell:.1f}" if isinstance(cell, float) else str(cell)


def ratio(ours: float, limit: float) -> str:
    """How many times the limit."""
    return f"{ours / limit:.2f} ×"
