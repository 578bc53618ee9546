"""A background task in words: what it is, since when, and by which kind of error it failed; never what it was about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class TaskRow:
    """One task. `name` and `error` are names of the code, and hold nothing of anybody."""

    pk: UUID
    name: str
    queued_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    due_at: datetime
    attempts: int
    error: str


def describe_task(facts: dict[str, Any]) -> TaskRow:
    """A row from what is kept of a task."""
    return TaskRow(
        pk=facts["id"],
        name=short_name(facts["task_path"], 2),
        queued_at=facts["enqueued_at"],
        started_at=facts["started_at"],
        finished_at=facts["finished_at"],
        due_at=facts["run_after"],
        attempts=len(facts["worker_ids"]),
        error=short_name(facts["exception_class_path"], 1),
    )


def short_name(path: str, parts: int) -> str:
    """The end of a dotted path."""
    return ".".join(path.split(".")[-parts:])
