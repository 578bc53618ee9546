"""The kind *instruction*: INS-7."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy as _

from committee.journal.subjects import Carrier, Description, Findable, Stay, SubjectKind, Trace, address_of
from committee.people.models import Reader
from issues.resolution.instructions.actions.merge_transfer import carry_instructions, restore_instructions
from issues.resolution.instructions.models import Instruction
from issues.resolution.instructions.recipients import hearing_of_instruction
from issues.resolution.solutions.subject import numbers_in

BATCH = 500


def visible_instructions(person: Reader, keys: Collection[str]) -> set[str]:
    """The instructions among some that a person reads; one query."""
    found = Instruction.objects.visible_to(person).filter(pk__in=numbers_in(keys))
    return {str(pk) for pk in found.values_list("pk", flat=True)}


def describe_instructions(person: Reader, keys: Collection[str]) -> dict[str, Description]:
    """What a person may know of instructions by their numbers; one query."""
    found = Instruction.objects.visible_to(person).filter(pk__in=numbers_in(keys))
    return {
        str(one.pk): Description(one.title_here, one.language_here, one.kind, str(one.get_kind_display()))
        for one in found
    }


def searched_instructions(keys: Collection[str] | None) -> Iterator[Findable]:
    """What search knows of instructions: their number, titles and text, and their translation."""
    rows = Instruction.objects.order_by("issued_at", "pk")
    chosen = rows if keys is None else rows.select_for_update().filter(pk__in=numbers_in(keys))
    for one in chosen.iterator(BATCH):
        yield Findable(
            key=str(one.pk),
            code=one.number,
            shown_on=one.about,
            space_id=one.space_id,
            language=one.language,
            title=one.title,
            title_other=one.title_other,
            body=one.text,
            body_other=one.summary_other,
            at=one.issued_at,
        )


def trace_of_instruction(person: Reader, key: str) -> Trace | None:
    """Where an instruction stood; it never changes its lane."""
    found = Instruction.objects.visible_to(person).select_related("space").filter(pk__in=numbers_in([key])).first()
    if found is None:
        return None
    stays = [Stay(found.space, found.issued_at)]
    return Trace(found.title_here, found.language_here, address_of("instruction", key), key, stays)


INSTRUCTION = SubjectKind(
    code="instruction",
    label=_("Workaround or instruction"),
    plural=_("Workarounds and instructions"),
    address="issues:instruction",
    visible_to=visible_instructions,
    reference=re.compile(r"(?<![\w-])INS-([1-9]\d{0,8})(?![\w-])"),
    naming="INS-%s",
    addresses=re.compile(r"instructions/(\d{1,15})\b"),
    describe=describe_instructions,
    recipients=hearing_of_instruction,
    searched=searched_instructions,
    trace=trace_of_instruction,
    carriers=(
        Carrier(
            "instructions",
            _("Workarounds and instructions"),
            lambda one: one.instructions.count(),
            carry_instructions,
            restore_instructions,
        ),
    ),
)
