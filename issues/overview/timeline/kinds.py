"""What a fact of a story is: the verbs of the journal sorted into a few words that a reader filters by."""

from __future__ import annotations

from functools import lru_cache

from django.db import models
from django.utils.translation import gettext_lazy as _

from committee.journal.verbs import SENTENCES

SAID = "post.added"
"""A post stands in the story itself; that it was added is not told a second time."""
QUIET = frozenset({"post.reacted"})
"""What is left out unless it is asked for."""
DUTY = "duty."


class What(models.TextChoices):
    """The sorts of facts, in the order in which they are offered."""

    MESSAGES = "messages", _("Messages")
    STATES = "states", _("States and sorting")
    IMPACT = "impact", _("Impact")
    SOLUTIONS = "solutions", _("Solutions")
    QUESTIONS = "questions", _("Questions to the reporter")
    BENCHES = "benches", _("Questions and positions of the benches")
    EVIDENCE = "evidence", _("Evidence and opinions")
    FILES = "files", _("Files")
    MODERATION = "moderation", _("Moderation")
    TASKS = "tasks", _("Tasks")


BY_PREFIX = {
    "post.": What.MESSAGES,
    "problem.": What.STATES,
    "impact.": What.IMPACT,
    "pulse.": What.IMPACT,
    "solution.": What.SOLUTIONS,
    "public_solution.": What.SOLUTIONS,
    "instruction.": What.SOLUTIONS,
    "request.": What.QUESTIONS,
    "question.": What.BENCHES,
    "position.": What.BENCHES,
    "evidence.": What.EVIDENCE,
    "answer.": What.EVIDENCE,
    "opinion.": What.EVIDENCE,
    "files.": What.FILES,
    "report.": What.MODERATION,
    "thread.": What.MODERATION,
    "strand.": What.MODERATION,
    "summary.": What.MODERATION,
    "task.": What.TASKS,
}
MODERATING = frozenset({"post.hidden", "post.shown", "post.moved", "post.marked", "post.unmarked", "post.reported"})
"""The verbs on posts that are done by who moderates."""


def what_of(verb: str) -> What | None:
    """The sort of a verb, or None for one that no story tells."""
    if verb in MODERATING:
        return What.MODERATION
    return BY_PREFIX.get(f"{verb.partition('.')[0]}.")


@lru_cache(maxsize=64)
def verbs_of(chosen: frozenset[str]) -> tuple[str, ...]:
    """The registered verbs of some sorts."""
    return tuple(sorted(code for code in SENTENCES if what_of(code) in chosen))
