"""What is wrong in a file that somebody brings in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Mistake:
    """What is wrong in one cell, or in a whole row where `column` is empty."""

    row: int
    column: str
    message: str
