"""Telling owners, once for each due date, that it comes near and that it has passed."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from committee.journal import clock
from committee.journal.verbs import register_verb
from committee.organisations.queries import secretary
from committee.seats.actions import day_in_words
from issues.resolution.solutions.actions.lifecycle import record_solution
from issues.resolution.solutions.models import Solution

SOON = register_verb(
    "solution.due_soon", _("reminds that the solution “%(solution)s” is due on %(day)s"), _("Due within a week")
)
LATE = register_verb(
    "solution.overdue",
    _("records that the solution “%(solution)s” was due on %(day)s and is not delivered"),
    _("Overdue"),
)
AHEAD = timedelta(days=7)


def remind_owners() -> int:
    """Tell the owner of each promised solution that is due within a week, or was due. Returns how many were told."""
    today, yesterday = clock.today(), clock.today() - timedelta(days=1)
    spans = {"soon_told": (today, today + AHEAD), "late_told": (date.min, yesterday)}
    untold = [
        (pk, told)
        for told, span in spans.items()
        for pk in Solution.objects.promised().due_untold(told, *span).order_by("pk").values_list("pk", flat=True)
    ]
    return sum(remind_owner(pk, told) for pk, told in untold)


@transaction.atomic
def remind_owner(pk: int, told: str) -> bool:
    """Tell of one solution, unless another process just did, or its date has moved. Returns whether it was told."""
    solution = Solution.objects.promised().select_for_update(of=("self",)).filter(pk=pk).first()
    if solution is None or solution.due_on is None or getattr(solution, told) == solution.due_on:
        return False
    setattr(solution, told, solution.due_on)
    solution.save(update_fields=[told])
    speaker = secretary()
    by = speaker.person if speaker else solution.proposed_by
    organisation = speaker.organisation_id if speaker else solution.proposed_for_id
    record_solution(
        LATE if told == "late_told" else SOON, by, solution, organisation, day=day_in_words(solution.due_on)
    )
    return True
