"""What the last backup left behind to be known by: when, how large, and its sum."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True)
class BackupNote:
    """A backup that was written and read back."""

    at: datetime
    bytes: int
    sha256: str


def last_backup() -> BackupNote | None:
    """The last one; None where none was made here, or what is noted of it cannot be read."""
    try:
        noted = json.loads((Path(settings.VAR) / "backups" / "last.json").read_text(encoding="utf-8"))
        return BackupNote(datetime.fromisoformat(noted["at"]), int(noted["bytes"]), str(noted["sha256"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
