"""The log as CSV."""

import csv
from io import StringIO

from committee.security.models import SecurityEvent
from committee.security.presentation import HEADINGS, cells_of

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def events_as_csv(events: list[SecurityEvent]) -> bytes:
    """Lines under their headings; no cell begins as a formula would."""
    written = StringIO()
    table = csv.writer(written, delimiter=";")
    table.writerow(HEADINGS)
    for event in events:
        table.writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells_of(event)])
    return ("\ufeff" + written.getvalue()).encode()
