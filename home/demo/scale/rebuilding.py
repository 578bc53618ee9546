"""What features derive from facts, derived once at the end instead of after each row."""

from collections.abc import Callable

from home.search.actions.counting import count_stems
from issues.fieldwork.impacts.actions.totals import rebuild_totals
from issues.problems.records.actions.counting import rebuild_counts

DERIVED: tuple[tuple[str, Callable], ...] = (
    ("how many problems of each kind there are", rebuild_counts),
    ("the sums of all declarations", rebuild_totals),
    ("how frequent each word is", count_stems),
)


def rebuild(say: Callable[[str], None]) -> None:
    """Bring every derived table up to date."""
    for what, again in DERIVED:
        say(what)
        again()
