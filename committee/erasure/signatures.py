"""How what somebody said is signed once their function is erased, and where the journal repeated it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

FORMER = {"fr": "Ancien membre", "nl": "Voormalig lid"}
FORMER_OF = {"fr": "Ancien membre : %s", "nl": "Voormalig lid: %s"}
LONGEST = 120
NAMING = ("function", "before", "substitute", "successor", "whom", "owner")
"""The names of data of entries that tell somebody's function."""


def signature(names: Mapping[str, str] | None) -> dict[str, str]:
    """“Former member of …” by language: of an organisation by its names, or of none."""
    if not names:
        return dict(FORMER)
    return {code: (FORMER_OF[code] % names[code])[:LONGEST] for code in FORMER}


def functions_told(data: Mapping[str, Any]) -> list[Any]:
    """The functions that an entry about a person tells of them."""
    return [data[name] for name in ("function", "before") if data.get(name)]


def resigned(data: Mapping[str, Any], known: Collection[Any], former: Mapping[str, str]) -> dict[str, Any]:
    """The data of an entry with the functions of `known` replaced."""
    return {name: dict(former) if name in NAMING and value in known else value for name, value in data.items()}
