"""Correcting what a solution says, and saying who owns it."""

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from committee.access.policy import require
from committee.access.refusals import Refused
from committee.access.versions import require_unchanged
from committee.inbox.actions.duties import discharge_duties
from committee.journal import clock
from committee.journal.verbs import bilingual, register_verb
from committee.organisations.models import Organisation
from committee.people.models import Person
from committee.seats.models import Seat
from issues.conversation.threads.markup import render_markdown
from issues.resolution.solutions.actions.lifecycle import DELIVER, lock_solution, record_solution, update_delivery_duty
from issues.resolution.solutions.models import Solution, SolutionVersion
from issues.resolution.solutions.policy import may_assign_solution, may_revise_solution
from issues.resolution.solutions.queries import FIELD_NAMES
from issues.resolution.solutions.states import BEFORE_AGREEMENT

REVISED = register_verb(
    "solution.revised", _("revised what the solution “%(solution)s” says: %(fields)s"), _("Solution revised")
)
ASSIGNED = register_verb("solution.assigned", _("gave the solution “%(solution)s” to %(owner)s"), _("Another owner"))
REVISABLE = ("title", "text", "kind", "promised_minutes")


@transaction.atomic
def revise_solution(*, by: Person, solution: Solution, version: str | None = None, **facts: Any) -> Solution:
    """Correct what a solution says while it is open; the values before are kept as a version.

    `facts` are fields of REVISABLE; those that stay as they were leave no trace. A translation of an earlier title or text
    is outdated from then on. Raises PermissionDenied, PersonalDataFound, ChangedMeanwhile.
    """
    solution = lock_solution(solution)
    require(may_revise_solution(by, solution) and facts.keys() <= set(REVISABLE))
    require_unchanged(version, {name: getattr(solution, name) for name in facts}, facts)
    before = {name: getattr(solution, name) for name, value in facts.items() if getattr(solution, name) != value}
    if not before:
        return solution
    keep_version(by, solution, before)
    for name in before:
        setattr(solution, name, facts[name])
    solution.html = render_markdown(solution.text)
    if before.keys() & {"title", "text"}:
        solution.outdate_translation()
    solution.save(update_fields=[*before, "html", "translation"])
    record_solution(REVISED, by, solution, fields=bilingual_field_names(before))
    return solution


@transaction.atomic
def assign_solution(
    *, by: Person, solution: Solution, owner: Organisation, seat: Seat | None = None, version: str | None = None
) -> Solution:
    """Say which organisation owns a solution, or which of its seats; once agreed it stays with the organisation.

    Raises PermissionDenied, ChangedMeanwhile; Refused for another organisation once it was agreed.
    """
    solution = lock_solution(solution)
    require(may_assign_solution(by, solution) and (seat is None or seat.organisation_id == owner.pk))
    now = {"owner": owned_by(solution.owner_id, solution.owner_seat_id)}
    wanted = {"owner": owned_by(owner.pk, seat.pk if seat else None)}
    require_unchanged(version, now, wanted)
    if owner.pk != solution.owner_id and solution.state not in BEFORE_AGREEMENT:
        raise Refused(
            _("It was agreed with its owner: only a seat of that organisation can take it over."), field="owner"
        )
    if now == wanted:
        return solution
    keep_version(by, solution, now)
    solution.owner, solution.owner_seat = owner, seat
    solution.save(update_fields=["owner", "owner_seat"])
    entry = record_solution(ASSIGNED, by, solution, owner={"fr": owner.name_fr, "nl": owner.name_nl})
    discharge_duties(code=DELIVER, about=solution.about)
    update_delivery_duty(solution, entry)
    return solution


def owned_by(organisation: int, seat: int | None) -> str:
    """An owner in a word, as forms and versions say it: an organisation, or one of its seats."""
    return f"{organisation}:{seat}" if seat else str(organisation)


def keep_version(by: Person, solution: Solution, before: dict[str, Any]) -> SolutionVersion:
    """Keep the earlier values of the fields that are about to change."""
    return solution.versions.create(facts=before, revised_by=by, revised_at=clock.now())


def bilingual_field_names(fields: Collection[str]) -> dict[str, str]:
    """Fields of a solution in brief words, in both languages, for the journal."""
    words = [bilingual(FIELD_NAMES[name]) for name in FIELD_NAMES if name in fields]
    return {code: ", ".join(word[code] for word in words) for code, _name in settings.LANGUAGES}
