"""Issuing an instruction, replacing one, translating it, taking it back."""

import uuid
from datetime import date
from typing import Any, cast

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from committee.access.policy import require
from committee.access.refusals import Refused
from committee.access.roles import Ability
from committee.access.standing import standing_of
from committee.access.versions import require_unchanged
from committee.journal import clock
from committee.journal.actions import record
from committee.journal.models import Entry
from committee.journal.verbs import register_verb
from committee.people.models import Person
from committee.seats.actions import day_in_words
from issues.conversation.threads.markup import render_markdown
from issues.problems.records.models import Problem
from issues.problems.records.translations import translated_facts
from issues.resolution.instructions.models import Instruction, Kind
from issues.resolution.instructions.policy import (
    may_issue_instruction,
    may_translate_instruction,
    may_withdraw_instruction,
)
from issues.resolution.solutions.models import Solution

ISSUED = register_verb(
    "instruction.issued", _("issued “%(title)s”, in force from %(day)s"), _("Workaround or instruction issued")
)
REPLACED = register_verb(
    "instruction.replaced",
    _("issued “%(title)s”, in force from %(day)s, instead of “%(before)s”"),
    _("Workaround or instruction replaced"),
)
WITHDRAWN = register_verb(
    "instruction.withdrawn", _("withdrew “%(title)s”: %(reason)s"), _("Workaround or instruction withdrawn")
)
TRANSLATED = register_verb("instruction.translated", _("gave “%(title)s” in the other language"), _("Translated"))


@transaction.atomic
def issue_instruction(
    *,
    by: Person,
    about: Problem | Solution,
    title: str,
    text: str,
    language: str,
    from_on: date,
    until_on: date | None = None,
    kind: str = Kind.WORKAROUND,
    replaces: Instruction | None = None,
    submission: str = "",
    **facts: Any,
) -> Instruction:
    """Say what is done meanwhile about a problem or beside a solution, once for one `submission`.

    From its first day it stands instead of what it `replaces`, about the same thing. `facts`: title_other, summary_other.
    Raises PermissionDenied, PersonalDataFound; Refused for days in the wrong order, and where something else replaces it already.
    """
    thing = lock_thing(about)
    require(may_issue_instruction(by, thing))
    issued = Instruction.objects.filter(submission=submission).first() if submission else None
    if issued and issued.issued_by_id == by.pk:
        return issued
    if until_on and until_on < from_on:
        raise Refused(_("It ends on a day after it began."), field="until_on")
    place = {"solution": thing} if isinstance(thing, Solution) else {"problem": thing}
    require_replaceable(replaces, place)
    instruction = Instruction.objects.create(
        space=thing.space,
        submission=str(uuid.uuid4()) if issued or not submission else submission,
        kind=kind,
        language=language,
        title=title,
        text=text,
        html=render_markdown(text),
        from_on=from_on,
        until_on=until_on,
        replaces=replaces,
        issued_for_id=cast(int, standing_of(by).organisation_for(Ability.PROPOSE_SOLUTION)),
        issued_by=by,
        issued_at=clock.now(),
        **place,
        **translated_facts(facts),
    )
    before = {"before": replaces.titles} if replaces else {}
    record_instruction(REPLACED if replaces else ISSUED, by, instruction, day=day_in_words(from_on), **before)
    return instruction


def lock_thing(about: Problem | Solution) -> Problem | Solution:
    """What an instruction is about, its row locked until the transaction ends, so that two never replace the same one."""
    rows: Any = type(about).objects.select_for_update(of=("self",)).select_related("space")
    thing: Problem | Solution = rows.get(pk=about.pk)
    return thing


def require_replaceable(before: Instruction | None, place: dict[str, Any]) -> None:
    """Raise Refused where an instruction cannot be replaced: about another thing, withdrawn, or replaced already."""
    if before is None:
        return
    free = Instruction.objects.filter(pk=before.pk, withdrawn_on=None, replacement=None, **place)
    if not free.exists():
        raise Refused(_("It was withdrawn or replaced meanwhile: see what stands instead."), field="replaces")


@transaction.atomic
def withdraw_instruction(*, by: Person, instruction: Instruction, reason: str) -> Instruction:
    """Let an instruction hold no longer, from now on. Raises PermissionDenied, PersonalDataFound; Refused without a reason."""
    instruction = lock_instruction(instruction)
    require(may_withdraw_instruction(by, instruction))
    if not reason.strip():
        raise Refused(_("Say why: those who follow it will read it."), field="reason")
    instruction.withdrawn_on, instruction.withdrawn_reason = clock.today(), reason.strip()
    instruction.save(update_fields=["withdrawn_on", "withdrawn_reason"])
    record_instruction(WITHDRAWN, by, instruction, reason=instruction.withdrawn_reason)
    return instruction


@transaction.atomic
def translate_instruction(
    *,
    by: Person,
    instruction: Instruction,
    title: str,
    summary: str,
    checked: bool = False,
    version: str | None = None,
) -> Instruction:
    """Give title and summary in the other language, as a draft or checked.

    Raises PermissionDenied, PersonalDataFound, ChangedMeanwhile.
    """
    instruction = lock_instruction(instruction)
    require(may_translate_instruction(by, instruction))
    require_unchanged(version, instruction.translated, {"title": title, "summary": summary, "checked": checked})
    instruction.save(update_fields=instruction.take_translation(title=title, summary=summary, checked=checked))
    record_instruction(TRANSLATED, by, instruction)
    return instruction


def lock_instruction(instruction: Instruction) -> Instruction:
    """Return an instruction with its row locked until the transaction ends."""
    return Instruction.objects.select_for_update(of=("self",)).get(pk=instruction.pk)


def record_instruction(what: str, by: Person, instruction: Instruction, **data: Any) -> Entry:
    """Record what happened to an instruction, in its lane, for itself and for what it is about."""
    thing = instruction.thing
    problems = list(thing.problems.all()) if isinstance(thing, Solution) else [thing]
    solution = [thing.about] if isinstance(thing, Solution) else []
    return record(
        by=by,
        verb=what,
        about=instruction.about,
        also=[*solution, *(problem.about for problem in problems)],
        space=instruction.space_id,
        organisation=standing_of(by).organisation_for(Ability.PROPOSE_SOLUTION)
        or min(standing_of(by).organisation_ids),
        title=instruction.titles,
        reference=problems[0].reference,
        **data,
    )
