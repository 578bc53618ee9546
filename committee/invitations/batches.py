"""Rows of a table as invitations: what each means, and what stands against it, before anything is sent."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from committee.invitations.tables import plain_word
from committee.organisations.models import MembershipRole, Organisation
from committee.people.addresses import plain_address
from committee.privacy.models import PersonalDataFound, refuse_personal_data

LONGEST_FUNCTION = 120


@dataclass
class Row:
    """One line: its number in the table, what was written, what it means, and why it cannot be sent."""

    number: int
    written: dict[str, str]
    facts: dict[str, Any] = field(default_factory=dict)
    faults: list[str | Promise] = field(default_factory=list)


def row_of(number: int, written: dict[str, str], places: dict[str, Organisation], language: str) -> Row:
    """What a line means by itself; whether it may be sent is another question."""
    row = Row(number, written)
    row.facts = {
        "address": address_in(row),
        "organisation": places.get(plain_word(written["organisation"])),
        "role": role_words().get(plain_word(written["role"])) if written["role"] else MembershipRole.MEMBER,
        "language": written["language"].lower()[:2] or language,
        "function_fr": written["function_fr"],
        "function_nl": written["function_nl"],
    }
    row.faults += faults_in(row)
    return row


def address_in(row: Row) -> str:
    """The address of a line, as it is kept."""
    address = plain_address(row.written["address"])
    try:
        validate_email(address)
    except ValidationError:
        row.faults.append(_("This is no e-mail address."))
    return address


def faults_in(row: Row) -> list[str | Promise]:
    """What is not understood in a line."""
    facts = row.facts
    found: list[str | Promise] = []
    if facts["organisation"] is None:
        found.append(_("This organisation is not known, or not yours to manage."))
    if facts["role"] is None:
        found.append(_("This role is not known: member, coordinator, secretariat or editor."))
    if facts["language"] not in dict(settings.LANGUAGES):
        found.append(_("The language is fr or nl."))
    for name in ("function_fr", "function_nl"):
        found += faults_in_function(facts[name])
    return found


def faults_in_function(words: str) -> list[str | Promise]:
    """What stands against a function."""
    try:
        refuse_personal_data(words)
    except PersonalDataFound as refusal:
        return [" ".join(refusal.messages)]
    return [_("This function is too long.")] if len(words) > LONGEST_FUNCTION else []


def names_of(organisations: list[Organisation]) -> dict[str, Organisation]:
    """Organisations by everything that people may write for them: both names, both municipalities, the NIS code."""
    known: dict[str, Organisation] = {}
    for one in organisations:
        for name in (one.municipality_fr, one.municipality_nl, one.nis, one.name_fr, one.name_nl):
            if name:
                known[plain_word(name)] = one
    return known


@lru_cache(maxsize=1)
def role_words() -> dict[str, MembershipRole]:
    """The roles by their codes and by their labels in each language."""
    words = {role.value: role for role in MembershipRole}
    for code, _name in settings.LANGUAGES:
        with override(code):
            words |= {plain_word(str(role.label)): role for role in MembershipRole}
    return words
