"""The version of what a form shows, so that nobody writes over words that they never read.

A version is made of the facts themselves: no column keeps it, and only a change to these very facts makes another.
"""

from collections.abc import Mapping
from hashlib import sha256

from committee.access.refusals import ChangedMeanwhile


def version_of(facts: Mapping[str, object]) -> str:
    """A short word for facts as they stand: another one as soon as any of them differs."""
    told = [(name, "" if value is None else str(value)) for name, value in sorted(facts.items())]
    return sha256(repr(told).encode()).hexdigest()[:20]


def require_unchanged(version: str | None, standing: Mapping[str, object], wanted: Mapping[str, object]) -> None:
    """Raise ChangedMeanwhile where a form was filled from something else than what stands, and would change it.

    An action asks it once the row is locked. `version` is what the form carried; None where no form was read. Where
    nothing stands, nothing is lost; facts that are wanted as they stand change nothing: a form sent twice is no clash.
    """
    unread = version not in (None, version_of(standing)) and any(standing.values())
    if unread and version_of(wanted) != version_of(standing):
        raise ChangedMeanwhile(standing)
