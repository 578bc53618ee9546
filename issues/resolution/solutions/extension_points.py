"""What higher features show on the page of a solution; filled once, in `home/wiring.py`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from committee.journal.registries import ExtensionPoint
from issues.resolution.solutions.models import Solution

BESIDE: ExtensionPoint[Callable[[Any, Solution], str]] = ExtensionPoint()
"""Each takes (request, solution) and draws a section of its page, as far as the reader may know it, or nothing."""
