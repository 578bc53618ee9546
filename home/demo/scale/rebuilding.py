"""What features derive from facts, derived once at the end instead of after each row."""

from collections.abc import Callable

from home.search.vocabulary import count_stems
from issues.impacts.totals import rebuild_totals
from issues.problems.census import rebuild_census

DERIVED: tuple[tuple[str, Callable], ...] = (
    ("how many problems of each kind there are", rebuild_census),
    ("the sums of all declarations", rebuild_totals),
    ("how frequent each word is", count_stems),
)


def rebuild(say: Callable[[str], None]) -> None:
    """Bring every derived table up to date."""
    for what, again in DERIVED:
        say(what)
        again()
